// A stack of plane layers on a substrate. Theory: README.md beside this file.
#pragma once

#include "verdet/devices/device.hpp"
#include "verdet/devices/film.hpp"
#include "verdet/devices/thin_film/parameters.hpp"
#include "verdet/materials/library.hpp"

namespace verdet {

class ThinFilm final : public Device, public Film {
 public:
  /// Throws InputError for an unknown material or one that the method cannot take.
  ThinFilm(const ThinFilmParameters<double>& parameters, const Environment& environment);
  static DeviceInfo info();

  const std::vector<std::string>& layers() const override { return names_; }
  bool tensorial() const override { return tensorial_; }
  PartlyCoherentStack film(double wavelength) const override;
  TensorStack tensors(double wavelength) const override;
  const std::vector<std::size_t>& owner() const override { return owner_; }

 private:
  using Axes = std::vector<Material>;  // one, or one along each of x, y, z
  double ambient_index(double wavelength) const;
  TensorLayer tensor_layer(const Axes& axes, const FilmLayerParameters<double>& layer,
                           double wavelength) const;

  ThinFilmParameters<double> parameters_;
  Axes ambient_, substrate_;
  std::vector<Axes> layers_;
  std::vector<std::optional<Material>> sheets_;  ///< of the layers, where a material is named
  std::optional<Material> substrate_sheet_;
  std::vector<std::string> names_;
  std::vector<std::size_t> owner_;
  bool tensorial_ = false;
};

}  // namespace verdet
