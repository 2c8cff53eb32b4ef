#include "verdet/studies/sweep/evaluate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "verdet/base/bind.hpp"
#include "verdet/studies/grid.hpp"

namespace verdet {
namespace {

constexpr std::size_t kMostDevices = 4096;
constexpr std::uint64_t kSettlePoints = 16;

// The swept parameters among `leaves`; nothing where a path is not there.
std::vector<std::optional<Leaf>> targets_in(const std::vector<Leaf>& leaves, const Design& design) {
  std::vector<std::optional<Leaf>> list;
  for (const SweptPath& path : design.paths()) {
    const auto leaf = std::find_if(leaves.begin(), leaves.end(),
                                   [&](const Leaf& l) { return l.path == path.path; });
    list.push_back(leaf == leaves.end() ? std::nullopt : std::optional(*leaf));
  }
  return list;
}

std::vector<Leaf> experiment_leaves(ParameterSet& settings) {
  std::vector<Leaf> leaves = settings.numbers();
  for (Leaf& leaf : leaves) leaf.path = "experiment." + leaf.path;
  return leaves;
}

void check_bounds(const Design& design, std::span<const double> values) {
  for (std::size_t i = 0; i < values.size(); ++i)
    if (const std::string fault = out_of_bounds(values[i], design.paths()[i].about); !fault.empty())
      throw InputError(design.paths()[i].path + ": " + fault);
}

// One by one, for experiments without a batch and after a batch that failed as a whole.
BatchResult compute_each(const ExperimentType& experiment, const Batch<ParameterSet>& batch,
                         const Context& context) {
  std::vector<std::optional<Table>> tables(batch.size());
  BatchResult result{{}, std::vector<std::string>(batch.size())};
  for (std::size_t i = 0; i < batch.size(); ++i) {
    context.check();
    try {
      tables[i] = experiment.compute(*batch.devices[i], *batch.settings[i], context);
    } catch (const Interrupted&) {
      throw;
    } catch (const std::exception& error) {
      result.failures[i] = error.what();
    }
  }
  std::vector<const Table*> pointers;
  for (const auto& table : tables) pointers.push_back(table ? &*table : nullptr);
  result.table = stack_points(pointers);
  return result;
}

BatchResult compute_batch(const ExperimentType& experiment, const Batch<ParameterSet>& batch,
                          const Context& context) {
  if (!experiment.compute_batch) return compute_each(experiment, batch, context);
  try {
    return experiment.compute_batch(batch, context);
  } catch (const Interrupted&) {
    throw;
  } catch (const std::exception&) {
    return compute_each(experiment, batch, context);
  }
}

}  // namespace

DeviceCache::Pointer DeviceCache::get(std::span<const double> values,
                                      const std::function<Pointer()>& build) {
  const std::string key(reinterpret_cast<const char*>(values.data()), values.size_bytes());
  for (;;) {
    std::promise<Pointer> promise;
    std::shared_future<Pointer> known;
    {
      const std::lock_guard lock(mutex_);
      if (const auto found = devices_.find(key); found != devices_.end()) {
        known = found->second;
      } else {
        if (devices_.size() >= kMostDevices) devices_.clear();
        devices_.emplace(key, promise.get_future().share());
      }
    }
    if (!known.valid()) return built(key, promise, build);
    try {
      return known.get();
    } catch (const Interrupted&) {  // the other thread was stopped, not this one: build it here
    }
  }
}

DeviceCache::Pointer DeviceCache::built(const std::string& key, std::promise<Pointer>& promise,
                                        const std::function<Pointer()>& build) {
  try {
    Pointer device = build();
    promise.set_value(device);
    const std::lock_guard lock(mutex_);
    any_ = device;
    return device;
  } catch (...) {
    {
      const std::lock_guard lock(mutex_);
      devices_.erase(key);
    }
    promise.set_exception(std::current_exception());
    throw;
  }
}

DeviceCache::Pointer DeviceCache::any() const {
  const std::lock_guard lock(mutex_);
  return any_;
}

PointEvaluator::PointEvaluator(const Plan& plan, DeviceCache& devices,
                               const MaterialLibrary& materials)
    : plan_(plan),
      devices_(devices),
      materials_(materials),
      body_(plan.body->clone()),
      body_targets_(targets_in(body_->leaves(), plan.design)),
      moves_settings_(!std::all_of(body_targets_.begin(), body_targets_.end(),
                                   [](const auto& t) { return t.has_value(); })),
      values_(plan.design.paths().size()) {}

PointEvaluator::Slot& PointEvaluator::slot(std::size_t index) {
  const std::size_t wanted = moves_settings_ ? index : 0;
  while (slots_.size() <= wanted) {
    Slot& fresh = slots_.emplace_back(Slot{plan_.settings, {}});
    fresh.targets = targets_in(experiment_leaves(fresh.settings), plan_.design);
  }
  return slots_[wanted];
}

DeviceCache::Pointer PointEvaluator::prepare(std::uint64_t point, Slot& slot,
                                             const Context& context) {
  plan_.design.values(point, values_);
  check_bounds(plan_.design, values_);
  std::vector<double> body_values;
  for (std::size_t i = 0; i < values_.size(); ++i) {
    if (slot.targets[i]) slot.targets[i]->set(values_[i]);
    if (!body_targets_[i]) continue;
    body_targets_[i]->set(values_[i]);
    body_values.push_back(values_[i]);
  }
  if (moves_settings_)
    if (std::vector<Fault> faults = slot.settings.problems(); !faults.empty())
      throw InputError(std::move(faults));
  return devices_.get(body_values, [&]() -> DeviceCache::Pointer {
    if (std::vector<Fault> faults = body_->problems(); !faults.empty())
      throw InputError(std::move(faults));
    return body_->build({materials_, context});
  });
}

BatchResult PointEvaluator::operator()(std::span<const std::uint64_t> points,
                                       const Context& context) {
  std::vector<std::string> failures(points.size());
  std::vector<std::size_t> rows;  // of the points that could be built
  std::vector<DeviceCache::Pointer> owners;
  for (std::size_t i = 0; i < points.size(); ++i) {
    try {
      owners.push_back(prepare(points[i], slot(i), context));
      rows.push_back(i);
    } catch (const Interrupted&) {
      throw;
    } catch (const std::exception& error) {
      failures[i] = error.what();
    }
  }
  std::vector<const Device*> devices;
  std::vector<const ParameterSet*> settings;
  for (std::size_t k = 0; k < rows.size(); ++k) {
    devices.push_back(owners[k].get());
    settings.push_back(&slots_[moves_settings_ ? rows[k] : 0].settings);
  }
  if (rows.empty()) return {{}, std::move(failures)};
  BatchResult some = compute_batch(*plan_.experiment, {devices, settings}, context);
  if (rows.size() == points.size()) return some;
  for (std::size_t k = 0; k < rows.size(); ++k) failures[rows[k]] = std::move(some.failures[k]);
  return {spread_rows(some.table, rows, points.size()), std::move(failures)};
}

Plan settled(const Plan& plan, DeviceCache& devices, const MaterialLibrary& materials,
             const Context& context) {
  Plan result{.spec = plan.spec,
              .source = plan.source,
              .body = plan.body->clone(),
              .experiment = plan.experiment,
              .settings = plan.settings,
              .design = plan.design,
              .output = plan.output,
              .digits = plan.digits,
              .statistics = plan.statistics,
              .cluster = plan.cluster};
  if (!plan.experiment->settle) return result;
  PointEvaluator evaluator(plan, devices, materials);
  const std::uint64_t total = plan.design.size(), count = std::min(total, kSettlePoints);
  std::vector<DeviceCache::Pointer> owners;
  std::vector<std::size_t> slots;
  for (std::size_t k = 0; k < count; ++k) {
    try {
      owners.push_back(evaluator.prepare(total / count * k, evaluator.slot(k), context));
      slots.push_back(evaluator.moves_settings_ ? k : 0);
    } catch (const Interrupted&) {
      throw;
    } catch (const Error&) {  // such a point fails later, as data
    }
  }
  std::vector<const Device*> devices_of;
  std::vector<const ParameterSet*> samples;
  for (std::size_t k = 0; k < owners.size(); ++k) {
    devices_of.push_back(owners[k].get());
    samples.push_back(&evaluator.slots_[slots[k]].settings);
  }
  if (!samples.empty()) plan.experiment->settle(result.settings, {devices_of, samples}, context);
  return result;
}

}  // namespace verdet
