#include "verdet/devices/laser_spot/laser_spot.hpp"
#include "verdet/devices/registry.hpp"

namespace verdet {

void register_laser_spot(DeviceRegistry& devices) {
  devices.add_device<LaserSpot, LaserSpotParameters<double>>(LaserSpot::info());
}

}  // namespace verdet
