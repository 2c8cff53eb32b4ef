#include "verdet/studies/fit/law_record.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "verdet/base/text.hpp"

namespace verdet {
namespace {

ComplexColumn index_at(const DispersionLaw& law, std::span<const double> values,
                       const std::vector<double>& wavelengths) {
  std::vector<double> energies;
  for (const double w : wavelengths) energies.push_back(electronvolt_metre() / w);
  ComplexColumn index(energies.size());
  law.index(values, energies, index, nullptr);
  return index;
}

Node text_um(double metres) {
  return Node::text(fmt::format("{:.9g} um", metres * 1e6));
}

// The law sampled at the data's wavelengths, for laws that records do not know.
Node table_of(const ComplexColumn& index, const std::vector<double>& wavelengths) {
  std::vector<Node> rows;
  double last = 0;
  for (std::size_t i = 0; i < wavelengths.size(); ++i) {
    const double um = wavelengths[i] * 1e6;
    if (um <= last) continue;  // repeated wavelengths
    last = um;
    rows.push_back(Node::list(
        {Node::number(um), Node::number(index.re[i]), Node::number(std::max(index.im[i], 0.0))}));
  }
  return Node::map({{"columns", Node::map({{"wavelength", Node::text("um")},
                                           {"n", Node::text("1", true)},
                                           {"k", Node::text("1", true)}})},
                    {"uncertainty", Node::text("unreported")},
                    {"rows", Node::list(std::move(rows))}});
}

// Which coefficients have no uncertainty of their own; nothing where all have.
std::string unsure(const DispersionLaw& law, std::span<const double> errors) {
  std::vector<std::string> names;
  for (std::size_t k = 0; k < errors.size() && k < law.parameters().size(); ++k)
    if (!std::isfinite(errors[k]) || errors[k] == 0) names.push_back(law.parameters()[k].name);
  if (names.empty()) return {};
  return join(names) +
         ": held, at a bound, or not determined by the data; the uncertainty 0 stands for that";
}

}  // namespace

Node law_record(const DispersionLaw& law, std::span<const double> values,
                std::span<const double> errors, const std::vector<double>& w) {
  std::vector<double> spread(errors.begin(), errors.end());
  for (double& error : spread)
    if (!std::isfinite(error)) error = 0;
  const Node coefficients = law.record_coefficients(values, spread);
  const ComplexColumn index = index_at(law, values, w);
  std::vector<Node::Entry> entries = {
      {"verdet_record", Node::text("1")},
      {"property", Node::text("refractive_index")},
      {"title", Node::text(fmt::format("fit of a {} law to measured data", law.name()))}};
  if (coefficients.is_null()) {
    entries.emplace_back("model", Node::text("table"));
    entries.emplace_back("table", table_of(index, w));
  } else {
    entries.emplace_back("model", Node::text("oscillators"));
    entries.emplace_back("coefficients", coefficients);
  }
  const std::size_t middle = w.size() / 2;
  const Node check = Node::map({{"wavelength", text_um(w[middle])},
                                {"n", Node::number(index.re[middle])},
                                {"tolerance", Node::text("1e-6")},
                                {"from", Node::text("the fit itself")}});
  const std::vector<Node::Entry> rest = {
      {"uncertainty", Node::text("unreported")},
      {"validity", Node::map({{"wavelength", Node::list({text_um(w.front()), text_um(w.back())})},
                              {"temperature", Node::text("unreported")}})},
      {"sample", Node::map({{"description", Node::text("see the measured data")}})},
      {"source", Node::map({{"key", Node::text("measured")}, {"where", Node::text("verdet fit")}})},
      {"status", Node::text("unverified")},
      {"verification",
       Node::text(
           "fitted by verdet fit; the table beside this file holds residuals and intervals")},
      {"spot_checks", Node::list({check})}};
  if (const std::string notes = unsure(law, errors); !notes.empty())
    entries.emplace_back("notes", Node::text(notes));
  entries.insert(entries.end(), rest.begin(), rest.end());
  return Node::map(std::move(entries));
}

}  // namespace verdet
