// Crystallisation kinetics of phase-change materials: named parameter sets, each number with its
// own source.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "verdet/base/node.hpp"
#include "verdet/materials/validity.hpp"
#include "verdet/physics/crystallisation/kinetics.hpp"

namespace verdet {

/// One parameter set of `data/kinetics`.
struct KineticsRecord {
  std::string name;
  std::string title;
  std::string material;
  physics::CrystallisationKinetics<double> parameters;
  Range temperature;                        ///< where the set was used by its source, K
  std::map<std::string, std::string> keys;  ///< bib key of each parameter
  std::string key;                          ///< of the collection
  std::string reference;                    ///< table or equation
  bool verified = false;
  std::string verification;
  std::string notes;

  std::vector<std::string> references() const;  ///< all keys, the collection's first
};

/// Names of the shipped sets, sorted.
std::vector<std::string> kinetics_names();

/// The set that `node` names: `Wang2021`, or {set: Wang2021, PARAMETER: value, ...} with some
/// parameters replaced; a map without `set` must state every one. Throws InputError with every
/// fault: unknown names (the nearest one offered), missing parameters, wrong units.
KineticsRecord read_kinetics(const Node& node, const std::string& path = "kinetics");

/// Shipped sets whose material is `material` (a record name such as Ge2Sb2Te5/Frantz will do).
std::vector<std::string> kinetics_of(const std::string& material);

}  // namespace verdet
