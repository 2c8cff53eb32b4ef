#include "verdet/experiments/pulse_train/variability.hpp"

#include <cmath>

namespace verdet {
namespace {

// Mean and spread of many values, taken in one at a time without cancellation.
struct Spread {
  double count = 0, mean = 0, squares = 0;

  void add(double value) {
    count += 1;
    const double from = value - mean;
    mean += from / count;
    squares += from * (value - mean);
  }
  double deviation() const { return std::sqrt(squares / (count - 1)); }
};

struct Spreads {
  std::vector<Spread> transmission, crystalline, update;
};

void add_run(const PulseSeries& run, std::size_t first, Spreads& spreads) {
  double before = run.start.transmission;
  for (std::size_t i = 0; i < run.points.size(); ++i) {
    const double now = run.points[i].readout.transmission;
    spreads.transmission[first + i].add(now);
    spreads.crystalline[first + i].add(run.points[i].crystalline);
    spreads.update[first + i].add(now - before);
    before = now;
  }
}

std::vector<double> deviations(const std::vector<Spread>& spreads) {
  std::vector<double> list;
  for (const Spread& one : spreads) list.push_back(one.deviation());
  return list;
}

}  // namespace

double WriteNoise::largest() const {
  double most = 0;
  for (const double value : update) most = std::fmax(most, value);
  return most;
}

WriteNoise write_noise(const PhaseChangeCell& device, const PulseResponses& responses,
                       const std::vector<PulseGroup>& sequence, int realisations,
                       std::uint64_t seed, const Context& context) {
  const std::size_t pulses = responses.series[0].points.size();
  const std::vector<Spread> none(pulses * responses.starts.size());
  Spreads spreads{none, none, none};
  std::uint64_t stream = 0;
  Context quiet = context;
  quiet.warnings = nullptr;  // the run without noise has said it
  for (std::size_t s = 0; s < responses.starts.size(); ++s)
    for (int i = 0; i < realisations; ++i)
      add_run(run_train(device, responses.starts[s], sequence, quiet,
                        {.on = true, .seed = seed, .realisation = stream++}),
              s * pulses, spreads);
  return {deviations(spreads.transmission), deviations(spreads.crystalline),
          deviations(spreads.update)};
}

void add_write_noise(Table& table, const PulseResponses& r, const WriteNoise& noise) {
  table.add("transmission_deviation", "1", r.axes("pulse"), noise.transmission,
            "standard deviation of the transmission after the pulse over runs with random nuclei");
  table.add("crystalline_fraction_deviation", "1", r.axes("pulse"), noise.crystalline,
            "the same of the crystalline fraction");
  table.add("update_deviation", "1", r.axes("pulse"), noise.update,
            "the same of the change of transmission by this pulse");
}

void add_update_noise(Table& table, const PulseResponses& r, const WriteNoise& noise) {
  const double range = r.highest() > r.lowest() ? r.highest() - r.lowest() : 1;
  std::vector<double> scaled;
  for (const double one : noise.update) scaled.push_back(one / range);
  add_over_weight(table, r,
                  {"update_up_deviation", "update_down_deviation",
                   "standard deviation of such a rise over runs with random nuclei",
                   "standard deviation of such a fall over runs with random nuclei"},
                  scaled);
}

void add_holding(Table& table, const PhaseChangeCell& device, const PulseResponses& responses,
                 const std::vector<double>& times, const Context& context) {
  table.add_axis({"hold", "s", "time after the end of the train", times, {}});
  std::vector<double> held;
  for (const PulseSeries& series : responses.series) {
    FilmState state = series.end;
    double before = 0;
    for (const double time : times) {
      device.cell().apply(state, {}, time - before, context);
      before = time;
      const double now = device.cell().read(state, device.wavelength()).transmission;
      held.push_back(device.probe().drifted(now, time));
    }
  }
  table.add("transmission_held", "1", responses.axes("hold"), std::move(held),
            "transmission after that time in the dark at ambient temperature");
}

// Constant properties make heat proportional to power while the state stays.
double read_power_limit(const PhaseChangeCell& device, const FilmState& state,
                        const Context& context) {
  constexpr double kDuration = 10e-6, kPower = 1e-6;
  const CellLimits limits = device.limits();
  FilmState lit = cooled(state);
  const WritePulse light{.power = kPower, .width = kDuration, .period = kDuration};
  const double peak = device.cell().apply(lit, light, context).peak_temperature;
  return kPower * (limits.glass - limits.ambient) / (peak - limits.ambient);
}

}  // namespace verdet
