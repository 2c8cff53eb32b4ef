#include "verdet/devices/fabry_perot/fabry_perot.hpp"
#include "verdet/devices/registry.hpp"

namespace verdet {

void register_fabry_perot(DeviceRegistry& devices) {
  devices.add_model<FabryPerot>();
}

}  // namespace verdet
