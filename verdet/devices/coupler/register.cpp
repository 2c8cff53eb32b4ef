#include "verdet/devices/coupler/coupler.hpp"
#include "verdet/devices/registry.hpp"

namespace verdet {

void register_coupler(DeviceRegistry& devices) {
  devices.add_model<Coupler>();
}

}  // namespace verdet
