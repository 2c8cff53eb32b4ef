// A device whose spec marks parameters to be fitted.
#pragma once

#include <functional>

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

  /// The body with its marked parameters at `values`, SI.
  std::unique_ptr<Body> moved(std::span<const double> values) const;
  /// A preset of the device with these values and their standard errors, SI. `validity` says where.
  Product preset(std::span<const double> values, std::span<const double> errors,
                 const std::string& validity) const;
};

/// Calls `each(path, mark)` for every {fit: ...} below `node` and returns the tree with its answers
/// in their place.
Node replace_marks(const Node& node, const std::string& path,
                   const std::function<Node(const std::string&, const Node&)>& each);

/// The mark at `path` of a statement that `owner` ("microring", "transient") names in messages,
/// `where` the part of the spec. Throws InputError where the path is no quantity, or a bound not
/// allowed.
MarkedParameter read_marked(const ParameterSet& statement, const std::string& owner,
                            const std::string& path, const Node& node, const std::string& where);
/// The start of a marked parameter, as a spec writes it.
Node start_of(const MarkedParameter& parameter);

/// Binds `model`, a device with {fit: ...} in the place of some values. Throws InputError.
MarkedBody bind_marked(const Node& model, const Registry& registry);

}  // namespace verdet
