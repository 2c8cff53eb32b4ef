// What a builder of a law may read; internal to materials.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "verdet/materials/record_schema.hpp"

namespace verdet {

/// The parts of a record that a model is built from. Every reader gathers its faults, so builders
/// never stop half-way.
struct LawSource {
  const Node& record;
  CoefficientReader& coefficients;
  std::vector<Fault>& faults;
  std::vector<CoefficientText>& shown;
  const PropertyInfo& property;

  std::vector<std::vector<double>> table(const std::vector<Column>& columns) const {
    return read_table(record.find("table"), record, columns, faults, shown);
  }
  Interpolation interpolation() const;
  /// The record of that name in the same folder; nothing, and a fault at `name`, where it cannot be
  /// read or states another property.
  std::optional<Record> sibling(const Node& name) const;
};

/// A curve through the columns; one value where reading them has already noted faults.
SampledCurve curve(std::vector<double> x, std::vector<double> y, Interpolation rule);

/// background + the oscillators that the record states, of every kind; maybe none.
PermittivitySum read_oscillators(const LawSource& from);

struct LawModel {
  const char* name;
  Law (*build)(const LawSource&);
};

// The models of each kind of answer, one list per file.
std::span<const LawModel> index_models();
std::span<const LawModel> carrier_index_models();
std::span<const LawModel> scalar_models();
std::span<const LawModel> electronic_models();

}  // namespace verdet
