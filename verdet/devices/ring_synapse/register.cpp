#include "verdet/devices/registry.hpp"
#include "verdet/devices/ring_synapse/ring_synapse.hpp"

namespace verdet {

void register_ring_synapse(DeviceRegistry& devices) {
  devices.add_device<RingSynapse, RingSynapseParameters<double>>(RingSynapse::info());
}

}  // namespace verdet
