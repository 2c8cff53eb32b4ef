#include "verdet/devices/balanced_pair/balanced_pair.hpp"
#include "verdet/devices/registry.hpp"

namespace verdet {

void register_balanced_pair(DeviceRegistry& devices) {
  devices.add_device<BalancedPair, BalancedPairParameters<double>>(BalancedPair::info());
}

}  // namespace verdet
