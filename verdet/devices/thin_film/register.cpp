#include "verdet/devices/registry.hpp"
#include "verdet/devices/thin_film/thin_film.hpp"

namespace verdet {

void register_thin_film(DeviceRegistry& devices) {
  devices.add_device<ThinFilm, ThinFilmParameters<double>>(ThinFilm::info());
}

}  // namespace verdet
