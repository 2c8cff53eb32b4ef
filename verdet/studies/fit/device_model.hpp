// A registered device fitted to its measured spectrum.
#pragma once

#include "verdet/materials/library.hpp"
#include "verdet/studies/fit/data_file.hpp"
#include "verdet/studies/fit/model.hpp"
#include "verdet/studies/registry.hpp"

namespace verdet {

/// `model: {type: microring, PARAMETER: value or {fit: ...}}` for measured columns wavelength and
/// power (from the first port to the one of the dip), or power_PORT (from the first port to PORT).
/// Derivatives are the device's own. Throws InputError with places.
std::unique_ptr<FitModel> make_device_model(const Node& model, const Node& fit,
                                            const DataFile& data, const Registry& registry,
                                            const MaterialLibrary& materials,
                                            const Context& context);

}  // namespace verdet
