// The models of a refractive index that free carriers are part of.
#include "verdet/materials/record_models.hpp"
#include "verdet/physics/constants.hpp"

namespace verdet {
namespace {

Law drude_electrons(const LawSource& from) {
  return IndexLaw{physics::DrudeElectrons{from.coefficients.number("background", "1"),
                                          from.coefficients.number("mass", "1"),
                                          from.coefficients.number("mobility", "m^2/(V s)")}};
}

// The oscillators that the gate leaves alone, and the exciton that it moves.
Law gated_excitons(const LawSource& from) {
  const double electronvolt = codata2018::kElementaryCharge;
  CoefficientReader& read = from.coefficients;
  GatedExcitons law;
  law.rest = read_oscillators(from);
  law.exciton.strength = read.number("exciton_strength", "eV^2") * electronvolt * electronvolt;
  law.exciton.energy = read.number("exciton_energy", "J");
  law.exciton.broadening = read.number("exciton_broadening", "J");
  law.exciton.binding = read.number("trion_binding", "J");
  law.exciton.conversion = read.number("conversion_density", "m^-2");
  law.exciton.collision = read.number("collision_broadening", "J m^2");
  if (read.has("blocking_density"))
    law.exciton.blocking = 1 / read.number("blocking_density", "m^-2");
  return IndexLaw{law};
}

constexpr LawModel kModels[] = {{"drude_electrons", drude_electrons},
                                {"gated_excitons", gated_excitons}};

}  // namespace

std::span<const LawModel> carrier_index_models() {
  return kModels;
}

}  // namespace verdet
