#include "verdet/experiments/pulse_train/responses.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "verdet/experiments/pulse_train/pulse_curve.hpp"

namespace verdet {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr double kNothing = 1e-9;  ///< smaller changes of a weight, from 0 to 1, are rounding

template <class Get>
void column(Table& table, const PulseResponses& r, const char* name, const char* unit,
            const char* meaning, Get&& get) {
  std::vector<double> values;
  for (const PulseSeries& series : r.series)
    for (const PulsePoint& point : series.points) values.push_back(get(point));
  table.add(name, unit, r.axes("pulse"), std::move(values), meaning);
}

// What does not depend on the start.
template <class Get>
void pulse_column(Table& table, const std::vector<PulsePoint>& points, const char* name,
                  const char* unit, const char* meaning, Get&& get) {
  std::vector<double> values;
  for (const PulsePoint& point : points) values.push_back(get(point));
  table.add(name, unit, {"pulse"}, std::move(values), meaning);
}

void add_axes(Table& table, const PulseResponses& r) {
  if (r.listed)
    table.add_axis({"start", "1", "crystalline fraction before the first pulse", r.starts, {}});
  Axis axis{"pulse", "1", "pulse, counted from 0", {}, {}};
  for (std::size_t i = 0; i < r.series[0].points.size(); ++i)
    axis.values.push_back(static_cast<double>(i));
  table.add_axis(std::move(axis));
}

void add_state(Table& table, const PulseResponses& r) {
  column(table, r, "transmission", "1", "transmission after the pulse",
         [](const PulsePoint& p) { return p.readout.transmission; });
  column(table, r, "phase", "rad", "phase after the pulse",
         [](const PulsePoint& p) { return p.readout.phase; });
  column(table, r, "crystalline_fraction", "1", "crystalline fraction of the film",
         [](const PulsePoint& p) { return p.crystalline; });
}

void add_reading(Table& table, const PulseResponses& r) {
  const double lowest = r.lowest();
  column(table, r, "contrast", "1", "transmission over the lowest one seen, less 1",
         [lowest](const PulsePoint& p) {
           return lowest > 0 ? p.readout.transmission / lowest - 1 : kNone;
         });
  column(table, r, "transmission_slope", "m^-1", "slope of the transmission over wavelength",
         [](const PulsePoint& p) { return p.slope; });
  column(table, r, "read_noise", "1", "standard deviation of one reading of the transmission",
         [](const PulsePoint& p) { return p.read_noise; });
}

// A column for each kind of source that the sequence uses: NaN for the pulses of another one.
void add_pulses(Table& table, const PulseResponses& r) {
  struct Source {
    PulseDrive drive;
    const char *name, *unit, *meaning;
  };
  constexpr Source kSources[] = {
      {PulseDrive::light, "power", "W", "peak of the pulse in the guide in front of the cell"},
      {PulseDrive::voltage, "voltage", "V", "peak of the pulse of the heater's source"},
      {PulseDrive::current, "current", "A", "peak of the pulse of the heater's source"}};
  const std::vector<PulsePoint>& points = r.series[0].points;
  for (const Source& source : kSources) {
    const auto of = [&](const PulsePoint& p) { return p.pulse.drive == source.drive; };
    if (std::none_of(points.begin(), points.end(), of)) continue;
    pulse_column(table, points, source.name, source.unit, source.meaning,
                 [&](const PulsePoint& p) { return of(p) ? p.pulse.power : kNone; });
  }
}

void add_writing(Table& table, const PulseResponses& r) {
  column(table, r, "peak_temperature", "K", "highest temperature of the film",
         [](const PulsePoint& p) { return p.outcome.peak_temperature; });
  column(table, r, "peak_guide_temperature", "K", "highest temperature of core and cladding",
         [](const PulsePoint& p) { return p.outcome.peak_guide; });
  column(table, r, "energy_absorbed", "J",
         "energy set free in the film, by light or over it by the heater",
         [](const PulsePoint& p) { return p.outcome.absorbed; });
  column(table, r, "energy_delivered", "J",
         "energy in front of the cell, or drawn from the heater's source",
         [](const PulsePoint& p) { return p.outcome.delivered; });
  column(table, r, "latency", "s",
         "from the pulse's start until the film is below its glass transition",
         [](const PulsePoint& p) { return p.outcome.latency; });
  column(table, r, "cool_down_time", "s", "from the pulse's end until then",
         [](const PulsePoint& p) { return std::max(0.0, p.outcome.latency - p.pulse.duration()); });
  pulse_column(table, r.series[0].points, "width", "s", "width of the pulse at half maximum",
               [](const PulsePoint& p) { return p.pulse.width; });
  std::vector<std::int32_t> groups, failures;
  for (const PulsePoint& point : r.series[0].points) groups.push_back(point.group);
  for (const PulseSeries& series : r.series)
    for (const PulsePoint& point : series.points) failures.push_back(point.failure);
  table.add_count("group", {"pulse"}, std::move(groups), "which entry of the sequence");
  table.add_count("failure", r.axes("pulse"), std::move(failures),
                  "0 none, 1 core or cladding melts, 2 film ablated");
}

// Weight before each pulse, and a number of that pulse.
struct Updates {
  std::vector<double> up_before, up, down_before, down;
};

// A pulse that changes nothing tells of both directions: its weight is at an end.
Updates updates_of(const std::vector<double>& weights, std::span<const double> of_pulse) {
  Updates u;
  for (std::size_t i = 0; i + 1 < weights.size(); ++i) {
    const double change = weights[i + 1] - weights[i];
    if (!std::isfinite(change)) continue;
    if (change >= -kNothing) {
      u.up_before.push_back(weights[i]);
      u.up.push_back(of_pulse[i]);
    }
    if (change <= kNothing) {
      u.down_before.push_back(weights[i]);
      u.down.push_back(of_pulse[i]);
    }
  }
  return u;
}

struct GroupFits {
  std::vector<double> label, quality, change;
};

// The response of each group of pulses, its starting point included.
void fit_groups(const PulseSeries& series, const std::vector<double>& weights, GroupFits& fits) {
  for (int group = 0; group <= series.points.back().group; ++group) {
    std::vector<double> response;
    for (std::size_t i = 0; i < series.points.size(); ++i) {
      if (series.points[i].group != group) continue;
      if (response.empty()) response.push_back(weights[i]);
      if (std::isfinite(weights[i + 1])) response.push_back(weights[i + 1]);
    }
    const double change = response.back() - response.front();
    const bool moved = std::abs(change) > kNothing && response.size() > 2;
    const CurveFit fit = moved ? fit_curve(response) : CurveFit{kNone, kNone, kNone};
    fits.label.push_back(fit.nonlinearity);
    fits.quality.push_back(fit.r_squared);
    fits.change.push_back(change);
  }
}

// Those of the first group that rises and of the first that falls; NaN where one is missing.
void add_nonlinearity(Table& table, const GroupFits& fits) {
  double up = kNone, down = kNone;
  for (std::size_t i = 0; i < fits.label.size(); ++i) {
    if (fits.change[i] > kNothing && std::isnan(up)) up = fits.label[i];
    if (fits.change[i] < -kNothing && std::isnan(down)) down = fits.label[i];
  }
  table.set("nonlinearity_up", up);
  table.set("nonlinearity_down", down);
  table.set("asymmetry", std::abs(up - down));
}

void add_fits(Table& table, const PulseResponses& r) {
  GroupFits fits;
  for (const PulseSeries& series : r.series) fit_groups(series, r.weights(series), fits);
  add_nonlinearity(table, fits);
  Table& group = table.group("pulse_response");
  if (r.listed)
    group.add_axis({"start", "1", "crystalline fraction before the first pulse", r.starts, {}});
  std::vector<double> index;
  for (int i = 0; i <= r.series[0].points.back().group; ++i) index.push_back(i);
  group.add_axis({"group", "1", "entry of the sequence", index, {}});
  const std::vector<std::string> axes = r.axes("group");
  group.add("nonlinearity", "1", axes, std::move(fits.label),
            "NeuroSim's label NL of the group's response; NaN where it moved nothing");
  group.add("r_squared", "1", axes, std::move(fits.quality), "of that fit");
  group.add("weight_change", "1", axes, std::move(fits.change), "over the whole group");
}

}  // namespace

std::vector<std::string> PulseResponses::axes(const char* name) const {
  return listed ? std::vector<std::string>{"start", name} : std::vector<std::string>{name};
}

double PulseResponses::lowest() const {
  double low = series[0].start.transmission;
  for (const PulseSeries& one : series) {
    low = std::fmin(low, one.start.transmission);
    for (const PulsePoint& point : one.points) low = std::fmin(low, point.readout.transmission);
  }
  return low;
}

double PulseResponses::highest() const {
  double high = series[0].start.transmission;
  for (const PulseSeries& one : series) {
    high = std::fmax(high, one.start.transmission);
    for (const PulsePoint& point : one.points) high = std::fmax(high, point.readout.transmission);
  }
  return high;
}

std::vector<double> PulseResponses::weights(const PulseSeries& one) const {
  const double low = lowest(), range = highest() > low ? highest() - low : 1;
  std::vector<double> list{(one.start.transmission - low) / range};
  for (const PulsePoint& point : one.points)
    list.push_back((point.readout.transmission - low) / range);
  return list;
}

void add_pulse_columns(Table& table, const PulseResponses& responses) {
  add_axes(table, responses);
  add_state(table, responses);
  add_pulses(table, responses);
  add_writing(table, responses);
  add_reading(table, responses);
}

void add_over_weight(Table& table, const PulseResponses& responses, const UpdateColumns& columns,
                     std::span<const double> of_pulse) {
  const int points = static_cast<int>(table.axis("weight").size());
  std::vector<double> up, down;
  for (const PulseSeries& series : responses.series) {
    const std::size_t pulses = series.points.size();
    const Updates u = updates_of(responses.weights(series), of_pulse.first(pulses));
    of_pulse = of_pulse.subspan(pulses);
    const std::vector<double> rising = update_table(u.up_before, u.up, points);
    const std::vector<double> falling = update_table(u.down_before, u.down, points);
    up.insert(up.end(), rising.begin(), rising.end());
    down.insert(down.end(), falling.begin(), falling.end());
  }
  table.add(columns.up, "1", responses.axes("weight"), std::move(up), columns.up_meaning);
  table.add(columns.down, "1", responses.axes("weight"), std::move(down), columns.down_meaning);
}

void add_update_tables(Table& table, const PulseResponses& responses, int points) {
  Axis axis{"weight", "1", "transmission between the lowest and the highest seen, 0 to 1", {}, {}};
  for (int i = 0; i < points; ++i) axis.values.push_back(static_cast<double>(i) / (points - 1));
  table.add_axis(std::move(axis));
  std::vector<double> moved;
  for (const PulseSeries& series : responses.series) {
    const std::vector<double> weights = responses.weights(series);
    for (std::size_t i = 0; i + 1 < weights.size(); ++i)
      moved.push_back(std::abs(weights[i + 1] - weights[i]));
  }
  add_over_weight(
      table, responses,
      {"update_up", "update_down", "rise of the weight by one pulse; NaN where no pulse started",
       "fall of the weight by one pulse; NaN where no pulse started"},
      moved);
  add_fits(table, responses);
}

}  // namespace verdet
