// A model of which some parameters are held equal to others.
#pragma once

#include <map>

#include "verdet/studies/fit/model.hpp"

namespace verdet {

/// `ties: {NAME: OTHER}`: NAME is no parameter of its own, it takes OTHER's value. Throws
/// InputError for unknown names, units that differ, and chains.
std::unique_ptr<FitModel> with_ties(std::unique_ptr<FitModel> model, const Node& ties);

}  // namespace verdet
