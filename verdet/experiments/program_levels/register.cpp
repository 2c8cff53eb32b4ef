// Experiment `program_levels`: the pulse for each of a number of weights.
#include <fmt/format.h>

#include "verdet/experiments/program_levels/programmer.hpp"
#include "verdet/experiments/pulse_train/train.hpp"
#include "verdet/experiments/registry.hpp"

namespace verdet {
namespace {

struct ProgramParameters {
  Node start = Node::text("crystalline");
  int levels = 8;
  double width = 20e-9, power_max = 20e-3, period = 1e-6;
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
            .meaning = "strongest pulse"},
      p.power_max...);
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
  }
  WritePulse pulse() const { return {power_max, width, period, shape}; }

  void validate(Problems& problems) const {
    if (pulse().duration() > period) problems.add("period", "a pulse lasts longer than its period");
    problems.gather([&] { read_start(start, "start"); });
  }
};

Table program_levels(const Device& device, const ProgramParameters& p, const Context& context) {
  const PhaseChangeCell& offered = offer<PhaseChangeCell>(device);
  const FilmState start = offered.cell().start(read_start(p.start, "start"));
  FilmState strongest = start;
  const PulseOutcome hottest = offered.cell().apply(strongest, p.pulse(), context);
  if (hottest.peak_temperature > offered.limits().film)
    throw InputError(
        fmt::format("power_max: the film reaches {:.0f} K, above its stated limit of {:.0f} K "
                    "(ablation); lower "
                    "power_max or width",
                    hottest.peak_temperature, offered.limits().film));
  const double from = offered.cell().read(start, offered.wavelength()).transmission;
  const double to = offered.cell().read(strongest, offered.wavelength()).transmission;
  std::vector<double> index, target, got, power, energy, trial_energy, time;
  std::vector<std::int32_t> trials, reached;
  for (int level = 0; level < p.levels; ++level) {
    index.push_back(level);
    target.push_back(from + (to - from) * level / (p.levels - 1));
    const ProgrammedLevel found =
        program_level(offered, start, p.pulse(), target.back(), p.tolerance * std::abs(to - from),
                      p.trials, context);
    got.push_back(found.transmission);
    power.push_back(found.power);
    energy.push_back(found.energy);
    trial_energy.push_back(found.trial_energy);
    time.push_back(found.trials * p.period);
    trials.push_back(found.trials);
    reached.push_back(found.reached);
  }
  Table table;
  table.add_axis({"level", "1", "weight, counted from 0", index, {}});
  table.add("target", "1", {"level"}, std::move(target), "transmission wanted");
  table.add("transmission", "1", {"level"}, std::move(got), "transmission written");
  table.add("power", "W", {"level"}, std::move(power), "peak power of the pulse that writes it");
  table.add("energy", "J", {"level"}, std::move(energy), "of that pulse, in front of the cell");
  table.add("trial_energy", "J", {"level"}, std::move(trial_energy), "of all pulses tried");
  table.add("write_time", "s", {"level"}, std::move(time), "of all pulses tried");
  table.add_count("trials", {"level"}, std::move(trials), "pulses tried");
  table.add_count("reached", {"level"}, std::move(reached), "1 when within the tolerance");
  table.set("assumptions", offered.assumptions());
  return table;
}

}  // namespace

void register_program_levels(ExperimentRegistry& experiments) {
  experiments.add<ProgramParameters>(
      "program_levels", "the single pulse that writes each of a number of weights", program_levels);
}

}  // namespace verdet
