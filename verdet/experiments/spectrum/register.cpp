// Experiment `spectrum`: the scattering matrix over wavelength, and the resonances in it.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "verdet/experiments/registry.hpp"
#include "verdet/experiments/spectrum/resonances.hpp"
#include "verdet/experiments/spectrum/scattering_block.hpp"
#include "verdet/physics/constants.hpp"

namespace verdet {
namespace {

// Spectra of one or more points, one behind the other.
struct Spectra {
  std::vector<double> real, imag;                  ///< S[point, wavelength, out, in]
  std::vector<std::vector<Resonance>> resonances;  ///< of each point
  std::vector<char> failed;                        ///< of each point
};

std::vector<Resonance> resonances_of(const Device& device, const std::vector<double>& wavelengths,
                                     const Context& context) {
  const auto* resonant = dynamic_cast<const Resonant*>(&device);
  if (!resonant) return {};
  const auto [low, high] = std::minmax_element(wavelengths.begin(), wavelengths.end());
  return measure_resonances(offer<Scattering>(device), *resonant, *low, *high, context);
}

void add_scattering(Table& table, const ScatteringBlock& block, std::vector<std::string> axes,
                    Spectra& spectra) {
  table.add_axis({"port_out", "1", "port the light leaves", {}, block.outputs()});
  table.add_axis({"port_in", "1", "port the light enters", {}, block.inputs()});
  axes.insert(axes.end(), {"wavelength", "port_out", "port_in"});
  const auto part = [&](const char* name, const char* meaning, std::vector<double>& values) {
    table.add({.name = name,
               .unit = "1",
               .long_name = meaning,
               .axes = axes,
               .values = std::move(values),
               .integers = {},
               .texts = {},
               .coordinates = {"frequency"}});
  };
  part("S_real", "real part of the scattering matrix S[out, in]", spectra.real);
  part("S_imag", "imaginary part of the scattering matrix S[out, in]", spectra.imag);
}

// Points with fewer resonances than the most are padded, and then counted.
void add_counts(Table& group, const std::vector<std::string>& axes, const Spectra& spectra,
                std::size_t most) {
  std::vector<std::int32_t> counts;
  bool ragged = false;
  for (std::size_t i = 0; i < spectra.resonances.size(); ++i) {
    counts.push_back(spectra.failed[i] ? -1
                                       : static_cast<std::int32_t>(spectra.resonances[i].size()));
    ragged = ragged || (!spectra.failed[i] && spectra.resonances[i].size() < most);
  }
  if (ragged)
    group.add_count("count_resonance", axes, std::move(counts), "valid entries along resonance");
}

void add_resonances(Table& group, const std::vector<std::string>& axes, const Spectra& spectra) {
  std::size_t most = 0;
  for (const auto& list : spectra.resonances) most = std::max(most, list.size());
  std::vector<double> numbers(most);
  std::iota(numbers.begin(), numbers.end(), 0.0);
  group.add_axis({"resonance", "1", "resonance, by ascending wavelength", std::move(numbers), {}});
  std::vector<std::string> all = axes;
  all.emplace_back("resonance");
  const auto column = [&](const char* name, const char* unit, double Resonance::*member,
                          const char* meaning) {
    std::vector<double> values(spectra.resonances.size() * most, std::nan(""));
    for (std::size_t i = 0; i < spectra.resonances.size(); ++i)
      for (std::size_t k = 0; k < spectra.resonances[i].size(); ++k)
        values[i * most + k] = spectra.resonances[i][k].*member;
    group.add(name, unit, all, std::move(values), meaning);
  };
  column("wavelength", "m", &Resonance::wavelength, "resonance wavelength");
  column("fwhm", "m", &Resonance::fwhm, "full width at half maximum of the dropped power");
  column("q", "1", &Resonance::q, "loaded quality factor");
  column("finesse", "1", &Resonance::finesse, "free spectral range over linewidth");
  column("fsr", "m", &Resonance::fsr, "local free spectral range, wavelength^2/(n_g L)");
  column("extinction", "1", &Resonance::extinction,
         "through-port transmission between resonances over that at resonance (power ratio)");
  add_counts(group, axes, spectra, most);
}

// The table of one point, or with `axes` = {point} of several.
void add_spectra(Table& table, const Device& device, const ScatteringBlock& block,
                 const std::vector<double>& wavelengths, const std::vector<std::string>& axes,
                 Spectra& spectra) {
  table.add_axis({"wavelength", "m", "vacuum wavelength", wavelengths, {}});
  std::vector<double> frequencies;
  for (const double wavelength : wavelengths)
    frequencies.push_back(codata2018::kSpeedOfLight / wavelength);
  table.add("frequency", "Hz", {"wavelength"}, std::move(frequencies), "optical frequency");
  add_scattering(table, block, axes, spectra);
  if (dynamic_cast<const Resonant*>(&device)) {
    Table& group = table.group("resonances");
    for (const std::string& axis : axes) group.add_axis(table.axis(axis));
    add_resonances(group, axes, spectra);
  }
  table.set("port_order", offer<Scattering>(device).ports());
}

Table spectrum(const Device& device, const SpectrumParameters& p, const Context& context) {
  const Scattering& scattering = offer<Scattering>(device);
  const std::vector<double> wavelengths = p.wavelengths();
  ScatteringBlock block(scattering, p);
  Spectra spectra;
  spectra.real.resize(wavelengths.size() * block.entries());
  spectra.imag.resize(spectra.real.size());
  block.fill(scattering, wavelengths, spectra.real, spectra.imag);
  spectra.resonances.push_back(resonances_of(device, wavelengths, context));
  spectra.failed.push_back(false);
  Table table;
  add_spectra(table, device, block, wavelengths, {}, spectra);
  return table;
}

// Settings of a spectrum are no numbers that a sweep could move: all points share them.
BatchResult spectra_of(const Batch<SpectrumParameters>& batch, const Context& context) {
  const Device& first = *batch.devices.front();
  const std::vector<double> wavelengths = batch.settings.front()->wavelengths();
  ScatteringBlock block(offer<Scattering>(first), *batch.settings.front());
  const std::size_t size = wavelengths.size() * block.entries();
  Spectra spectra;
  spectra.real.resize(batch.size() * size);
  spectra.imag.resize(batch.size() * size);
  spectra.resonances.resize(batch.size());
  spectra.failed.resize(batch.size());
  BatchResult result{{}, std::vector<std::string>(batch.size())};
  for (std::size_t i = 0; i < batch.size(); ++i) {
    context.check();
    const std::span<double> real = std::span(spectra.real).subspan(i * size, size);
    const std::span<double> imag = std::span(spectra.imag).subspan(i * size, size);
    try {
      block.fill(offer<Scattering>(*batch.devices[i]), wavelengths, real, imag);
      spectra.resonances[i] = resonances_of(*batch.devices[i], wavelengths, context);
    } catch (const Interrupted&) {
      throw;
    } catch (const std::exception& error) {
      result.failures[i] = error.what();
      spectra.failed[i] = true;
      std::ranges::fill(real, std::nan(""));
      std::ranges::fill(imag, std::nan(""));
    }
  }
  if (std::ranges::count(spectra.failed, false) == 0) return result;
  std::vector<double> numbers(batch.size());
  std::iota(numbers.begin(), numbers.end(), 0.0);
  result.table.add_axis({kPointAxis, "1", "number of the point", std::move(numbers), {}});
  add_spectra(result.table, first, block, wavelengths, {kPointAxis}, spectra);
  return result;
}

}  // namespace

void register_spectrum(ExperimentRegistry& experiments) {
  experiments.add(Experiment<SpectrumParameters>{
      "spectrum", "scattering matrix over wavelength, with resonances", spectrum, spectra_of});
}

}  // namespace verdet
