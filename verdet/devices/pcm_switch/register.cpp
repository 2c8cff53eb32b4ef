#include "verdet/devices/pcm_switch/pcm_switch.hpp"
#include "verdet/devices/registry.hpp"

namespace verdet {

void register_pcm_switch(DeviceRegistry& devices) {
  devices.add_device<PcmSwitch, PcmSwitchParameters<double>>(PcmSwitch::info());
}

}  // namespace verdet
