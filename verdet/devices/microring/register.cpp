#include "verdet/devices/microring/microring.hpp"
#include "verdet/devices/registry.hpp"

namespace verdet {

void register_microring(DeviceRegistry& devices) {
  devices.add_model<Microring>();
}

}  // namespace verdet
