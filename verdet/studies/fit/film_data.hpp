// What was measured on a film: points of wavelength and angle with one or more quantities.
#pragma once

#include "verdet/base/context.hpp"
#include "verdet/base/node.hpp"
#include "verdet/studies/fit/model.hpp"

namespace verdet {

struct FilmData {
  std::vector<double> wavelength, angle;  ///< m, rad, per point
  std::vector<Observed> quantities;       ///< psi, delta, reflectance[_s,_p], transmittance[_s,_p]
  bool relative_errors = false;           ///< errors state the ratio of weights alone
  std::string path;
};

/// `data: {file: , ...}` of a film: an ellipsometer's file (no `columns`), or columns wavelength,
/// [angle,] and quantities. `angle:` states an angle that the file lacks; `range:` and `every:` as
/// for columns. Psi and delta without measured errors are weighted as N, C and S would be: delta by
/// sin(2 psi), psi by 2.
FilmData read_film_data(const Node& node, const Context& context);

}  // namespace verdet
