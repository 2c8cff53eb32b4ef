// Experiment `integrate_fire`: a phase-change cell as a neuron.
#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "verdet/base/axis_values.hpp"
#include "verdet/experiments/pulse_train/train.hpp"
#include "verdet/experiments/registry.hpp"

namespace verdet {
namespace {

struct NeuronParameters {
  Node start = Node::text("crystalline");
  Node power;
  double width = 20e-9, period = 1e-6, threshold = 0;
  int inputs = 20;
  std::optional<PulseGroup> reset;

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "start", .meaning = "state at rest: crystalline, amorphous or a fraction"},
      p.start...);
    v(About{.name = "power",
            .unit = "W",
            .kind = Kind::Power,
            .required = true,
            .meaning = "of the input pulses: one, a list, or {from, to, points}"},
      p.power...);
    v(About{.name = "width", .unit = "s", .above = 0, .meaning = "of the input pulses"},
      p.width...);
    v(About{.name = "period",
            .unit = "s",
            .above = 0,
            .meaning = "from one input pulse to the next; the membrane is read at its end"},
      p.period...);
    v(About{.name = "threshold",
            .kind = Kind::Number,
            .required = true,
            .meaning = "transmission that fires, passed from the one at rest"},
      p.threshold...);
    v(About{.name = "inputs", .min = 1, .max = 1000000, .meaning = "number of input pulses"},
      p.inputs...);
    v(About{.name = "reset", .meaning = "pulses that follow a spike; absent: none"}, p.reset...);
  }
  std::vector<double> powers() const { return read_axis(power, Kind::Power, "W", "power"); }

  void validate(Problems& problems) const {
    if (width > period) problems.add("period", "a pulse lasts longer than its period");
    if (reset) reset->validate(problems, "reset");
    problems.gather([&] { read_start(start, "start"); });
    problems.gather([&] {
      for (const double value : powers())
        if (!(value >= 0)) return problems.add("power", "cannot be negative");
    });
  }
};

// One neuron under equal input pulses.
struct Firing {
  std::vector<double> membrane, output, peak;
  std::vector<std::int32_t> fired;
  double first = std::numeric_limits<double>::quiet_NaN();
  double spikes = 0, energy = 0;
};

double reset_film(const PhaseChangeCell& device, FilmState& state, const PulseGroup& reset,
                  const Context& context) {
  double energy = 0;
  for (int i = 0; i < reset.count; ++i)
    energy += device.cell().apply(state, reset.pulses(i), reset.period, context).delivered;
  return energy;
}

Firing fire(const PhaseChangeCell& device, const NeuronParameters& p, double power,
            const Context& context) {
  const CellModel& cell = device.cell();
  FilmState state = cell.start(read_start(p.start, "start"));
  const bool upwards = p.threshold > cell.read(state, device.wavelength()).transmission;
  const WritePulse pulse{.power = power, .width = p.width, .period = p.period};
  Firing firing;
  for (int i = 0; i < p.inputs; ++i) {
    const PulseOutcome outcome = cell.apply(state, pulse, context);
    const double membrane = cell.read(state, device.wavelength()).transmission;
    const bool fires = upwards ? membrane >= p.threshold : membrane <= p.threshold;
    firing.energy += outcome.delivered;
    firing.peak.push_back(outcome.peak_temperature);
    firing.membrane.push_back(membrane);
    firing.fired.push_back(fires);
    firing.output.push_back(fires ? device.probe().power * p.width * membrane : 0);
    if (!fires) continue;
    if (firing.spikes == 0) firing.first = i + 1;
    firing.spikes += 1;
    if (p.reset) firing.energy += reset_film(device, state, *p.reset, context);
  }
  return firing;
}

template <class T>
void append_to(std::vector<T>& all, const std::vector<T>& more) {
  all.insert(all.end(), more.begin(), more.end());
}

Table integrate_fire(const Device& device, const NeuronParameters& p, const Context& context) {
  const PhaseChangeCell& cell = offer<PhaseChangeCell>(device);
  if (p.reset) check_drive(cell, *p.reset, "reset");
  Firing all;
  std::vector<double> first, spikes, energy;
  for (const double power : p.powers()) {
    const Firing one = fire(cell, p, power, context);
    append_to(all.membrane, one.membrane);
    append_to(all.output, one.output);
    append_to(all.peak, one.peak);
    append_to(all.fired, one.fired);
    first.push_back(one.first);
    spikes.push_back(one.spikes);
    energy.push_back(one.energy / one.spikes);
    if (one.spikes == 0) energy.back() = std::numeric_limits<double>::quiet_NaN();
  }
  Table table;
  table.add_axis({"power", "W", "power of the input pulses", p.powers(), {}});
  std::vector<double> index;
  for (int i = 0; i < p.inputs; ++i) index.push_back(i);
  table.add_axis({"input", "1", "input pulse, counted from 0", std::move(index), {}});
  table.add("membrane", "1", {"power", "input"}, std::move(all.membrane),
            "transmission after the pulse, before a reset");
  table.add("output", "J", {"power", "input"}, std::move(all.output),
            "energy of a probe pulse behind the cell when it fires");
  table.add("peak_temperature", "K", {"power", "input"}, std::move(all.peak),
            "highest temperature of the film");
  table.add_count("fired", {"power", "input"}, std::move(all.fired),
                  "1 when the threshold is passed");
  table.add("first_spike", "1", {"power"}, std::move(first), "input pulses until the first spike");
  table.add("spikes", "1", {"power"}, std::move(spikes), "number of spikes");
  table.add("energy_per_spike", "J", {"power"}, std::move(energy),
            "energy of inputs and resets per spike");
  table.set("assumptions", cell.assumptions());
  table.set("leak", std::string("none: the film is non-volatile"));
  return table;
}

}  // namespace

void register_integrate_fire(ExperimentRegistry& experiments) {
  experiments.add<NeuronParameters>(
      "integrate_fire", "input pulses accumulate in a film until the neuron fires", integrate_fire);
}

}  // namespace verdet
