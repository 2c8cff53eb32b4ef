// A stack of layers fitted to ellipsometry, reflectance and transmittance.
#pragma once

#include "verdet/materials/library.hpp"
#include "verdet/studies/fit/film_data.hpp"
#include "verdet/studies/fit/model.hpp"

namespace verdet {

/// `model: {type: thin_film, ambient: , layers: [{material: , thickness: , roughness: }],
/// substrate: , temperature: }`: a device's spec in which thicknesses and roughnesses may be {fit:
/// ...} and a material may be a law: {law: cauchy, parameters: {...}}. Throws InputError with
/// places.
std::unique_ptr<FitModel> make_film_model(const Node& model, FilmData data,
                                          const MaterialLibrary& materials, const Context& context);

}  // namespace verdet
