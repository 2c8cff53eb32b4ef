// A device whose spec marks parameters to be fitted.
#pragma once

#include "verdet/studies/body.hpp"
#include "verdet/studies/fit/parameter_spec.hpp"

namespace verdet {

/// One marked parameter of a device.
struct MarkedParameter {
  std::string path;  ///< as the spec nests it: layers.0.thickness
  About about;
  FitMark mark;
  double low = 0, high = 0;  ///< SI, from the mark or the statement
  double start = 0;          ///< SI
};

struct MarkedBody {
  std::unique_ptr<Body> body;  ///< bound with the starts in the place of the marks
  std::vector<MarkedParameter> parameters;
};

/// Binds `model`, a device with {fit: ...} in the place of some values. Throws InputError.
MarkedBody bind_marked(const Node& model, const Registry& registry);

}  // namespace verdet
