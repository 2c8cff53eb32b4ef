// A straight or bent waveguide of a given shape: strip, rib or slot.
#pragma once

#include "verdet/devices/device.hpp"
#include "verdet/devices/guide.hpp"
#include "verdet/fields/guide/guide_section.hpp"

namespace verdet {

template <class T>
struct WaveguideParameters : GuideShape<T> {
  std::optional<T> bend_radius;
  T temperature{300.0};
  T electrons{0.0};
  T holes{0.0};

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    GuideShape<T>::visit(v, p...);
    v(About{.name = "bend_radius",
            .symbol = "R",
            .unit = "m",
            .min = 1e-7,
            .meaning = "radius of the bend; straight when absent"},
      p.bend_radius...);
    v(About{.name = "temperature",
            .symbol = "T",
            .unit = "K",
            .kind = Kind::Temperature,
            .min = 0,
            .meaning = "temperature of all materials"},
      p.temperature...);
    v(About{.name = "electrons",
            .symbol = "N",
            .unit = "m^-3",
            .min = 0,
            .meaning = "free electrons in the core"},
      p.electrons...);
    v(About{.name = "holes",
            .symbol = "P",
            .unit = "m^-3",
            .min = 0,
            .meaning = "free holes in the core"},
      p.holes...);
  }
  void validate(Problems& problems) const { this->validate_at("", problems); }
};

class Waveguide final : public Device, public Guide {
 public:
  Waveguide(const WaveguideParameters<double>& parameters, const Environment& environment);
  static DeviceInfo info();

  CrossSection cross_section(double wavelength) const override { return section_.at(wavelength); }
  double bend_radius() const override { return bend_radius_; }

 private:
  GuideSection section_;
  double bend_radius_;
};

}  // namespace verdet
