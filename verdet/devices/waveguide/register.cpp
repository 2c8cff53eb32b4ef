#include "verdet/devices/registry.hpp"
#include "verdet/devices/waveguide/waveguide.hpp"

namespace verdet {

Waveguide::Waveguide(const WaveguideParameters<double>& p, const Environment& environment)
    : Device(info()),
      section_(p, {.temperature = p.temperature, .electrons = p.electrons, .holes = p.holes},
               environment.materials, environment.context),
      bend_radius_(p.bend_radius ? *p.bend_radius : Guide::bend_radius()) {
  records_ = section_.records();
  references_ = section_.references();
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
