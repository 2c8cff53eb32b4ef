#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>

#include "verdet/base/text.hpp"
#include "verdet/base/units.hpp"
#include "verdet/experiments/input/waveform.hpp"
#include "verdet/tables/hdf5.hpp"

namespace verdet {
namespace {

/// Two columns in SI, with what to call a row in a message.
struct Samples {
  std::vector<double> times, powers;
  std::string file;
  std::vector<int> lines;  // of a text file; empty otherwise

  [[noreturn]] void fail(std::size_t row, const std::string& what) const {
    Place place{.file = file, .line = lines.empty() ? 0 : lines[row], .column = 1, .text = {}};
    if (lines.empty()) throw InputError(fmt::format("{}: sample {}: {}", file, row, what));
    throw InputError({Fault{place, "experiment.input.waveform", what}});
  }
};

/// "power (mW)" or "power [mW]".
std::string name_of(const std::string& header) {
  return trim(std::string_view(header).substr(0, header.find_first_of("([")));
}
/// The size of that unit in SI.
double unit_of(const std::string& header, const std::string& si_unit) {
  const std::size_t open = header.find_first_of("([");
  if (open == std::string::npos) return 1;
  const std::size_t close = header.find_first_of(")]", open);
  return unit_ratio(trim(std::string_view(header).substr(open + 1, close - open - 1)), si_unit);
}

std::size_t find_column(const std::vector<std::string>& header, const std::string& wanted,
                        const std::string& file) {
  std::vector<std::string> names;
  for (const std::string& cell : header) names.push_back(name_of(cell));
  const auto found = std::find(names.begin(), names.end(), wanted);
  if (found == names.end())
    throw InputError(
        fmt::format("{}:1: no column '{}'{}", file, wanted, suggestion(wanted, names)));
  return static_cast<std::size_t>(found - names.begin());
}

double read_cell(const std::vector<std::string>& cells, std::size_t column,
                 const Samples& samples) {
  const std::size_t row = samples.lines.size() - 1;
  if (column >= cells.size())
    samples.fail(row, fmt::format("{} columns where {} are due", cells.size(), column + 1));
  try {
    return parse_number(trim(cells[column]));
  } catch (const InputError& error) {
    samples.fail(row, error.message());
  }
}

Samples read_csv(const WaveformFile& shape) {
  std::ifstream in(shape.file);
  if (!in) throw InputError(fmt::format("{}: cannot be read; check the path", shape.file));
  Samples samples;
  samples.file = shape.file;
  std::string line;
  std::getline(in, line);
  const std::vector<std::string> header = split(line, ',');
  const std::size_t time = find_column(header, shape.time_column, shape.file);
  const std::size_t power = find_column(header, shape.power_column, shape.file);
  const double second = unit_of(header[time], "s");
  const double watt = unit_of(header[power], "W");
  for (int number = 2; std::getline(in, line); ++number) {
    if (trim(line).empty()) continue;
    samples.lines.push_back(number);
    const std::vector<std::string> cells = split(line, ',');
    samples.times.push_back(second * read_cell(cells, time, samples));
    samples.powers.push_back(watt * read_cell(cells, power, samples));
  }
  return samples;
}

Samples read_table(const WaveformFile& shape) {
  const Table table = read_hdf5(shape.file);
  Samples samples;
  samples.file = shape.file;
  const Variable& power = table.variable(shape.power_column);
  const Axis* axis = table.find_axis(shape.time_column);
  const double second = unit_ratio(axis ? axis->unit : table.variable(shape.time_column).unit, "s");
  samples.times = axis ? axis->values : table.variable(shape.time_column).values;
  for (double& t : samples.times) t *= second;
  samples.powers = power.values;
  for (double& p : samples.powers) p *= unit_ratio(power.unit, "W");
  if (samples.times.size() != samples.powers.size())
    throw InputError(fmt::format("{}: {} times but {} powers", shape.file, samples.times.size(),
                                 samples.powers.size()));
  return samples;
}

double median_interval(const std::vector<double>& times) {
  std::vector<double> steps;
  for (std::size_t i = 1; i < times.size(); ++i) steps.push_back(times[i] - times[i - 1]);
  std::nth_element(steps.begin(), steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2),
                   steps.end());
  return steps[steps.size() / 2];
}

void check_values(const Samples& samples) {
  if (samples.times.size() < 2)
    throw InputError(fmt::format("{}: at least two samples are needed", samples.file));
  for (std::size_t i = 0; i < samples.times.size(); ++i) {
    if (!std::isfinite(samples.times[i]) || !std::isfinite(samples.powers[i]))
      samples.fail(i, "not a number; remove the row or fill it in");
    if (samples.powers[i] < 0)
      samples.fail(i, fmt::format("power {:g} W is negative; subtract the detector's offset",
                                  samples.powers[i]));
    if (i > 0 && samples.times[i] <= samples.times[i - 1])
      samples.fail(i, fmt::format("time runs backwards: {:g} s after {:g} s; sort the rows",
                                  samples.times[i], samples.times[i - 1]));
  }
}

void check_spacing(const Samples& samples, double bandwidth, double duration) {
  const double usual = median_interval(samples.times);
  double longest = 0;
  for (std::size_t i = 1; i < samples.times.size(); ++i) {
    const double step = samples.times[i] - samples.times[i - 1];
    longest = std::max(longest, step);
    if (step > 10 * usual)
      samples.fail(i, fmt::format("a gap of {} where samples are {} apart; fill it in",
                                  format_quantity(step, "s"), format_quantity(usual, "s")));
  }
  if (bandwidth > 0 && longest > 0.5 / bandwidth)
    throw InputError(
        fmt::format("{}: samples {} apart cannot hold a bandwidth of {}: sample at least every {}",
                    samples.file, format_quantity(longest, "s"), format_quantity(bandwidth, "Hz"),
                    format_quantity(0.5 / bandwidth, "s")));
  // The last sample may end one interval early: n samples of n intervals.
  if (samples.times.back() + 1.001 * usual < duration)
    throw InputError(fmt::format("{}: ends at {}, before the run's {}; shorten 'duration'",
                                 samples.file, format_quantity(samples.times.back(), "s"),
                                 format_quantity(duration, "s")));
}

}  // namespace

PiecewiseLinear amplitude_of(const WaveformFile& shape, double duration) {
  const bool hdf5 = shape.file.ends_with(".h5") || shape.file.ends_with(".nc");
  Samples samples = hdf5 ? read_table(shape) : read_csv(shape);
  check_values(samples);
  check_spacing(samples, shape.bandwidth, duration);
  for (double& power : samples.powers) power = std::sqrt(power);
  return {std::move(samples.times), std::move(samples.powers)};
}

}  // namespace verdet
