// Experiment `spectrum`: the scattering matrix over wavelength, and the resonances in it.
#include <fmt/format.h>

#include <algorithm>

#include "verdet/base/axis_values.hpp"
#include "verdet/experiments/registry.hpp"
#include "verdet/experiments/spectrum/resonances.hpp"
#include "verdet/physics/constants.hpp"

namespace verdet {
namespace {

struct SpectrumParameters {
  Node wavelength;
  std::vector<std::string> ports;

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "wavelength",
            .symbol = "lambda",
            .unit = "m",
            .required = true,
            .meaning = "vacuum wavelengths: one, a list, or {from, to, points}"},
      p.wavelength...);
    v(About{.name = "ports", .meaning = "ports to store; all when empty"}, p.ports...);
  }

  void validate(Problems& problems) const {
    problems.gather([&] {
      for (const double value : wavelengths())
        if (!(value > 0)) return problems.add("wavelength", "must be positive");
    });
  }

  std::vector<double> wavelengths() const {
    return read_axis(wavelength, Kind::Quantity, "m", "wavelength");
  }
};

// Positions of the wanted ports in the device's list.
std::vector<std::size_t> selected(const Scattering& scattering,
                                  const std::vector<std::string>& wanted) {
  const std::vector<std::string>& ports = scattering.ports();
  std::vector<std::size_t> list;
  for (std::size_t i = 0; i < ports.size(); ++i)
    if (wanted.empty() || std::find(wanted.begin(), wanted.end(), ports[i]) != wanted.end())
      list.push_back(i);
  if (!wanted.empty() && list.size() != wanted.size())
    throw InputError("ports: the device has " + fmt::format("{}", fmt::join(ports, ", ")));
  return list;
}

// Expands the distinct amplitudes into S[wavelength, out, in].
void expand(const Scattering& scattering, const std::vector<std::size_t>& ports,
            std::span<const double> amplitudes, std::size_t points, std::vector<double>& s) {
  const std::size_t n = ports.size(), all = scattering.ports().size();
  s.assign(points * n * n, 0.0);
  for (std::size_t out = 0; out < n; ++out)
    for (std::size_t in = 0; in < n; ++in) {
      const int entry = scattering.pattern()[ports[out] * all + ports[in]];
      if (entry < 0) continue;
      const double* from = amplitudes.data() + static_cast<std::size_t>(entry) * points;
      double* to = s.data() + out * n + in;
      for (std::size_t i = 0; i < points; ++i) to[i * n * n] = from[i];
    }
}

void add_scattering(Table& table, const Scattering& scattering, const SpectrumParameters& p,
                    const std::vector<double>& wavelengths) {
  const std::vector<std::size_t> ports = selected(scattering, p.ports);
  std::vector<std::string> labels;
  for (const std::size_t port : ports) labels.push_back(scattering.ports()[port]);
  table.add_axis({"port_out", "1", "port the light leaves", {}, labels});
  table.add_axis({"port_in", "1", "port the light enters", {}, labels});
  const std::size_t points = wavelengths.size();
  std::vector<double> real(scattering.amplitude_count() * points), imag(real.size()), s;
  scattering.amplitudes(wavelengths, real, imag);
  const std::vector<std::string> axes = {"wavelength", "port_out", "port_in"};
  for (const auto& [name, part] : {std::pair{"S_real", &real}, std::pair{"S_imag", &imag}}) {
    expand(scattering, ports, *part, points, s);
    table.add({.name = name,
               .unit = "1",
               .long_name = std::string(part == &real ? "real" : "imaginary") +
                            " part of the scattering matrix S[out, in]",
               .axes = axes,
               .values = std::move(s),
               .integers = {},
               .texts = {},
               .coordinates = {"frequency"}});
  }
}

void add_resonances(Table& table, const Device& device, const std::vector<double>& wavelengths,
                    const Context& context) {
  const auto* resonant = dynamic_cast<const Resonant*>(&device);
  if (!resonant) return;
  const auto [low, high] = std::minmax_element(wavelengths.begin(), wavelengths.end());
  const std::vector<Resonance> list =
      measure_resonances(offer<Scattering>(device), *resonant, *low, *high, context);
  Table& group = table.group("resonances");
  Axis axis{"resonance", "1", "resonance, by ascending wavelength", {}, {}};
  for (std::size_t i = 0; i < list.size(); ++i) axis.values.push_back(static_cast<double>(i));
  group.add_axis(std::move(axis));
  const auto column = [&](const char* name, const char* unit, double Resonance::*member,
                          const char* meaning) {
    std::vector<double> values;
    for (const Resonance& r : list) values.push_back(r.*member);
    group.add(name, unit, {"resonance"}, std::move(values), meaning);
  };
  column("wavelength", "m", &Resonance::wavelength, "resonance wavelength");
  column("fwhm", "m", &Resonance::fwhm, "full width at half maximum of the dropped power");
  column("q", "1", &Resonance::q, "loaded quality factor");
  column("finesse", "1", &Resonance::finesse, "free spectral range over linewidth");
  column("fsr", "m", &Resonance::fsr, "local free spectral range, wavelength^2/(n_g L)");
  column("extinction", "1", &Resonance::extinction,
         "through-port transmission between resonances over that at resonance (power ratio)");
}

Table spectrum(const Device& device, const SpectrumParameters& p, const Context& context) {
  const Scattering& scattering = offer<Scattering>(device);
  const std::vector<double> wavelengths = p.wavelengths();
  Table table;
  table.add_axis({"wavelength", "m", "vacuum wavelength", wavelengths, {}});
  std::vector<double> frequencies;
  for (const double wavelength : wavelengths)
    frequencies.push_back(codata2018::kSpeedOfLight / wavelength);
  table.add("frequency", "Hz", {"wavelength"}, std::move(frequencies), "optical frequency");
  add_scattering(table, scattering, p, wavelengths);
  add_resonances(table, device, wavelengths, context);
  table.set("port_order", scattering.ports());
  return table;
}

}  // namespace

void register_spectrum(ExperimentRegistry& experiments) {
  experiments.add<SpectrumParameters>(
      "spectrum", "scattering matrix over wavelength, with resonances", spectrum);
}

}  // namespace verdet
