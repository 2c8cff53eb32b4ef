// A table of n and k fitted by a law.
#pragma once

#include "verdet/studies/fit/data_file.hpp"
#include "verdet/studies/fit/model.hpp"

namespace verdet {

/// `model: {type: material, law: ..., ...}` for measured columns wavelength, n, k (or one of the
/// two). Throws InputError with places.
std::unique_ptr<FitModel> make_material_model(const Node& model, const DataFile& data);

}  // namespace verdet
