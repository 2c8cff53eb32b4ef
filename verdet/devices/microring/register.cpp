#include "verdet/devices/microring/adiabatic_ring.hpp"
#include "verdet/devices/microring/microring.hpp"
#include "verdet/devices/microring/ring_motion.hpp"
#include "verdet/devices/reduced_device.hpp"
#include "verdet/devices/registry.hpp"

namespace verdet {
namespace {

using P = MicroringParameters<double>;

template <class AllPass, class AddDrop>
std::unique_ptr<Device> make(bool drop, const P& p, const Environment& environment) {
  if (drop) return std::make_unique<ModelDevice<Microring, AddDrop>>(p, environment);
  return std::make_unique<ModelDevice<Microring, AllPass>>(p, environment);
}

// The equations of motion that the parameters call for.
std::unique_ptr<Device> make_ring(const ParameterSet& set, const Environment& environment) {
  const P& p = set.as<P>();
  const bool drop = Microring::ports(p).size() == 4;
  if (p.field == RingField::Adiabatic) {
    if (drop)
      return std::make_unique<ReducedDevice<Microring, AdiabaticAddDropRing, AddDropRing>>(
          p, environment);
    return std::make_unique<ReducedDevice<Microring, AdiabaticAllPassRing, AllPassRing>>(
        p, environment);
  }
  if (p.backscattering > 0)
    return make<ScatteringAllPassRing, ScatteringAddDropRing>(drop, p, environment);
  return make<AllPassRing, AddDropRing>(drop, p, environment);
}

}  // namespace

void register_microring(DeviceRegistry& devices) {
  devices.add({Microring::info(), ParameterSet::of<P>(), make_ring});
}

}  // namespace verdet
