// From the parameters of a phase-change cell to its model.
#pragma once

#include <memory>
#include <optional>

#include "verdet/devices/device.hpp"
#include "verdet/devices/phase_change/cell_parameters.hpp"
#include "verdet/devices/phase_change_cell.hpp"
#include "verdet/fields/phase_change/cell_model.hpp"
#include "verdet/fields/phase_change/film_mode.hpp"
#include "verdet/materials/kinetics.hpp"
#include "verdet/materials/material.hpp"

namespace verdet {

/// The kinetics that a film's statement names at `path`, or the shipped set of its material, or
/// none.
std::optional<KineticsRecord> film_kinetics(const Node& material, const Node& kinetics,
                                            const char* path);
/// Throws InputError with the missing parameters and the sets there are.
[[noreturn]] void refuse_without_kinetics(const Node& material, const char* path);

std::optional<KineticsRecord> synapse_kinetics(const PcmSynapseParameters<double>& parameters);
[[noreturn]] void refuse_without_kinetics(const PcmSynapseParameters<double>& parameters);

/// Heat capacity per volume, from its own record or as density times specific heat, J/(m^3 K).
double capacity_of(const Material& material);
/// By crystalline fraction, W/(m K).
double film_conductivity(const Material& film, double fraction);
/// The probe as it is stated.
Probe probe_of(const SynapseProbe<double>& stated);
/// Appends those names that are not there yet.
void add_new(std::vector<std::string>& to, const std::vector<std::string>& from);

struct SynapseBuild {
  std::unique_ptr<CellModel> cell;
  FilmMode bare;  ///< of the guide without the film
  std::optional<HeaterSummary> heater;
  std::vector<std::string> records, references;
};

/// Solves the modes of the loaded guide and lays the thermal grid. Without kinetics the cell stays
/// as it is, and nothing thermal is asked of its materials.
SynapseBuild build_film(const PcmSynapseParameters<double>& parameters,
                        const std::optional<KineticsRecord>& kinetics,
                        const Environment& environment);

/// The same for the islands of a divided film, each on the guide as wide as it is there.
SynapseBuild build_synapse(const PcmSynapseParameters<double>& parameters,
                           const std::optional<KineticsRecord>& kinetics,
                           const Environment& environment);

}  // namespace verdet
