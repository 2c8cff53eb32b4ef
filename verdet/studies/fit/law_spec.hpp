// The `parameters:` of a law: which are fitted, from where to where.
#pragma once

#include "verdet/base/node.hpp"
#include "verdet/studies/fit/dispersion_law.hpp"

namespace verdet {

/// The parameters of a law as a spec leaves them: all, or those not fixed by a value.
struct LawParameters {
  std::vector<FitParameter> free;
  std::vector<std::size_t> position;  ///< of each free one in the law's list
  std::vector<double> all;            ///< the law's list, engine units, fixed ones at their value

  /// The law's list with the free ones at x.
  std::vector<double> expand(std::span<const double> x) const {
    std::vector<double> full = all;
    for (std::size_t k = 0; k < position.size(); ++k) full[position[k]] = x[k];
    return full;
  }
};

/// `node` is auto, null, or a map {NAME: value with unit, or {fit: ...}}; what it does not name is
/// fitted with the law's own start and bounds. `prefix` stands before the names in the result.
LawParameters read_law_parameters(const DispersionLaw& law, const Node* node,
                                  const std::string& prefix = {});

}  // namespace verdet
