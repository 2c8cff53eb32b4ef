#include "verdet/experiments/transient/job.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "verdet/base/text.hpp"

namespace verdet {
namespace {

// Roots of joules and watts are beyond the units' grammar: such values are plain SI numbers.
double read_value(const Node& value, const char* unit, const std::string& path) {
  try {
    if (std::string_view(unit).ends_with("^0.5")) return parse_number(value.as_text());
    return parse_quantity(value.as_text(), Kind::Quantity, unit);
  } catch (const InputError& error) {
    value.fail(error.message(), path);
  }
}

template <class List>
std::vector<double> read_values(const Node& node, const List& list, const std::string& path) {
  std::vector<double> values(list.size(), 0.0);
  if (node.is_null()) return values;
  std::vector<std::string> names;
  for (const auto& item : list) names.emplace_back(item.name);
  for (const auto& [key, value] : node.entries()) {
    const auto found = std::find(names.begin(), names.end(), key);
    if (found == names.end())
      value.fail(fmt::format("no such name '{}'{}", key, suggestion(key, names)), path);
    const auto i = static_cast<std::size_t>(found - names.begin());
    values[i] = read_value(value, list[i].unit, path + "." + key);
  }
  return values;
}

bool is_constant(const Drive& drive) {
  return drive.tones.empty() && std::all_of(drive.inputs.begin(), drive.inputs.end(),
                                            [](auto& input) { return input.times.size() == 1; });
}

}  // namespace

std::vector<double> read_states(const Node& node, const Dynamics& dynamics) {
  const auto states = dynamics.states();
  std::vector<double> values = read_values(node, states, "experiment.initial");
  for (std::size_t i = 0; i < values.size(); ++i)
    if (states[i].non_negative && values[i] < 0)
      node.at(states[i].name)
          .fail(fmt::format("{} cannot be negative", states[i].name),
                std::string("experiment.initial.") + states[i].name);
  return values;
}

std::vector<double> read_inputs(const Node& node, const Dynamics& dynamics) {
  return read_values(node, dynamics.inputs(), "experiment.inputs");
}

Drive drive_of(const Dynamics& dynamics, const TransientParameters& p) {
  Drive drive;
  for (const double value : read_inputs(p.inputs, dynamics))
    drive.inputs.push_back(PiecewiseLinear::constant(value));
  if (p.input.given()) add_laser(dynamics, p.input, p.duration, drive);
  return drive;
}

std::vector<double> sample_times(const TransientParameters& p) {
  return SampleRequest::uniform(0, p.duration, static_cast<std::size_t>(p.samples), {}).times;
}

EnsembleMethod ensemble_method(TransientMethod method) {
  if (method == TransientMethod::Rosenbrock) return EnsembleMethod::Rosenbrock;
  if (method == TransientMethod::DormandPrince) return EnsembleMethod::DormandPrince;
  return EnsembleMethod::Automatic;
}

std::vector<const Dynamics*> dynamics_of(const TransientBatch& batch) {
  std::vector<const Dynamics*> list;
  for (const Device* device : batch.devices)
    list.push_back(!list.empty() && device == batch.devices[list.size() - 1]
                       ? list.back()
                       : &offer<Dynamics>(*device));
  return list;
}

TransientJob::TransientJob(const std::vector<const Dynamics*>& dynamics,
                           const TransientBatch& batch)
    : model_(dynamics.front()->lanes()) {
  const TransientParameters& first = *batch.settings.front();
  for (const Dynamics* one : dynamics) {
    const std::vector<double> own = one->lane_coefficients();
    coefficients_.insert(coefficients_.end(), own.begin(), own.end());
  }
  initial_ = read_states(first.initial, *dynamics.front());
  observation_ =
      read_observation(first.observe, *dynamics.front(), first.observe_from, first.most_spikes);
  problem_.coefficients = coefficients_;
  problem_.initial = initial_;
  problem_.end = first.duration;
  problem_.tolerances = first.tolerances();
  problem_.method = ensemble_method(first.method);
  problem_.output.probes = observation_.probes;
  if (observation_.figures.empty()) {
    std::vector<int> channels(model_->channels());
    for (std::size_t i = 0; i < channels.size(); ++i) channels[i] = static_cast<int>(i);
    problem_.output.samples = {sample_times(first), std::move(channels)};
  }
  set_drives(dynamics, batch);
}

// Constant inputs become factors of one drive, which has a faster kernel.
void TransientJob::set_drives(const std::vector<const Dynamics*>& dynamics,
                              const TransientBatch& batch) {
  bool constant = true;
  for (std::size_t i = 0; i < batch.size(); ++i) {
    Drive drive = drive_of(*dynamics[i], *batch.settings[i]);
    constant = constant && is_constant(drive);
    for (const PiecewiseLinear& input : drive.inputs) input_scale_.push_back(input.values.front());
    if (problem_.drives.empty() || !(problem_.drives.back() == drive))
      problem_.drives.push_back(std::move(drive));
    drive_of_point_.push_back(static_cast<std::uint32_t>(problem_.drives.size() - 1));
  }
  if (constant) {
    problem_.drives = {{std::vector(model_->inputs, PiecewiseLinear::constant(1.0)), {}}};
    problem_.input_scale = input_scale_;
  } else {
    problem_.drive_of_point = drive_of_point_;
  }
}

}  // namespace verdet
