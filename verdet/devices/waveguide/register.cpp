#include "verdet/devices/registry.hpp"
#include "verdet/devices/waveguide/waveguide.hpp"

namespace verdet {

Waveguide::Waveguide(const WaveguideParameters<double>& p, const Environment& environment)
    : Device(info()),
      section_(p, {.temperature = p.temperature, .electrons = p.electrons, .holes = p.holes},
               environment.materials, environment.context),
      bend_radius_(p.bend_radius ? *p.bend_radius : Guide::bend_radius()),
      roughness_(p.roughness) {
  records_ = section_.records();
  references_ = section_.references();
  if (roughness_) references_.emplace_back("Payne1994");
}

std::optional<RoughSlab> Waveguide::rough_walls(double wavelength) const {
  if (!roughness_) return std::nullopt;
  RoughSlab walls = section_.between_walls(wavelength);
  walls.roughness = roughness_->standard_deviation;
  walls.correlation_length = roughness_->correlation_length;
  return walls;
}

DeviceInfo Waveguide::info() {
  return {.type = "waveguide",
          .meaning = "strip, rib or slot waveguide, straight or bent",
          .limits = "uniform along its length; isotropic materials",
          .traits = {.passive = true, .reciprocal = true, .prospective = false}};
}

void register_waveguide(DeviceRegistry& devices) {
  devices.add_device<Waveguide, WaveguideParameters<double>>(Waveguide::info());
}

}  // namespace verdet
