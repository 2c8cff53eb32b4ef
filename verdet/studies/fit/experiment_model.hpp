// Any experiment on any device fitted to what was measured.
#pragma once

#include "verdet/materials/library.hpp"
#include "verdet/studies/fit/data_file.hpp"
#include "verdet/studies/fit/model.hpp"
#include "verdet/studies/registry.hpp"

namespace verdet {

/// `model: {device: , experiment: , channel: , at: , scale: , offset: }`, both specs as for `run`,
/// with {fit: ...} in the place of numbers. A data column named by a path (`device.heater.power`,
/// `experiment.sequence.0.power`) varies what stands there, one run per distinct value; one named
/// by an axis of the experiment's table (`pulse`, `time`) is read along it, linearly between its
/// values; the others are variables of the table, or one column of any name is `channel:`. `at:
/// {AXIS: label or value}` fixes further axes. Derivatives are central differences of runs. Throws
/// InputError with places, and what the first run throws.
std::unique_ptr<FitModel> make_experiment_model(const Node& model, const DataFile& data,
                                                const Registry& registry,
                                                const MaterialLibrary& materials,
                                                const Context& context);

}  // namespace verdet
