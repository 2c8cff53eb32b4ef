#include "verdet/experiments/transient/columns.hpp"

#include <cmath>
#include <numeric>

namespace verdet {
namespace {

// Every stride-th value from `first`.
std::vector<double> column(std::span<const double> values, std::size_t first, std::size_t stride) {
  std::vector<double> list;
  list.reserve(values.size() / stride);
  for (std::size_t i = first; i < values.size(); i += stride) list.push_back(values[i]);
  return list;
}

std::vector<double> figure_column(const Figure& figure, const EnsembleResult& result) {
  std::vector<double> list;
  const std::size_t probes = result.probes.size() / result.points;
  for (std::size_t i = 0; i < result.points; ++i)
    list.push_back(result.outcomes[i].status == OdeStatus::Done
                       ? figure.value(result.probes[i * probes + figure.probe])
                       : std::nan(""));
  return list;
}

// Times of spikes, padded with NaN to the length of their axis.
void add_spikes(Table& table, const Figure& figure, const TransientJob& job,
                const EnsembleResult& result, std::vector<std::string> axes) {
  const ProbeRequest& request = job.observation().probes[figure.probe];
  const auto most = static_cast<std::size_t>(request.most_spikes);
  if (!table.find_axis("spike")) {
    std::vector<double> numbers(most);
    std::iota(numbers.begin(), numbers.end(), 0.0);
    table.add_axis({"spike", "1", "number of the spike", std::move(numbers), {}});
  }
  axes.emplace_back("spike");
  std::vector<double> times;
  const std::size_t probes = result.probes.size() / result.points;
  for (std::size_t i = 0; i < result.points; ++i) {
    const std::vector<double>& spikes = result.probes[i * probes + figure.probe].spikes;
    times.insert(times.end(), spikes.begin(), spikes.end());
    times.resize((i + 1) * most, std::nan(""));
  }
  table.add(figure.name, figure.unit, axes, std::move(times), figure.meaning);
}

void add_results(Table& table, const Dynamics& dynamics, const TransientJob& job,
                 const EnsembleResult& result, std::vector<std::string> axes) {
  for (const Figure& figure : job.observation().figures)
    if (figure.value)
      table.add(figure.name, figure.unit, axes, figure_column(figure, result), figure.meaning);
    else
      add_spikes(table, figure, job, result, axes);
  const SampleRequest& samples = job.problem().output.samples;
  if (samples.times.empty()) return;
  table.add_axis({"time", "s", "time", samples.times, {}});
  axes.emplace_back("time");
  const std::vector<Signal> channels = channels_of(dynamics);
  for (std::size_t c = 0; c < channels.size(); ++c)
    table.add(channels[c].name, channels[c].unit, axes, column(result.samples, c, channels.size()),
              channels[c].meaning);
}

void set_method(Table& table, const EnsembleResult& result) {
  table.set("method", std::string(name(result.method)) + " in lanes");
  if (!result.reason.empty()) table.set("method_reason", result.reason);
}

}  // namespace

Table waveform_table(const Dynamics& dynamics, const std::vector<double>& times,
                     std::span<const double> samples) {
  Table table;
  table.add_axis({"time", "s", "time", times, {}});
  const std::vector<Signal> channels = channels_of(dynamics);
  for (std::size_t c = 0; c < channels.size(); ++c)
    table.add(channels[c].name, channels[c].unit, {"time"}, column(samples, c, channels.size()),
              channels[c].meaning);
  return table;
}

void set_statistics(Table& table, const StepStatistics& steps) {
  table.set("steps_accepted", static_cast<double>(steps.accepted));
  table.set("steps_rejected", static_cast<double>(steps.rejected));
  table.set("rate_evaluations", static_cast<double>(steps.rates));
  table.set("jacobian_evaluations", static_cast<double>(steps.jacobians));
}

Table single_table(const Dynamics& dynamics, const TransientJob& job,
                   const EnsembleResult& result) {
  Table table;
  add_results(table, dynamics, job, result, {});
  set_method(table, result);
  set_statistics(table, result.outcomes.front().steps);
  return table;
}

Table batch_table(const Dynamics& dynamics, const TransientJob& job, const EnsembleResult& result) {
  Table table;
  std::vector<double> numbers(result.points);
  std::vector<std::int32_t> accepted, rejected;
  for (std::size_t i = 0; i < result.points; ++i) {
    numbers[i] = static_cast<double>(i);
    accepted.push_back(static_cast<std::int32_t>(result.outcomes[i].steps.accepted));
    rejected.push_back(static_cast<std::int32_t>(result.outcomes[i].steps.rejected));
  }
  table.add_axis({kPointAxis, "1", "", numbers, {}});
  add_results(table, dynamics, job, result, {kPointAxis});
  table.add_count("steps_accepted", {kPointAxis}, std::move(accepted), "steps of the solver");
  table.add_count("steps_rejected", {kPointAxis}, std::move(rejected), "steps tried in vain");
  set_method(table, result);
  return table;
}

}  // namespace verdet
