// Fuzzes the readers of refractive-index pages and of records: any text is either read or refused
// with an InputError; what is read answers over its range without other errors than refusals.
#include <cstddef>
#include <cstdint>
#include <string>

#include "verdet/base/context.hpp"
#include "verdet/base/error.hpp"
#include "verdet/materials/material.hpp"
#include "verdet/materials/refractiveindex.hpp"

namespace {

void evaluate_ends(verdet::Record record) {
  const verdet::Property property = record.property;
  const verdet::Range range = record.validity.wavelength;
  const verdet::Material material(
      "fuzzed", {{property, std::make_shared<const verdet::Record>(std::move(record))}});
  if (property != verdet::Property::RefractiveIndex) return;
  for (const double wavelength : {range.low, 0.5 * (range.low + range.high), range.high}) {
    try {
      static_cast<void>(material.index(wavelength));
      static_cast<void>(material.group_index(wavelength));
    } catch (const verdet::DomainError&) {
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  verdet::Warnings warnings;
  verdet::Context context;
  context.warnings = &warnings;
  try {
    evaluate_ends(verdet::parse_refractiveindex(text, "fuzz.yml", "fuzz", context));
  } catch (const verdet::InputError&) {
  }
  try {
    evaluate_ends(verdet::parse_record(verdet::parse_yaml(text, "fuzz.yaml"), "fuzz"));
  } catch (const verdet::InputError&) {
  }
  return 0;
}
