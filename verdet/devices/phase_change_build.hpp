// From the parameters of a phase-change cell to its model.
#pragma once

#include <memory>
#include <optional>

#include "verdet/devices/device.hpp"
#include "verdet/devices/phase_change_parameters.hpp"
#include "verdet/fields/phase_change/cell_model.hpp"
#include "verdet/fields/phase_change/film_mode.hpp"
#include "verdet/materials/kinetics.hpp"

namespace verdet {

/// The kinetics the parameters name, or the shipped set of the film's material, or none.
std::optional<KineticsRecord> synapse_kinetics(const PcmSynapseParameters<double>& parameters);

/// Throws InputError with the missing parameters and the sets there are.
[[noreturn]] void refuse_without_kinetics(const PcmSynapseParameters<double>& parameters);

struct SynapseBuild {
  std::unique_ptr<CellModel> cell;
  FilmMode bare;  ///< of the guide without the film
  std::vector<std::string> records, references;
};

/// Solves the modes of the loaded guide and lays the thermal grid. Without kinetics the cell stays
/// as it is, and nothing thermal is asked of its materials.
SynapseBuild build_synapse(const PcmSynapseParameters<double>& parameters,
                           const std::optional<KineticsRecord>& kinetics,
                           const Environment& environment);

}  // namespace verdet
