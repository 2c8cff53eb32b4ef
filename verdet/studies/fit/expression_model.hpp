// Any formula fitted to any columns: decays, pulse curves, I-V, C-V, index against voltage.
#pragma once

#include "verdet/studies/fit/data_file.hpp"
#include "verdet/studies/fit/model.hpp"

namespace verdet {

/// `model: {type: expression, formula: "b1*exp(-x/b2)", quantity: y, parameters: {b1: {fit: {...}},
/// b2: 3}}`. Names of the formula are columns of the data (SI) or parameters (plain numbers, in the
/// SI units of the columns). `quantity` is the column it predicts; the last one when absent.
std::unique_ptr<FitModel> make_expression_model(const Node& model, const DataFile& data);

}  // namespace verdet
