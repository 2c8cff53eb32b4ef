#include "verdet/devices/microring/microring.hpp"
#include "verdet/devices/scatter_lanes.hpp"

namespace verdet {

template void scatter_lanes<Microring>(const Microring::Coefficients<double>&,
                                       std::span<const double>, std::span<double>,
                                       std::span<double>);

}  // namespace verdet
