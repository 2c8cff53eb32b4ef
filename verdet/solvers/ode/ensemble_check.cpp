#include "verdet/solvers/ode/ensemble_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace verdet {

namespace {

void check_finite(std::span<const double> values, std::size_t per_point, const char* what) {
  const auto bad =
      std::find_if(values.begin(), values.end(), [](double v) { return !std::isfinite(v); });
  if (bad == values.end()) return;
  const auto i = static_cast<std::size_t>(bad - values.begin());
  throw InputError(
      fmt::format("{} {} of point {} is not finite", what, i % per_point, i / per_point));
}

void check_size(std::size_t got, std::size_t wanted, const char* what) {
  if (got != wanted)
    throw InputError(fmt::format("{}: {} values where {} are due", what, got, wanted));
}

void check_output(const LaneModel& model, const EnsembleProblem& problem) {
  const auto check_channel = [&](int channel) {
    if (channel < 0 || static_cast<std::size_t>(channel) >= model.channels())
      throw InputError(
          fmt::format("channel {} asked for, the model has {}", channel, model.channels()));
  };
  const SampleRequest& samples = problem.output.samples;
  for (const int channel : samples.channels) check_channel(channel);
  for (const ProbeRequest& probe : problem.output.probes) {
    check_channel(probe.channel);
    if (!(probe.from < probe.to) || !(probe.from < problem.end) || !(probe.to > problem.begin))
      throw InputError(fmt::format("the window {:g} to {:g} s of a probe lies outside the run",
                                   probe.from, probe.to));
  }
  if (!std::is_sorted(samples.times.begin(), samples.times.end()))
    throw InputError("sample times must ascend");
  if (!samples.times.empty() &&
      !(samples.times.front() >= problem.begin && samples.times.back() <= problem.end))
    throw InputError("sample times must lie inside the run");
}

// The kernels hold the wiring of the tones once for all lanes.
void check_wiring(const std::vector<Drive>& drives) {
  for (const Drive& drive : drives)
    if (!std::equal(drive.tones.begin(), drive.tones.end(), drives.front().tones.begin(),
                    drives.front().tones.end(), [](const Tone& a, const Tone& b) {
                      return a.real_input == b.real_input && a.imaginary_input == b.imaginary_input;
                    }))
      throw InputError("all drives of an ensemble must put their carriers on the same inputs");
}

}  // namespace

std::size_t check(const LaneModel& model, const EnsembleProblem& problem) {
  check(problem.tolerances);
  if (problem.coefficients.empty() || problem.coefficients.size() % model.coefficients != 0)
    throw InputError(fmt::format("{} coefficients are not a multiple of the {} of one point",
                                 problem.coefficients.size(), model.coefficients));
  const std::size_t points = problem.coefficients.size() / model.coefficients;
  check_finite(problem.coefficients, model.coefficients, "coefficient");
  if (problem.initial.size() != model.states)
    check_size(problem.initial.size(), points * model.states, "initial states");
  check_finite(problem.initial, model.states, "initial state");
  if (!problem.input_scale.empty()) {
    check_size(problem.input_scale.size(), points * model.inputs, "input scales");
    check_finite(problem.input_scale, std::max<std::size_t>(model.inputs, 1), "input scale");
  }
  if (!problem.drive_of_point.empty())
    check_size(problem.drive_of_point.size(), points, "drives of points");
  for (const std::uint32_t drive : problem.drive_of_point)
    if (drive >= problem.drives.size())
      throw InputError(
          fmt::format("drive {} asked for, there are {}", drive, problem.drives.size()));
  if (!problem.expected_cost.empty())
    check_size(problem.expected_cost.size(), points, "expected costs");
  check_wiring(problem.drives);
  check_output(model, problem);
  return points;
}

SampleRequest SampleRequest::uniform(double from, double to, std::size_t count,
                                     std::vector<int> channels) {
  if (count < 2 || !(from < to))
    throw InputError("uniform samples need at least two times, the first before the last");
  SampleRequest request;
  request.channels = std::move(channels);
  for (std::size_t k = 0; k < count; ++k)
    request.times.push_back(k + 1 == count ? to
                                           : from + (to - from) * static_cast<double>(k) /
                                                        static_cast<double>(count - 1));
  return request;
}

}  // namespace verdet
