// Experiment `stdp`: weight change by two pulses against their delay.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "verdet/base/axis_values.hpp"
#include "verdet/experiments/pulse_train/train.hpp"
#include "verdet/experiments/registry.hpp"

namespace verdet {
namespace {

struct StdpParameters {
  Node start = Node::text("crystalline");
  PulseSettings before, after;
  Node delay;
  double period = 2e-6;

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "start", .meaning = "state: crystalline, amorphous or a fraction"}, p.start...);
    v(About{.name = "before", .meaning = "pulse of the first neuron"}, p.before...);
    v(About{.name = "after", .meaning = "pulse of the second neuron"}, p.after...);
    v(About{.name = "delay",
            .unit = "s",
            .required = true,
            .meaning =
                "start of `after` less start of `before`: one, a list, or {from, to, points}"},
      p.delay...);
    v(About{.name = "period",
            .unit = "s",
            .above = 0,
            .meaning = "time after which the weight is read"},
      p.period...);
  }
  std::vector<double> delays() const { return read_axis(delay, Kind::Quantity, "s", "delay"); }

  std::vector<WritePulse> pulses(double apart) const {
    return {before.pulse(before.peak(), period, std::max(0.0, -apart), 0),
            after.pulse(after.peak(), period, std::max(0.0, apart), 0)};
  }

  void validate(Problems& problems) const {
    before.validate(problems, "before");
    after.validate(problems, "after");
    if (before.drive() != after.drive())
      problems.add("after", "both neurons send light, or voltage, or current");
    problems.gather([&] {
      read_start(start, "start");
      for (const double apart : delays())
        for (const WritePulse& pulse : pulses(apart))
          if (pulse.start + pulse.duration() > period)
            return problems.add("period", fmt::format("a delay of {} leaves a pulse beyond the "
                                                      "period",
                                                      format_quantity(apart, "s")));
    });
  }
};

Table stdp(const Device& device, const StdpParameters& p, const Context& context) {
  const PhaseChangeCell& offered = offer<PhaseChangeCell>(device);
  const CellModel& cell = offered.cell();
  check_drive(offered, p.before, "before");
  const FilmState start = cell.start(read_start(p.start, "start"));
  const double rest = cell.read(start, offered.wavelength()).transmission;
  std::vector<double> change, peak, absorbed;
  for (const double apart : p.delays()) {
    FilmState state = start;
    const PulseOutcome outcome = cell.apply(state, p.pulses(apart), p.period, context);
    change.push_back(cell.read(state, offered.wavelength()).transmission - rest);
    peak.push_back(outcome.peak_temperature);
    absorbed.push_back(outcome.absorbed);
  }
  FilmState state = start;
  for (const WritePulse& pulse : p.pulses(0)) cell.apply(state, {&pulse, 1}, p.period, context);
  Table table;
  table.add_axis({"delay", "s", "start of `after` less start of `before`", p.delays(), {}});
  table.add("weight_change", "1", {"delay"}, std::move(change), "change of transmission");
  table.add("peak_temperature", "K", {"delay"}, std::move(peak), "highest temperature of the film");
  table.add("energy_absorbed", "J", {"delay"}, std::move(absorbed), "energy that the film took");
  table.add("separate_change", "1", {},
            {cell.read(state, offered.wavelength()).transmission - rest},
            "change of transmission by both pulses far apart");
  table.set("assumptions", offered.assumptions());
  return table;
}

}  // namespace

void register_stdp(ExperimentRegistry& experiments) {
  experiments.add<StdpParameters>("stdp", "weight change by two pulses against their delay", stdp);
}

}  // namespace verdet
