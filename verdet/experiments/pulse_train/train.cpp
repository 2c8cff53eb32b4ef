#include "verdet/experiments/pulse_train/train.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>

namespace verdet {
namespace {

int failure_of(const PulseOutcome& outcome, const CellLimits& limits) {
  if (outcome.peak_temperature > limits.film) return 2;
  return outcome.peak_guide > limits.guide ? 1 : 0;
}

void warn_failure(int failure, std::size_t pulse, const PulseOutcome& outcome,
                  const CellLimits& limits, const Context& context) {
  if (failure == 2)
    context.warn(fmt::format(
        "pulse {}: the film reaches {:.0f} K, above its stated limit of {:.0f} K (ablation); this "
        "pulse and all later ones are marked failed; lower power or width",
        pulse, outcome.peak_temperature, limits.film));
  if (failure == 1)
    context.warn(fmt::format(
        "pulse {}: core and cladding reach {:.0f} K and melt above {:.0f} K; the point is marked; "
        "lower power or width",
        pulse, outcome.peak_guide, limits.guide));
}

void read_into(PulsePoint& point, const PhaseChangeCell& device, const FilmState& state) {
  point.readout = device.cell().read(state, device.wavelength());
  point.slope = transmission_slope(device, state);
  point.crystalline = device.cell().mean_crystalline(state);
  point.read_noise = device.read_noise(state);
}

// A film that is lost reads nothing.
void lose(PulsePoint& point) {
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  point.readout = {kNone, kNone};
  point.slope = point.crystalline = point.read_noise = kNone;
  point.failure = 2;
}

}  // namespace

double read_start(const Node& node, const std::string& path) {
  if (node.is_text() && node.as_text() == "crystalline") return 1;
  if (node.is_text() && node.as_text() == "amorphous") return 0;
  double value = 0;
  try {
    value = parse_number(node.as_text());
  } catch (const InputError&) {
    node.fail("a state is `crystalline`, `amorphous` or a crystalline fraction from 0 to 1", path);
  }
  if (!(value >= 0 && value <= 1))
    node.fail(fmt::format("the crystalline fraction {:g} lies outside 0 to 1", value), path);
  return value;
}

std::vector<double> read_starts(const Node& node, const std::string& path) {
  if (!node.is_list()) return {read_start(node, path)};
  std::vector<double> list;
  for (const Node& item : node.items()) list.push_back(read_start(item, path));
  if (list.empty()) node.fail("at least one state is needed", path);
  return list;
}

// Far within the width of any resonance, far above rounding.
double transmission_slope(const PhaseChangeCell& device, const FilmState& state) {
  if (device.one_wavelength()) return std::numeric_limits<double>::quiet_NaN();
  const double step = 1e-7 * device.wavelength();
  const auto at = [&](double wavelength) {
    return device.cell().read(state, wavelength).transmission;
  };
  return (at(device.wavelength() + step) - at(device.wavelength() - step)) / (2 * step);
}

PulseSeries run_train(const PhaseChangeCell& device, double crystalline,
                      const std::vector<PulseGroup>& sequence, const Context& context,
                      const Chance& chance) {
  const CellModel& cell = device.cell();
  const CellLimits limits = device.limits();
  FilmState state = cell.start(crystalline);
  state.chance = chance;
  PulseSeries series{cell.read(state, device.wavelength()),
                     cell.mean_crystalline(state),
                     device.read_noise(state),
                     {},
                     {}};
  bool lost = false;
  for (std::size_t group = 0; group < sequence.size(); ++group) {
    const PulseGroup& g = sequence[group];
    for (int i = 0; i < g.count; ++i) {
      PulsePoint point;
      const std::vector<WritePulse> pulses = g.pulses(i);
      point.group = static_cast<int>(group);
      point.pulse = pulses.front();
      if (!lost) {
        point.outcome = cell.apply(state, pulses, g.period, context);
        point.failure = failure_of(point.outcome, limits);
        warn_failure(point.failure, series.points.size(), point.outcome, limits, context);
        lost = point.failure == 2;
      }
      if (lost)
        lose(point);
      else
        read_into(point, device, state);
      series.points.push_back(point);
    }
  }
  series.end = std::move(state);
  return series;
}

}  // namespace verdet
