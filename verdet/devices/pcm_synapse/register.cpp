#include "verdet/devices/pcm_synapse/pcm_synapse.hpp"
#include "verdet/devices/registry.hpp"

namespace verdet {

void register_pcm_synapse(DeviceRegistry& devices) {
  devices.add_device<PcmSynapse, PcmSynapseParameters<double>>(PcmSynapse::info());
}

}  // namespace verdet
