#include "verdet/devices/fabry_perot/fabry_perot.hpp"
#include "verdet/devices/scatter_lanes.hpp"

namespace verdet {

template void scatter_lanes<FabryPerot>(const FabryPerot::Coefficients<double>&,
                                        std::span<const double>, std::span<double>,
                                        std::span<double>);

}  // namespace verdet
