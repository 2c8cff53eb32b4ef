#include "verdet/devices/registry.hpp"
#include "verdet/devices/relaxator/relaxator.hpp"

namespace verdet {

void register_relaxator(DeviceRegistry& devices) {
  devices.add_model<Relaxator>();
}

}  // namespace verdet
