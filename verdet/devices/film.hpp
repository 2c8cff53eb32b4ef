// The interface of devices that are a stack of plane layers.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "verdet/fields/film/berreman.hpp"
#include "verdet/fields/film/incoherent.hpp"

namespace verdet {

class Film {
 public:
  static constexpr const char* kName = "thin film";
  virtual ~Film() = default;

  /// Names of the layers, from the ambient's side.
  virtual const std::vector<std::string>& layers() const = 0;

  /// Whether a layer is anisotropic in its plane or gyrotropic: then `tensors` describes the stack,
  /// else `film`.
  virtual bool tensorial() const = 0;

  /// Media and thicknesses at a vacuum wavelength (m). Throws DomainError outside a material's
  /// validity. Roughness stands as further layers: `owner` gives for each layer of the stack the
  /// one of `layers()` to which its absorption belongs.
  virtual PartlyCoherentStack film(double wavelength) const = 0;
  virtual TensorStack tensors(double wavelength) const = 0;
  virtual const std::vector<std::size_t>& owner() const = 0;
};

}  // namespace verdet
