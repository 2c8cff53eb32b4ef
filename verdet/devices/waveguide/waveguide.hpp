// A straight or bent waveguide of a given shape: strip, rib or slot.
#pragma once

#include "verdet/devices/device.hpp"
#include "verdet/devices/guide.hpp"
#include "verdet/fields/guide/guide_section.hpp"

namespace verdet {

/// Both side walls alike, uncorrelated, with autocorrelation sigma^2 exp(-|z|/L_c).
template <class T>
struct WallRoughness {
  T standard_deviation{};
  T correlation_length{};

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "standard_deviation",
            .symbol = "sigma",
            .unit = "m",
            .required = true,
            .min = 0,
            .max = 1e-7,
            .meaning = "of one wall from its mean plane"},
      p.standard_deviation...);
    v(About{.name = "correlation_length",
            .symbol = "L_c",
            .unit = "m",
            .required = true,
            .above = 0,
            .max = 1e-4,
            .meaning = "length along the guide over which the wall keeps its deviation"},
      p.correlation_length...);
  }
};

template <class T>
struct WaveguideParameters : GuideShape<T> {
  std::optional<T> bend_radius;
  std::optional<WallRoughness<T>> roughness;
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
    v(About{.name = "roughness",
            .meaning = "of the side walls, which scatters TE light; smooth when absent",
            .source = "Payne1994"},
      p.roughness...);
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
  void validate(Problems& problems) const {
    this->validate_at("", problems);
    if (roughness && this->slot)
      problems.add("roughness", "the rough walls of a slot guide are not modelled");
  }
};

class Waveguide final : public Device, public Guide {
 public:
  Waveguide(const WaveguideParameters<double>& parameters, const Environment& environment);
  static DeviceInfo info();

  CrossSection cross_section(double wavelength) const override { return section_.at(wavelength); }
  double bend_radius() const override { return bend_radius_; }
  std::optional<RoughSlab> rough_walls(double wavelength) const override;

 private:
  GuideSection section_;
  double bend_radius_;
  std::optional<WallRoughness<double>> roughness_;
};

}  // namespace verdet
