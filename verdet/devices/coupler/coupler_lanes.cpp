#include "verdet/devices/coupler/coupler.hpp"
#include "verdet/devices/scatter_lanes.hpp"

namespace verdet {

template void scatter_lanes<Coupler>(const Coupler::Coefficients<double>&, std::span<const double>,
                                     std::span<double>, std::span<double>);

}  // namespace verdet
