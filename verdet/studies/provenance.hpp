// Where a table's numbers come from, written into the table.
#pragma once

#include "verdet/studies/plan.hpp"
#include "verdet/tables/table.hpp"

namespace verdet {

/// The spec with presets, defaults and SI values filled in; its hash is a run's identity.
Node resolved_spec(const Plan& plan);

/// 128-bit hash of `text` in hexadecimal.
std::string hash_of(const std::string& text);

/// What a table of any study came from.
struct Origin {
  std::string title;
  std::string spec;      ///< as the user wrote it
  std::string resolved;  ///< with presets, defaults and SI values filled in; it is hashed
  std::vector<std::string> references;
};

/// Sets the attributes that the tables of all studies share: versions, spec, references, warnings.
void add_origin(Table& table, const Origin& origin, const Context& context);

/// Sets the root attributes of docs/design.md, section 5. `device` names its records.
void add_provenance(Table& table, const Plan& plan, const Device& device, const Context& context);

}  // namespace verdet
