// `verdet materials conductivity`: sheet conductivity, with the Fermi level by itself or by a gate.
#include "verdet/app/materials_command.hpp"
#include "verdet/app/materials_print.hpp"
#include "verdet/base/text.hpp"
#include "verdet/physics/sheet/dirac_carriers.hpp"

namespace verdet {
namespace {

struct ConductivityOptions : MaterialsOptions {
  std::string gate_voltage, neutral_voltage = "0 V", residual_density = "0 m^-2";
  std::string dielectric_thickness, dielectric_permittivity;
  std::string mobility;
};

// mu from the gate, where one is stated.
void set_fermi_level(const ConductivityOptions& o, Conditions& at) {
  if (o.gate_voltage.empty()) return;
  if (at.fermi_level != 0) throw InputError("give either --fermi-level or --gate-voltage");
  if (o.dielectric_thickness.empty() || o.dielectric_permittivity.empty())
    throw InputError(
        "--gate-voltage needs --dielectric-thickness and --dielectric-permittivity, e.g. "
        "--dielectric-thickness \"90 nm\" --dielectric-permittivity 3.9");
  const double thickness =
      read_option("--dielectric-thickness", o.dielectric_thickness, Kind::Quantity, "m");
  const double permittivity =
      read_option("--dielectric-permittivity", o.dielectric_permittivity, Kind::Number, "1");
  if (!(thickness > 0) || !(permittivity >= 1))
    throw InputError("--dielectric-thickness is above 0, --dielectric-permittivity at least 1");
  const physics::Gate gate{
      codata2018::kVacuumPermittivity * permittivity / thickness,
      read_option("--neutral-voltage", o.neutral_voltage, Kind::Quantity, "V"),
      read_option("--residual-density", o.residual_density, Kind::Quantity, "m^-2")};
  at.fermi_level = physics::gated_fermi_level(
      gate, read_option("--gate-voltage", o.gate_voltage, Kind::Quantity, "V"), at.temperature);
}

void set_scattering_time(const ConductivityOptions& o, Conditions& at) {
  if (o.mobility.empty()) return;
  if (at.scattering_time != 0) throw InputError("give either --scattering-time or --mobility");
  const double mobility = read_option("--mobility", o.mobility, Kind::Quantity, "m^2/(V s)");
  at.scattering_time = physics::scattering_time_of(mobility, at.fermi_level);
  if (!(at.scattering_time > 0))
    throw InputError(
        "--mobility gives a scattering time for a doped sheet only: state a "
        "--fermi-level, or --scattering-time");
}

void run_conductivity(const ConductivityOptions& options) {
  Warnings warnings;
  Context context;
  context.warnings = &warnings;
  const Material material = options.library().find(options.names.front(), context);
  Conditions at = read_conditions(options);
  set_fermi_level(options, at);
  set_scattering_time(options, at);
  std::vector<std::string> json;
  for (const std::string& text : options.wavelengths) {
    const double wavelength = read_option("--wavelength", text, Kind::Quantity, "m");
    const std::complex<double> sigma = material.sheet_conductivity(wavelength, at);
    json.push_back(
        fmt::format(R"({{"sigma_real": {}, "sigma_imag": {}, "wavelength": {}, "fermi_level": {}, )"
                    R"("scattering_time": {}, "temperature": {}, "records": {}}})",
                    json_number(sigma.real()), json_number(sigma.imag()), json_number(wavelength),
                    json_number(at.fermi_level), json_number(at.scattering_time),
                    json_number(at.temperature), json_list(material.records())));
    if (!options.json)
      fmt::print("{} at {}: sigma = {:.6g} {:+.6g}i S, Fermi level {}\n", material.name(), text,
                 sigma.real(), sigma.imag(),
                 fmt::format("{:.6g} eV", at.fermi_level / codata2018::kElementaryCharge));
  }
  if (options.json) fmt::print("{}\n", json.size() == 1 ? json[0] : "[" + join(json) + "]");
  print_warnings(warnings);
}

}  // namespace

void add_conductivity_command(const Command& materials) {
  const auto options = std::make_shared<ConductivityOptions>();
  const Command command = materials.add_subcommand(
      "conductivity", "Evaluate the sheet conductivity, S, for exp(-i omega t)");
  command.footer(
      "Example: verdet materials conductivity graphene --fermi-level \"0.4 eV\" --temperature "
      "\"300 K\" --scattering-time \"100 fs\" --wavelength \"1550 nm\"");
  command.add_option("name", options->names, "a material with a sheet conductivity")
      .required()
      .expected(1);
  command.add_option("--wavelength", options->wavelengths, "vacuum wavelength, e.g. \"1.55 um\"")
      .required();
  add_conditions(
      command, *options,
      {"temperature", "fermi_level", "scattering_time", "interband_broadening", "layers"});
  command.add_option("--mobility", options->mobility,
                     "gives the scattering time mobility mu/(e v^2), e.g. \"2000 cm^2/(V s)\"");
  command.add_option("--gate-voltage", options->gate_voltage,
                     "gives the Fermi level, with the quantum capacitance in series");
  command.add_option("--neutral-voltage", options->neutral_voltage,
                     "gate voltage of the undoped sheet");
  command.add_option("--residual-density", options->residual_density,
                     "charge of puddles, e.g. \"5e11 cm^-2\"");
  command.add_option("--dielectric-thickness", options->dielectric_thickness, "of the gate");
  command.add_option("--dielectric-permittivity", options->dielectric_permittivity,
                     "static, of the gate");
  command.add_flag("--json", options->json, "machine-readable output");
  command.callback([options] { run_conductivity(*options); });
}

}  // namespace verdet
