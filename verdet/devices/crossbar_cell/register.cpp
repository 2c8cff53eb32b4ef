#include "verdet/devices/crossbar_cell/crossbar_cell.hpp"
#include "verdet/devices/registry.hpp"

namespace verdet {

void register_crossbar_cell(DeviceRegistry& devices) {
  devices.add_device<CrossbarCell, CrossbarCellParameters<double>>(CrossbarCell::info());
}

}  // namespace verdet
