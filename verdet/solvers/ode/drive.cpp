#include "verdet/solvers/ode/drive.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "verdet/base/error.hpp"

namespace verdet {

namespace {

void check_curve(const PiecewiseLinear& curve, const std::string& name) {
  if (curve.times.size() != curve.values.size())
    throw InputError(name + " has " + std::to_string(curve.times.size()) + " times for " +
                     std::to_string(curve.values.size()) + " values");
  for (std::size_t k = 0; k < curve.times.size(); ++k) {
    const std::string where = name + ", knot " + std::to_string(k);
    if (!std::isfinite(curve.times[k])) throw InputError(where + ": the time is not finite");
    if (!std::isfinite(curve.values[k])) throw InputError(where + ": the value is not finite");
    if (k > 0 && curve.times[k] < curve.times[k - 1])
      throw InputError(where + ": time runs backwards");
  }
}

// The straight line that a curve follows just after `t` (the last knot not after t counts).
DriveTable::Line line_after(const PiecewiseLinear& curve, double t) {
  if (curve.times.empty()) return {0, 0};
  const auto next = std::upper_bound(curve.times.begin(), curve.times.end(), t);
  if (next == curve.times.begin()) return {curve.values.front(), 0};
  if (next == curve.times.end()) return {curve.values.back(), 0};
  const auto k = static_cast<std::size_t>(next - curve.times.begin());
  const double slope =
      (curve.values[k] - curve.values[k - 1]) / (curve.times[k] - curve.times[k - 1]);
  return {curve.values[k - 1] + slope * (t - curve.times[k - 1]), slope};
}

void check_tone(const Tone& tone, std::size_t inputs, const std::string& name) {
  check_curve(tone.amplitude, "the amplitude of " + name);
  const int count = static_cast<int>(inputs);
  if (tone.real_input < 0 || tone.real_input >= count || tone.imaginary_input < 0 ||
      tone.imaginary_input >= count || tone.real_input == tone.imaginary_input)
    throw InputError(name + " must name two different inputs below " + std::to_string(inputs));
  if (!std::isfinite(tone.angular_frequency) || !std::isfinite(tone.phase))
    throw InputError(name + ": frequency and phase must be finite");
}

std::vector<const PiecewiseLinear*> checked_channels(const Drive& drive, std::size_t inputs) {
  static const PiecewiseLinear kAbsent;
  if (drive.inputs.size() > inputs)
    throw InputError("the drive has " + std::to_string(drive.inputs.size()) +
                     " signals for a system of " + std::to_string(inputs) + " inputs");
  std::vector<const PiecewiseLinear*> channels(inputs, &kAbsent);
  for (std::size_t i = 0; i < drive.inputs.size(); ++i) {
    check_curve(drive.inputs[i], "input " + std::to_string(i));
    channels[i] = &drive.inputs[i];
  }
  if (drive.tones.size() > DriveTable::kMostTones)
    throw InputError("a drive has at most " + std::to_string(DriveTable::kMostTones) +
                     " carriers beside the reference, not " + std::to_string(drive.tones.size()));
  for (std::size_t i = 0; i < drive.tones.size(); ++i) {
    check_tone(drive.tones[i], inputs, "tone " + std::to_string(i));
    channels.push_back(&drive.tones[i].amplitude);
  }
  return channels;
}

std::vector<double> break_points(const std::vector<const PiecewiseLinear*>& channels, double from,
                                 double to, std::span<const double> stops) {
  std::vector<double> times{from, to};
  const auto add = [&](double t) {
    if (t > from && t < to) times.push_back(t);
  };
  for (const PiecewiseLinear* channel : channels)
    for (const double t : channel->times) add(t);
  for (const double t : stops) add(t);
  std::sort(times.begin(), times.end());
  times.erase(std::unique(times.begin(), times.end()), times.end());
  return times;
}

}  // namespace

double PiecewiseLinear::operator()(double t) const {
  return line_after(*this, t).start;
}

void Drive::evaluate(double t, std::span<double> u) const {
  std::fill(u.begin(), u.end(), 0.0);
  for (std::size_t i = 0; i < inputs.size(); ++i) u[i] = inputs[i](t);
  for (const Tone& tone : tones) {
    const double amplitude = tone.amplitude(t);
    const double phase = tone.angular_frequency * t + tone.phase;
    u[static_cast<std::size_t>(tone.real_input)] += amplitude * std::cos(phase);
    u[static_cast<std::size_t>(tone.imaginary_input)] -= amplitude * std::sin(phase);
  }
}

DriveTable tabulate(const Drive& drive, std::size_t inputs, double from, double to,
                    std::span<const double> stops) {
  if (!std::isfinite(from) || !std::isfinite(to) || !(from < to))
    throw InputError("a run must end after it begins, at finite times");
  const auto channels = checked_channels(drive, inputs);
  DriveTable table;
  table.channels = channels.size();
  table.times = break_points(channels, from, to, stops);
  for (std::size_t k = 0; k + 1 < table.times.size(); ++k)
    for (const PiecewiseLinear* channel : channels)
      table.lines.push_back(line_after(*channel, table.times[k]));
  const bool varies = std::any_of(table.lines.begin(), table.lines.end(),
                                  [](const DriveTable::Line& line) { return line.slope != 0; });
  for (const Tone& tone : drive.tones)
    table.carriers.push_back(
        {tone.real_input, tone.imaginary_input, tone.angular_frequency, tone.phase});
  table.shape = !drive.tones.empty() ? DriveShape::Toned
                : varies             ? DriveShape::Linear
                                     : DriveShape::Constant;
  return table;
}

}  // namespace verdet
