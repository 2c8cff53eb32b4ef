#include "verdet/devices/mzi_synapse/mzi_synapse.hpp"
#include "verdet/devices/registry.hpp"

namespace verdet {

void register_mzi_synapse(DeviceRegistry& devices) {
  devices.add_device<MziSynapse, MziSynapseParameters<double>>(MziSynapse::info());
}

}  // namespace verdet
