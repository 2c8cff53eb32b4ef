// The models of a refractive index, and how each is built from a record.
#include <fmt/format.h>

#include <array>

#include "verdet/materials/record_models.hpp"
#include "verdet/physics/constants.hpp"

namespace verdet {
namespace {

Law constant_index_law(const LawSource& from) {
  SeparateIndex law;
  law.n = ConstantLaw{from.coefficients.number("n", "1")};
  law.k = ConstantLaw{from.coefficients.has("k") ? from.coefficients.number("k", "1") : 0.0};
  return IndexLaw{law};
}

Law tabulated_index(const LawSource& from) {
  const Node* table = from.record.find("table");
  const Node* columns = table && table->is_map() ? table->find("columns") : nullptr;
  const bool lossy = columns && columns->has("k");
  std::vector<Column> wanted = {{"wavelength", "m"}, {"n", "1"}};
  if (lossy) wanted.push_back({"k", "1"});
  auto values = from.table(wanted);
  const Interpolation rule = from.interpolation();
  SeparateIndex law;
  law.n = curve(values[0], values[1], rule);
  if (lossy) law.k = curve(values[0], values[2], rule);
  return IndexLaw{law};
}

// B1, l1, B2, l2, ...: as many pairs as stand in the record.
Law sellmeier(const LawSource& from) {
  physics::Sellmeier law;
  if (from.coefficients.has("A")) law.background = from.coefficients.number("A", "1");
  for (int i = 1; i == 1 || from.coefficients.has(fmt::format("B{}", i)); ++i) {
    const double strength = from.coefficients.number(fmt::format("B{}", i), "1");
    const double pole = from.coefficients.number(fmt::format("l{}", i), "um");
    law.terms.push_back({strength, pole * pole});
  }
  return IndexLaw{SeparateIndex{law, {}}};
}

Law temperature_sellmeier(const LawSource& from) {
  physics::TemperatureSellmeier law;
  for (int i = 1; i == 1 || from.coefficients.has(fmt::format("S{}", i)); ++i)
    law.terms.push_back({from.coefficients.list(fmt::format("S{}", i), "1"),
                         from.coefficients.list(fmt::format("l{}", i), "um")});
  return IndexLaw{SeparateIndex{law, {}}};
}

Law ghosh(const LawSource& from) {
  const auto linear = [&](const std::string& name, const std::string& unit) {
    return std::array{from.coefficients.number(name + "0", unit),
                      from.coefficients.number(name + "1", unit == "1" ? "1/K" : unit + "/K")};
  };
  physics::GhoshSellmeier law;
  law.a = linear("A", "1");
  law.b = linear("B", "1");
  law.c = linear("C", "um^2");
  law.d = linear("D", "1");
  law.e = from.coefficients.number("E", "um^2");
  return IndexLaw{SeparateIndex{law, {}}};
}

Law li_silicon(const LawSource& from) {
  physics::LiSilicon law;
  law.permittivity = from.coefficients.list("permittivity", "1");
  law.strength = from.coefficients.list("strength", "um^2");
  law.expansion_low = from.coefficients.list("expansion_low", "1");
  law.expansion_high = from.coefficients.list("expansion_high", "1");
  law.kink = from.coefficients.number("kink", "K");
  return IndexLaw{SeparateIndex{law, {}}};
}

constexpr double kElectronvolt = codata2018::kElementaryCharge;  // J

// The list of that name in J, or in J^2 for strengths; nothing where the record has none.
std::vector<double> energies(const LawSource& from, const std::string& name, bool squared = false) {
  if (!from.coefficients.has(name)) return {};
  std::vector<double> values = from.coefficients.list(name, squared ? "eV^2" : "eV");
  for (double& v : values) v *= squared ? kElectronvolt * kElectronvolt : kElectronvolt;
  return values;
}

// Faults unless the lists are as long as the first.
bool equal_lengths(const LawSource& from, const std::string& law,
                   std::initializer_list<std::size_t> sizes) {
  for (const std::size_t size : sizes)
    if (size != *sizes.begin()) {
      from.faults.push_back(from.record.fault(
          fmt::format("the coefficients of {} must be lists of one length", law), "coefficients"));
      return false;
    }
  return true;
}

void add_lorentz(const LawSource& from, PermittivitySum& sum) {
  const auto strength = energies(from, "lorentz_strength", true);
  const auto energy = energies(from, "lorentz_energy");
  const auto width = energies(from, "lorentz_broadening");
  if (!equal_lengths(from, "lorentz", {strength.size(), energy.size(), width.size()})) return;
  for (std::size_t i = 0; i < energy.size(); ++i)
    sum.terms.push_back(physics::LorentzOscillator<double>{strength[i], energy[i], width[i]});
}

// Lorentz's oscillator of energy 0 is Drude's law.
void add_drude(const LawSource& from, PermittivitySum& sum) {
  const auto plasma = energies(from, "drude_plasma_energy");
  const auto width = energies(from, "drude_broadening");
  if (!equal_lengths(from, "drude", {plasma.size(), width.size()})) return;
  for (std::size_t i = 0; i < plasma.size(); ++i)
    sum.terms.push_back(physics::LorentzOscillator<double>{plasma[i] * plasma[i], 0, width[i]});
}

void add_tauc_lorentz(const LawSource& from, PermittivitySum& sum) {
  const auto amplitude = energies(from, "tauc_lorentz_amplitude");
  const auto energy = energies(from, "tauc_lorentz_energy");
  const auto width = energies(from, "tauc_lorentz_broadening");
  const auto gap = energies(from, "tauc_lorentz_gap");
  if (!equal_lengths(from, "tauc_lorentz",
                     {amplitude.size(), energy.size(), width.size(), gap.size()}))
    return;
  for (std::size_t i = 0; i < energy.size(); ++i)
    sum.terms.push_back(physics::TaucLorentz<double>{amplitude[i], energy[i], width[i], gap[i]});
}

void add_cody_lorentz(const LawSource& from, PermittivitySum& sum) {
  std::array<std::vector<double>, 7> p;
  std::size_t i = 0;
  for (const char* name : {"amplitude", "energy", "broadening", "gap", "cody", "tail", "urbach"})
    p[i++] = energies(from, fmt::format("cody_lorentz_{}", name));
  if (!equal_lengths(from, "cody_lorentz",
                     {p[0].size(), p[1].size(), p[2].size(), p[3].size(), p[4].size(), p[5].size(),
                      p[6].size()}))
    return;
  for (std::size_t j = 0; j < p[0].size(); ++j)
    sum.terms.push_back(physics::CodyLorentz<double>{p[0][j], p[1][j], p[2][j], p[3][j], p[4][j],
                                                     p[5][j], p[6][j]});
}

// A formula by its number in the refractiveindex.info database, wavelengths in um.
Law info_formula(const LawSource& from) {
  InfoFormula law;
  law.number = static_cast<int>(from.coefficients.number("number", "1"));
  law.coefficients = from.coefficients.list("coefficients", "1");
  if (law.number < 1 || law.number > 9) {
    from.faults.push_back(from.record.fault("the number of a formula is 1 to 9", "coefficients"));
    law.number = 1;
  }
  return IndexLaw{SeparateIndex{law, {}}};
}

// background + Lorentz's oscillators, Drude's terms, Tauc-Lorentz and Cody-Lorentz terms, each as
// lists of equal length.
Law oscillators(const LawSource& from) {
  PermittivitySum sum = read_oscillators(from);
  if (sum.terms.empty())
    from.faults.push_back(from.record.fault(
        "no oscillator: state lorentz_, drude_, tauc_lorentz_ or cody_lorentz_ coefficients",
        "coefficients"));
  return IndexLaw{sum};
}

// eps = 1 + sum_j weight_j plasma^2 / (energy_j^2 - E^2 - i E broadening_j); energy 0 is the
// intraband part (bib: Rakic1998, eqs. 2 to 4).
Law lorentz_drude(const LawSource& from) {
  PermittivitySum sum;
  const double plasma = from.coefficients.number("plasma_energy", "eV") * kElectronvolt;
  const auto weight = from.coefficients.list("weight", "1");
  const auto energy = energies(from, "energy");
  const auto width = energies(from, "broadening");
  if (equal_lengths(from, "lorentz_drude", {weight.size(), energy.size(), width.size()}))
    for (std::size_t i = 0; i < weight.size(); ++i)
      sum.terms.push_back(
          physics::LorentzOscillator<double>{weight[i] * plasma * plasma, energy[i], width[i]});
  return IndexLaw{sum};
}

// `records: {amorphous: NAME, crystalline: NAME}` and `mixing:`.
Law phase_mixture(const LawSource& from) {
  PhaseMixture law;
  const Node* records = from.record.find("records");
  MapReader map(records ? *records : Node::map({}), "records", from.faults);
  for (const char* phase : {"amorphous", "crystalline"}) {
    const Node* name = map.required(phase, "a record of the same folder");
    const auto found = name ? from.sibling(*name) : std::nullopt;
    law.phases.push_back(found ? std::get<IndexLaw>(found->law) : IndexLaw{});
  }
  map.reject_unknown_keys();
  MapReader record(from.record, "", from.faults);
  if (const Node* rule = record.required("mixing", "lorentz_lorenz, bruggeman or linear")) {
    const auto known = physics::mixing_named(rule->as_text());
    if (!known)
      from.faults.push_back(
          rule->fault("the mixing rule is 'lorentz_lorenz', 'bruggeman' or 'linear'", "mixing"));
    law.rule = known.value_or(law.rule);
  }
  return IndexLaw{law};
}

// `records: [NAME, ...]`, each with its sample's temperature, ascending.
Law temperature_series(const LawSource& from) {
  TemperatureSeries law;
  MapReader map(from.record, "", from.faults);
  const Node* records = map.required("records", "a list of records of the same folder");
  if (records)
    map.guarded(*records, "records", [&] {
      for (const Node& name : records->items()) {
        const auto found = from.sibling(name);
        if (!found) continue;
        const double kelvin = found->sample_temperature.value_or(0);
        if (kelvin <= (law.kelvin.empty() ? 0.0 : law.kelvin.back()))
          name.fail("the samples must state temperatures, and these must ascend", "records");
        law.kelvin.push_back(kelvin);
        law.laws.push_back(std::get<IndexLaw>(found->law));
      }
    });
  if (law.laws.empty()) law = {{300.0}, {IndexLaw{}}};  // faults were noted
  return IndexLaw{law};
}

constexpr LawModel kModels[] = {
    {"constant", constant_index_law},
    {"table", tabulated_index},
    {"sellmeier", sellmeier},
    {"temperature_sellmeier", temperature_sellmeier},
    {"ghosh", ghosh},
    {"li_silicon", li_silicon},
    {"refractiveindex_formula", info_formula},
    {"oscillators", oscillators},
    {"lorentz_drude", lorentz_drude},
    {"phase_mixture", phase_mixture},
    {"temperature_series", temperature_series},
};

}  // namespace

PermittivitySum read_oscillators(const LawSource& from) {
  PermittivitySum sum;
  sum.background = from.coefficients.number("background", "1");
  add_lorentz(from, sum);
  add_drude(from, sum);
  add_tauc_lorentz(from, sum);
  add_cody_lorentz(from, sum);
  return sum;
}

std::span<const LawModel> index_models() {
  return kModels;
}

}  // namespace verdet
