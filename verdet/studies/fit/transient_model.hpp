// A device's equation of motion fitted to what was measured in time.
#pragma once

#include "verdet/materials/library.hpp"
#include "verdet/studies/fit/data_file.hpp"
#include "verdet/studies/fit/model.hpp"
#include "verdet/studies/registry.hpp"

namespace verdet {

/// `model: {device: {type: , PARAMETER: value or {fit: ...}}, experiment: {type: transient, ...,
/// initial: {STATE: value or {fit: ...}}}, channel: , scale: , offset: }` for columns time and
/// channels of the device (states and observables), or one column of any name with `channel:`. The
/// signal is scale times the channel plus offset; both may be fitted. The run ends with the data
/// unless `duration` is longer. Derivatives are forward sensitivities by CVODES of the device's
/// own. Throws InputError with places: marks elsewhere, parameters that move the
/// laser's detuning, data before 0 or after the end, channels and units that differ.
std::unique_ptr<FitModel> make_transient_model(const Node& model, const DataFile& data,
                                               const Registry& registry,
                                               const MaterialLibrary& materials,
                                               const Context& context);

}  // namespace verdet
