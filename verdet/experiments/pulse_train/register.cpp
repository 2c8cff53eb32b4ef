// Experiment `pulse_train`: pulses in, weights out.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "verdet/experiments/pulse_train/pulse_curve.hpp"
#include "verdet/experiments/pulse_train/train.hpp"
#include "verdet/experiments/registry.hpp"

namespace verdet {
namespace {

struct PulseTrainParameters {
  Node start = Node::text("crystalline");
  std::vector<PulseGroup> sequence;
  int weights = 21;
  double sigma = 3;

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "start",
            .meaning = "state before the first pulse: crystalline, amorphous or a fraction"},
      p.start...);
    v(About{.name = "sequence", .required = true, .meaning = "groups of equal pulses"},
      p.sequence...);
    v(About{.name = "weights", .min = 2, .max = 1001, .meaning = "points of the update tables"},
      p.weights...);
    v(About{.name = "sigma",
            .kind = Kind::Number,
            .above = 0,
            .meaning = "half the distance of two levels in standard deviations of the reading"},
      p.sigma...);
  }

  void validate(Problems& problems) const {
    if (sequence.empty()) problems.add("sequence", "at least one group of pulses is needed");
    for (std::size_t i = 0; i < sequence.size(); ++i) {
      const PulseGroup& g = sequence[i];
      const WritePulse pulse{g.power, g.width, g.period, g.shape};
      if (pulse.duration() > g.period)
        problems.add(fmt::format("sequence.{}.period", i),
                     fmt::format("a pulse lasts {}: longer than its period",
                                 format_quantity(pulse.duration(), "s")));
    }
    problems.gather([&] { read_start(start, "start"); });
  }
};

template <class Get>
void column(Table& table, const PulseSeries& series, const char* name, const char* unit,
            const char* meaning, Get&& get) {
  std::vector<double> values;
  for (const PulsePoint& point : series.points) values.push_back(get(point));
  table.add(name, unit, {"pulse"}, std::move(values), meaning);
}

void add_columns(Table& table, const PulseSeries& s) {
  column(table, s, "transmission", "1", "power transmission of the cell after the pulse",
         [](const PulsePoint& p) { return p.readout.transmission; });
  column(table, s, "phase", "rad", "k0 int Re n_eff dz of the cell after the pulse",
         [](const PulsePoint& p) { return p.readout.phase; });
  column(table, s, "crystalline_fraction", "1", "crystalline fraction of the film after the pulse",
         [](const PulsePoint& p) { return p.crystalline; });
  column(table, s, "peak_temperature", "K", "highest temperature of the film during the pulse",
         [](const PulsePoint& p) { return p.outcome.peak_temperature; });
  column(table, s, "peak_guide_temperature", "K", "highest temperature of core and cladding",
         [](const PulsePoint& p) { return p.outcome.peak_guide; });
  column(table, s, "energy_absorbed", "J", "energy the film took from the pulse",
         [](const PulsePoint& p) { return p.outcome.absorbed; });
  column(table, s, "energy_delivered", "J", "energy of the pulse in front of the cell",
         [](const PulsePoint& p) { return p.outcome.delivered; });
  column(table, s, "latency", "s",
         "from the pulse's start until the film is below its glass transition for good",
         [](const PulsePoint& p) { return p.outcome.latency; });
  std::vector<std::int32_t> groups, failures;
  for (const PulsePoint& point : s.points) {
    groups.push_back(point.group);
    failures.push_back(point.failure);
  }
  table.add_count("group", {"pulse"}, std::move(groups), "which entry of the sequence");
  table.add_count("failure", {"pulse"}, std::move(failures),
                  "0 none, 1 core or cladding melts, 2 film ablated");
}

// Weight (0 to 1 over the range seen) before each pulse and what the pulse added to it.
struct Updates {
  std::vector<double> up_before, up, down_before, down;
};

// A pulse that changes nothing tells of both directions: its weight is at an end.
Updates updates_of(const std::vector<double>& weights) {
  constexpr double kNothing = 1e-9;
  Updates u;
  for (std::size_t i = 0; i + 1 < weights.size(); ++i) {
    const double change = weights[i + 1] - weights[i];
    if (!std::isfinite(change)) continue;
    if (change >= -kNothing) {
      u.up_before.push_back(weights[i]);
      u.up.push_back(std::abs(change));
    }
    if (change <= kNothing) {
      u.down_before.push_back(weights[i]);
      u.down.push_back(std::abs(change));
    }
  }
  return u;
}

// The response of one group of pulses, its starting point included.
void add_fits(Table& table, const PulseSeries& series, const std::vector<double>& weights) {
  std::vector<double> index, label, quality, change;
  for (int group = 0; group <= series.points.back().group; ++group) {
    std::vector<double> response;
    for (std::size_t i = 0; i < series.points.size(); ++i) {
      if (series.points[i].group != group) continue;
      if (response.empty()) response.push_back(weights[i]);
      if (std::isfinite(weights[i + 1])) response.push_back(weights[i + 1]);
    }
    const CurveFit fit = fit_curve(response);
    index.push_back(group);
    label.push_back(fit.nonlinearity);
    quality.push_back(fit.r_squared);
    change.push_back(response.back() - response.front());
  }
  Table& fits = table.group("pulse_response");
  fits.add_axis({"group", "1", "entry of the sequence", index, {}});
  fits.add("nonlinearity", "1", {"group"}, std::move(label),
           "NeuroSim's label NL of the group's response");
  fits.add("r_squared", "1", {"group"}, std::move(quality), "of that fit");
  fits.add("weight_change", "1", {"group"}, std::move(change), "over the whole group");
}

void add_levels(Table& table, const PhaseChangeCell& cell, double low, double high, double sigma) {
  const double noise = std::max(cell.probe().noise(low), cell.probe().noise(high));
  table.set("transmission_lowest", low);
  table.set("transmission_highest", high);
  table.set("read_noise", noise);
  table.set("usable_levels", 1 + std::floor((high - low) / (2 * sigma * noise)));
  table.set("usable_levels_sigma", sigma);
}

void add_updates(Table& table, const PulseSeries& series, const PulseTrainParameters& p,
                 const PhaseChangeCell& cell) {
  std::vector<double> weights{series.start.transmission};
  for (const PulsePoint& point : series.points) weights.push_back(point.readout.transmission);
  double low = weights[0], high = weights[0];
  for (const double w : weights) low = std::fmin(low, w), high = std::fmax(high, w);
  const double range = high > low ? high - low : 1;
  for (double& w : weights) w = (w - low) / range;
  const Updates u = updates_of(weights);
  Axis axis{"weight", "1", "transmission between the lowest and the highest seen, 0 to 1", {}, {}};
  for (int i = 0; i < p.weights; ++i)
    axis.values.push_back(static_cast<double>(i) / (p.weights - 1));
  table.add_axis(std::move(axis));
  table.add("update_up", "1", {"weight"}, update_table(u.up_before, u.up, p.weights),
            "rise of the weight by one pulse; NaN where no pulse started");
  table.add("update_down", "1", {"weight"}, update_table(u.down_before, u.down, p.weights),
            "fall of the weight by one pulse; NaN where no pulse started");
  add_levels(table, cell, low, high, p.sigma);
  add_fits(table, series, weights);
}

Table pulse_train(const Device& device, const PulseTrainParameters& p, const Context& context) {
  const PhaseChangeCell& cell = offer<PhaseChangeCell>(device);
  const double start = read_start(p.start, "start");
  const PulseSeries series = run_train(cell, start, p.sequence, context);
  Table table;
  Axis axis{"pulse", "1", "pulse, counted from 0", {}, {}};
  for (std::size_t i = 0; i < series.points.size(); ++i)
    axis.values.push_back(static_cast<double>(i));
  table.add_axis(std::move(axis));
  add_columns(table, series);
  table.set("start_crystalline_fraction", series.start_crystalline);
  table.set("start_transmission", series.start.transmission);
  table.set("assumptions", cell.assumptions());
  table.set("endurance", std::string("not modelled"));
  add_updates(table, series, p, cell);
  return table;
}

}  // namespace

void register_pulse_train(ExperimentRegistry& experiments) {
  experiments.add<PulseTrainParameters>(
      "pulse_train", "weights written by a train of light pulses, and their update tables",
      pulse_train);
}

}  // namespace verdet
