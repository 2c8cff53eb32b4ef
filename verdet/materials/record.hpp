// A record: one property of one material from one source.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "verdet/base/node.hpp"
#include "verdet/materials/conditions.hpp"
#include "verdet/materials/laws.hpp"
#include "verdet/materials/property.hpp"
#include "verdet/materials/validity.hpp"

namespace verdet {

/// One coefficient as the record states it, for display.
struct CoefficientText {
  std::string name;
  std::string value;
  std::string unit;
  std::string uncertainty;  ///< in the same unit, or "unreported"
};

/// A number copied from the source, which a test compares with the law.
struct SpotCheck {
  double wavelength = 0;  ///< m; 0 where the property does not depend on it
  Conditions conditions;
  std::string quantity;  ///< "n", "k", "group_index", "dn_dT", "dn", "dalpha" or "value"
  double expected = 0;   ///< SI
  double tolerance = 0;  ///< SI, half a unit of the source's last digit unless it says why
  std::string from;      ///< table, figure or equation, or the independent code
};

struct Record {
  std::string name;  ///< "Si/Li1980", or the path below a database folder
  Property property = Property::RefractiveIndex;
  std::string title;
  std::string model;
  std::vector<CoefficientText> coefficients;
  std::string uncertainty = "unreported";  ///< of the property over the validity
  Validity validity;
  std::optional<double> sample_temperature;   ///< K, of the measurement
  std::map<std::string, std::string> sample;  ///< conditions of the sample, as stated
  std::vector<std::string> keys;              ///< bib keys, the main source first
  std::string reference;                      ///< table or equation; full text for databases
  bool verified = false;
  std::string verification;  ///< how it was verified, or why not
  std::string notes;
  std::vector<SpotCheck> spot_checks;
  std::string file;
  Law law;
};

/// Reads `data/materials/<material>/<Record>.yaml`; `name` is what the record is called. Throws
/// InputError with every fault found, each with its place. Docs: verdet/materials/README.md.
Record read_record(const std::string& path, const std::string& name);
Record parse_record(const Node& node, const std::string& name);

/// The value of a spot check's quantity by the record's law, in SI.
double evaluate_spot_check(const Record& record, const SpotCheck& check);

/// A record of one plain complex index, valid everywhere.
Record constant_index(std::complex<double> index);

}  // namespace verdet
