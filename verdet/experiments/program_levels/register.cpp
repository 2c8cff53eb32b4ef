// Experiment `program_levels`: the pulse for each of a number of weights.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "verdet/experiments/program_levels/programmer.hpp"
#include "verdet/experiments/pulse_train/noise_settings.hpp"
#include "verdet/experiments/pulse_train/train.hpp"
#include "verdet/experiments/registry.hpp"

namespace verdet {
namespace {

struct ProgramParameters : NoiseSettings {
  Node start = Node::text("crystalline");
  int levels = 8;
  std::optional<double> power_max, voltage_max, current_max;
  double width = 20e-9, period = 1e-6;
  PulseShape shape{};
  double tolerance = 0.01;
  int trials = 20;

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "start", .meaning = "state: crystalline, amorphous or a fraction"}, p.start...);
    v(About{.name = "levels", .min = 2, .max = 1024, .meaning = "number of weights"}, p.levels...);
    v(About{.name = "width", .unit = "s", .above = 0, .meaning = "of the pulse at half maximum"},
      p.width...);
    v(About{.name = "power_max",
            .unit = "W",
            .kind = Kind::Power,
            .above = 0,
            .meaning = "strongest pulse of light; 20 mW when no other is given"},
      p.power_max...);
    v(About{.name = "voltage_max",
            .unit = "V",
            .above = 0,
            .meaning = "strongest pulse of the heater's source, in place of light"},
      p.voltage_max...);
    v(About{.name = "current_max", .unit = "A", .above = 0, .meaning = "the same as a current"},
      p.current_max...);
    v(About{.name = "period",
            .unit = "s",
            .above = 0,
            .meaning = "from a pulse to its reading and to the next pulse"},
      p.period...);
    v(About{.name = "shape", .meaning = "shape of the pulse in time"}, p.shape...);
    v(About{.name = "tolerance",
            .kind = Kind::Number,
            .above = 0,
            .max = 0.5,
            .meaning = "largest error as a share of the range"},
      p.tolerance...);
    v(About{.name = "trials", .min = 1, .max = 1000, .meaning = "most pulses tried per level"},
      p.trials...);
    NoiseSettings::visit(v, p...);
  }
  PulseSettings strongest() const {
    const bool light = !voltage_max && !current_max;
    return {light ? power_max.value_or(20e-3) : power_max, voltage_max, current_max, width, shape};
  }
  WritePulse pulse() const { return strongest().pulse(strongest().peak(), period, 0, 0); }

  void validate(Problems& problems) const {
    if (pulse().duration() > period) problems.add("period", "a pulse lasts longer than its period");
    if (power_max.has_value() + voltage_max.has_value() + current_max.has_value() > 1)
      problems.add("power_max", "give one of `power_max`, `voltage_max` and `current_max`");
    NoiseSettings::validate(problems);
    problems.gather([&] { read_start(start, "start"); });
  }
};

// One level after another, as columns.
struct Levels {
  std::vector<double> index, target, got, phase, crystalline, power, energy, absorbed, latency,
      peak;
  std::vector<double> trial_energy, time, read, write;
  std::vector<std::int32_t> trials, reached, failure;

  void add(const ProgrammedLevel& level, const PhaseChangeCell& device, double period) {
    const CellReadout readout = device.cell().read(level.state, device.wavelength());
    index.push_back(static_cast<double>(index.size()));
    got.push_back(level.transmission);
    phase.push_back(readout.phase);
    crystalline.push_back(device.cell().mean_crystalline(level.state));
    power.push_back(level.power);
    energy.push_back(level.outcome.delivered);
    absorbed.push_back(level.outcome.absorbed);
    latency.push_back(level.outcome.latency);
    peak.push_back(std::max(level.outcome.peak_temperature, device.limits().ambient));
    read.push_back(device.read_noise(level.state));
    trial_energy.push_back(level.trial_energy);
    time.push_back(level.trials * period);
    trials.push_back(level.trials);
    reached.push_back(level.reached);
    failure.push_back(level.outcome.peak_guide > device.limits().guide);
  }
  // The largest number of levels, 2 k standard deviations apart, within the range.
  double usable(double range, double sigma) const {
    const double worst = *std::max_element(read.begin(), read.end());
    const double written = write.empty() ? 0 : *std::max_element(write.begin(), write.end());
    return 1 + std::floor(std::abs(range) / (2 * sigma * std::hypot(worst, written)));
  }
  Table table(PulseDrive drive) &&;
};

struct PeakColumn {
  const char *name, *unit;
};

PeakColumn peak_column(PulseDrive drive) {
  switch (drive) {
    case PulseDrive::voltage:
      return {"voltage", "V"};
    case PulseDrive::current:
      return {"current", "A"};
    case PulseDrive::light:
      break;
  }
  return {"power", "W"};
}

Table Levels::table(PulseDrive drive) && {
  Table t;
  t.add_axis({"level", "1", "weight, counted from 0", std::move(index), {}});
  const auto column = [&](const char* name, const char* unit, std::vector<double>& values,
                          const char* meaning) {
    t.add(name, unit, {"level"}, std::move(values), meaning);
  };
  column("target", "1", target, "transmission wanted");
  column("transmission", "1", got, "transmission written");
  column("phase", "rad", phase, "phase of the cell");
  column("crystalline_fraction", "1", crystalline, "crystalline fraction of the film");
  const PeakColumn peak_of_pulse = peak_column(drive);
  column(peak_of_pulse.name, peak_of_pulse.unit, power, "peak of the pulse that writes it");
  column("energy", "J", energy, "energy of that pulse, in front of the cell or from the source");
  column("energy_absorbed", "J", absorbed, "energy that the film took from that pulse");
  column("peak_temperature", "K", peak, "highest temperature of the film");
  column("latency", "s", latency, "time until the film is below its glass transition for good");
  column("trial_energy", "J", trial_energy, "energy of all pulses tried");
  column("write_time", "s", time, "time of all pulses tried");
  column("read_noise", "1", read, "standard deviation of one reading");
  if (!write.empty())
    column("write_noise", "1", write, "standard deviation of single-shot writing, random nuclei");
  t.add_count("trials", {"level"}, std::move(trials), "pulses tried");
  t.add_count("reached", {"level"}, std::move(reached), "1 when within the tolerance");
  t.add_count("failure", {"level"}, std::move(failure), "0 none, 1 core or cladding melts");
  return t;
}

// Transmission after the strongest pulse; that one must not ablate.
double farthest(const PhaseChangeCell& offered, const FilmState& start, const ProgramParameters& p,
                const Context& context) {
  FilmState strongest = start;
  const PulseOutcome hottest = offered.cell().apply(strongest, p.pulse(), context);
  if (hottest.peak_temperature > offered.limits().film)
    throw InputError(fmt::format(
        "{0}_max: the film reaches {1:.0f} K, above its stated limit of {2:.0f} K "
        "(ablation); lower {0}_max or width",
        peak_column(p.pulse().drive).name, hottest.peak_temperature, offered.limits().film));
  return offered.cell().read(strongest, offered.wavelength()).transmission;
}

Table program_levels(const Device& device, const ProgramParameters& p, const Context& context) {
  const PhaseChangeCell& offered = offer<PhaseChangeCell>(device);
  check_drive(offered, p.strongest(), "strongest pulse");
  const FilmState start = offered.cell().start(read_start(p.start, "start"));
  const double from = offered.cell().read(start, offered.wavelength()).transmission;
  const double range = farthest(offered, start, p, context) - from;
  Levels levels;
  for (int level = 0; level < p.levels; ++level) {
    const double target = from + range * level / (p.levels - 1);
    const ProgrammedLevel found = program_level(offered, start, p.pulse(), target,
                                                p.tolerance * std::abs(range), p.trials, context);
    levels.target.push_back(target);
    levels.add(found, offered, p.period);
    if (p.realisations == 0) continue;
    WritePulse pulse = p.pulse();
    pulse.power = found.power;
    levels.write.push_back(write_deviation(offered, start, pulse, p.realisations,
                                           static_cast<std::uint64_t>(p.seed),
                                           static_cast<std::uint64_t>(level) << 32, context));
  }
  const double usable = levels.usable(range, p.sigma);
  Table table = std::move(levels).table(p.pulse().drive);
  table.set("usable_levels", usable);
  table.set("usable_levels_sigma", p.sigma);
  table.set("assumptions", offered.assumptions());
  return table;
}

}  // namespace

void register_program_levels(ExperimentRegistry& experiments) {
  experiments.add<ProgramParameters>(
      "program_levels", "the single pulse that writes each of a number of weights", program_levels);
}

}  // namespace verdet
