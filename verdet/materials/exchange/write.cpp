#include "verdet/materials/exchange/write.hpp"

#include <fmt/format.h>

#include <cmath>

#include "verdet/base/error.hpp"
#include "verdet/physics/constants.hpp"

namespace verdet {
namespace {

// A text as a double-quoted YAML scalar.
std::string in_quotes(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  return out + '"';
}

std::string check(const IndexColumns& c, std::size_t i) {
  return fmt::format(
      "  - {{wavelength: {} um, n: {}, tolerance: 1e-6, from: \"row {} of the file\"}}\n",
      c.wavelength[i] * 1e6, c.n[i], i + 1);
}

// Energies of poles in 1/um.
double per_um(double joule) {
  return joule / (codata2018::kPlanck * codata2018::kSpeedOfLight) * 1e-6;
}

struct Pole {
  double frequency, gamma, sigma;  // frequency 0 is Drude's term, sigma then in 1/um^2
};

std::vector<Pole> poles_of(const physics::Sellmeier& law, double& background) {
  std::vector<Pole> poles;
  background = law.background;
  for (const auto& term : law.terms) {
    if (!(term.pole > 0)) {
      background += term.strength;
      continue;
    }
    poles.push_back({1 / std::sqrt(term.pole), 0, term.strength});
  }
  return poles;
}

std::vector<Pole> poles_of(const PermittivitySum& law, const Record& record, double& background) {
  std::vector<Pole> poles;
  background = law.background;
  for (const PermittivitySum::Term& term : law.terms) {
    const auto* lorentz = std::get_if<physics::LorentzOscillator<double>>(&term);
    if (!lorentz)
      throw InputError(fmt::format(
          "{} holds a term that is no Lorentz or Drude pole: fit Lorentz oscillators to it first",
          record.name));
    const double f = per_um(lorentz->energy), gamma = per_um(lorentz->broadening);
    const double strength = per_um(std::sqrt(lorentz->strength));
    poles.push_back({f, gamma, f > 0 ? strength * strength / (f * f) : strength * strength});
  }
  return poles;
}

}  // namespace

std::string record_of_columns(const IndexColumns& c, const std::string& title,
                              const std::string& key, const std::string& where) {
  const bool lossy = !c.k.empty();
  std::string out = fmt::format(
      "verdet_record: 1\nproperty: refractive_index\ntitle: {}\nmodel: table\ninterpolation: "
      "linear\ntable:\n  columns: {{wavelength: um, n: \"1\"{}}}\n  uncertainty: unreported\n  "
      "rows: |\n",
      in_quotes(title), lossy ? ", k: \"1\"" : "");
  for (std::size_t i = 0; i < c.n.size(); ++i)
    out += lossy ? fmt::format("    {} {} {}\n", c.wavelength[i] * 1e6, c.n[i], c.k[i])
                 : fmt::format("    {} {}\n", c.wavelength[i] * 1e6, c.n[i]);
  out += fmt::format(
      "uncertainty: unreported\nvalidity:\n  wavelength: [{} um, {} um]\n  temperature: "
      "unreported\nsample: {{description: unreported}}\nsource: {{key: {}, where: {}}}\nstatus: "
      "unverified\nverification: \"Imported; nobody has compared it with its source.\"\n"
      "spot_checks:\n",
      c.wavelength.front() * 1e6, c.wavelength.back() * 1e6, in_quotes(key), in_quotes(where));
  out += check(c, 0) + check(c, c.n.size() / 2) + check(c, c.n.size() - 1);
  return out;
}

std::string refractiveindex_page(const MaterialCurve& curve, const std::string& references,
                                 const std::string& comments) {
  std::string out = fmt::format(
      "REFERENCES: {}\nCOMMENTS: {}\nDATA:\n  - type: tabulated nk\n"
      "    data: |\n",
      in_quotes(references), in_quotes(comments));
  for (std::size_t i = 0; i < curve.n.size(); ++i)
    out += fmt::format("        {:.9g} {:.9g} {:.9g}\n", curve.wavelength[i] * 1e6, curve.n[i],
                       curve.k[i]);
  return out;
}

std::string lumerical_samples(const MaterialCurve& curve) {
  std::string out;
  for (std::size_t i = curve.n.size(); i-- > 0;)
    out +=
        fmt::format("{:.12g} {:.12g} {:.12g}\n", codata2018::kSpeedOfLight / curve.wavelength[i],
                    curve.n[i] * curve.n[i] - curve.k[i] * curve.k[i], 2 * curve.n[i] * curve.k[i]);
  return out;
}

std::string meep_medium(const Record& record) {
  const auto* law = std::get_if<IndexLaw>(&record.law);
  const SeparateIndex* separate = law ? law->separate() : nullptr;
  const auto* sellmeier = separate ? std::get_if<physics::Sellmeier>(&separate->n) : nullptr;
  const auto* sum = law ? std::get_if<PermittivitySum>(&law->form) : nullptr;
  if (!sellmeier && !sum)
    throw InputError(
        fmt::format("{} is no sum of poles: Meep takes Sellmeier and Lorentz-Drude records; fit "
                    "one to it first",
                    record.name));
  double background = 1;
  const std::vector<Pole> poles =
      sellmeier ? poles_of(*sellmeier, background) : poles_of(*sum, record, background);
  std::string out = fmt::format(
      "# {}: {}\n# Frequencies in 1/um: the unit of length is 1 um.\nimport meep as mp\n\n\n"
      "def medium():\n    return mp.Medium(epsilon={}, E_susceptibilities=[\n",
      record.name, record.title, background);
  for (const Pole& pole : poles)
    out += pole.frequency > 0
               ? fmt::format(
                     "        mp.LorentzianSusceptibility(frequency={}, gamma={}, "
                     "sigma={}),\n",
                     pole.frequency, pole.gamma, pole.sigma)
               : fmt::format("        mp.DrudeSusceptibility(frequency=1.0, gamma={}, sigma={}),\n",
                             pole.gamma, pole.sigma);
  return out + "    ])\n";
}

}  // namespace verdet
