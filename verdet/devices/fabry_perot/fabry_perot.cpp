#include "verdet/devices/fabry_perot/fabry_perot.hpp"

#include <algorithm>
#include <cmath>

namespace verdet {

DeviceInfo FabryPerot::info() {
  return {.type = "fabry_perot",
          .meaning = "cavity of a waveguide between two mirrors",
          .limits =
              "mirrors without loss or dispersion, at one plane each; one guided mode; loss and "
              "group index constant over wavelength",
          .traits = {.passive = true, .reciprocal = true, .prospective = false}};
}

std::vector<std::string> FabryPerot::ports(const Parameters<double>&) {
  return {"left", "right"};
}

std::vector<int> FabryPerot::pattern(const Parameters<double>&) {
  return {kReflectLeft, kTransmit,  //
          kTransmit, kReflectRight};
}

std::pair<std::vector<std::string>, std::vector<std::string>> FabryPerot::sources(
    const Parameters<double>&, const Environment&) {
  return {{}, {"Ismail2016", "BornWolf1999"}};
}

double FabryPerot::free_spectral_range(const Coefficients<double>& c, double wavelength) {
  // lambda^2/(2 n_g L) with delay = 2 pi n_g L.
  return wavelength * wavelength * std::numbers::pi / c.delay;
}

std::vector<double> FabryPerot::resonances(const Coefficients<double>& c, double from, double to) {
  // 1 - |S_11|^2 = (1 - R1)(1 - R2 a^4)/|1 - r1 r2 h^2|^2: no dip where this is zero or constant.
  const double contrast = c.r1 * c.r2 * (1 - c.r1) * (1 - c.r2 * c.pass);
  std::vector<double> list;
  if (!(contrast > 0) || !(from < to)) return list;
  const auto order_at = [&](double wavelength) {
    return (c.delay / wavelength + c.bias) / std::numbers::pi;
  };
  const double last = std::max(1.0, std::ceil(order_at(to)));
  for (double m = std::floor(order_at(from)); m >= last; --m)
    list.push_back(c.delay / (m * std::numbers::pi - c.bias));
  return list;
}

}  // namespace verdet
