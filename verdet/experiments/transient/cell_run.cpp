#include "verdet/experiments/transient/cell_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "verdet/experiments/input/waveform.hpp"
#include "verdet/experiments/transient/job.hpp"

namespace verdet {
namespace {

void refuse_settings(const TransientParameters& p) {
  const auto refuse = [](const Node& node, const char* name) {
    if (!node.is_null())
      node.fail(fmt::format("a phase-change cell has none: remove '{}'", name),
                std::string("experiment.") + name);
  };
  refuse(p.inputs, "inputs");
  refuse(p.observe, "observe");
  if (p.method != TransientMethod::Auto)
    throw InputError("experiment.method: a phase-change cell chooses its own steps; remove it");
  const LaserParameters& laser = p.input;
  if (laser.detuning || laser.frequency_detuning || laser.wavelength || laser.scan ||
      !laser.carriers.empty())
    throw InputError(
        "experiment.input: the light of a phase-change cell has the device's "
        "`wavelength`; give power and a shape only");
}

double initial_fraction(const Node& initial) {
  constexpr const char* kName = "crystalline_fraction";
  if (initial.is_null()) return 1;
  for (const auto& [key, value] : initial.entries()) {
    if (key != kName)
      value.fail(fmt::format("'{}' is the only state", kName), "experiment.initial");
    const double fraction = parse_number(value.as_text());
    if (!(fraction >= 0 && fraction <= 1))
      value.fail(fmt::format("the crystalline fraction {:g} lies outside 0 to 1", fraction),
                 "experiment.initial");
    return fraction;
  }
  return 1;
}

// Sample times, knots and sixteenths of ramps, ascending.
std::vector<double> cuts(const PiecewiseLinear& wave, const std::vector<double>& samples) {
  constexpr int kPieces = 16;
  std::vector<double> list = samples;
  const double end = samples.back();
  for (std::size_t i = 0; i < wave.times.size(); ++i) {
    list.push_back(std::clamp(wave.times[i], 0.0, end));
    if (i == 0 || wave.values[i] == wave.values[i - 1]) continue;
    const double from = wave.times[i - 1], step = (wave.times[i] - from) / kPieces;
    for (int k = 1; k < kPieces; ++k) list.push_back(std::clamp(from + k * step, 0.0, end));
  }
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
  return list;
}

// Mean of the squared amplitude where it is a straight line: two Gauss points.
double mean_power(const PiecewiseLinear& wave, double from, double to) {
  const double middle = 0.5 * (from + to), away = 0.5 * (to - from) / std::numbers::sqrt3;
  const double a = wave(middle - away), b = wave(middle + away);
  return 0.5 * (a * a + b * b);
}

struct Columns {
  std::vector<double> in, out, kelvin, crystalline, transmission, phase, absorbed;
  std::vector<CellFigure> further;  ///< names of what this kind of cell shows beside these
  std::vector<std::vector<double>> figures;

  void add(const PhaseChangeCell& device, const FilmState& state, double power, double energy) {
    const CellReadout readout = device.cell().read(state, device.wavelength());
    in.push_back(power);
    out.push_back(power * readout.transmission);
    kelvin.push_back(device.cell().film_temperature(state));
    crystalline.push_back(device.cell().mean_crystalline(state));
    transmission.push_back(readout.transmission);
    phase.push_back(readout.phase);
    absorbed.push_back(energy);
    further = device.cell().figures(state);
    figures.resize(further.size());
    for (std::size_t i = 0; i < further.size(); ++i) figures[i].push_back(further[i].value);
  }
  Table table(const std::vector<double>& times) && {
    Table t;
    t.add_axis({"time", "s", "time", times, {}});
    t.add("power_in", "W", {"time"}, std::move(in), "power in front of the cell");
    t.add("power_out", "W", {"time"}, std::move(out), "power behind the cell");
    t.add("film_temperature", "K", {"time"}, std::move(kelvin),
          "temperature of the hottest part of the film");
    t.add("crystalline_fraction", "1", {"time"}, std::move(crystalline),
          "crystalline fraction of the film; melt counts as 0");
    t.add("transmission", "1", {"time"}, std::move(transmission), "power transmission");
    t.add("phase", "rad", {"time"}, std::move(phase), "phase of the cell");
    t.add("energy_absorbed", "J", {"time"}, std::move(absorbed),
          "energy absorbed by the film so far");
    for (std::size_t i = 0; i < further.size(); ++i)
      t.add(further[i].name, further[i].unit, {"time"}, std::move(figures[i]), further[i].meaning);
    return t;
  }
};

}  // namespace

Table run_cell(const PhaseChangeCell& device, const TransientParameters& p,
               const Context& context) {
  refuse_settings(p);
  const double peak = std::sqrt(p.input.power.value_or(p.input.given() ? 1.0 : 0.0));
  PiecewiseLinear wave = amplitude_shape(p.input, p.duration);
  for (double& value : wave.values) value *= peak;
  const std::vector<double> times = sample_times(p);
  FilmState state = device.cell().start(initial_fraction(p.initial));
  Columns columns;
  double absorbed = 0, hottest = 0, before = 0;
  std::size_t next = 0;
  for (const double now : cuts(wave, times)) {
    if (now > before) {
      const double span = now - before;
      const WritePulse light{mean_power(wave, before, now), span, span};
      const PulseOutcome outcome = device.cell().apply(state, light, context);
      absorbed += outcome.absorbed;
      hottest = std::max(hottest, outcome.peak_temperature);
      before = now;
    }
    if (now < times[next]) continue;
    columns.add(device, state, std::pow(wave(now), 2), absorbed);
    ++next;
  }
  if (hottest > device.limits().film)
    context.warn(
        fmt::format("the film reaches {:.0f} K, above its stated limit of {:.0f} K "
                    "(ablation): what follows does not count; lower power or width",
                    hottest, device.limits().film));
  Table table = std::move(columns).table(times);
  table.set("peak_temperature", hottest);
  table.set("assumptions", device.assumptions());
  return table;
}

}  // namespace verdet
