// Several measurements fitted at once, some of whose parameters are the same.
#pragma once

#include "verdet/studies/fit/model.hpp"

namespace verdet {

/// One measurement with its own model.
struct FitSet {
  std::string name;
  std::unique_ptr<FitModel> model;
};

/// Which parameters the sets hold in common.
struct SharedParameters {
  bool all = false;                ///< all but the baselines, which belong to the instruments
  std::vector<std::string> names;  ///< as the models name them
};

/// The sets as one model whose residuals follow each other. A parameter of one set is named
/// SET.PARAMETER; one that sets share keeps its plain name, and the start and bounds of the first
/// set that has it. Data keep their unit where all sets have the same one, else they are divided by
/// their standard deviations. Throws InputError, at `place`, for equal names of sets, a shared
/// parameter that fewer than two sets have or in different units, and sets that cannot be weighed
/// against each other: errors measured in some alone, or in none although the units differ.
std::unique_ptr<FitModel> join_sets(std::vector<FitSet> sets, const SharedParameters& shared,
                                    const Node& place);

}  // namespace verdet
