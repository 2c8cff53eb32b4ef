// Experiment `transient`: an equation of motion in time.
#include <algorithm>
#include <cmath>

#include "verdet/experiments/transient/cell_run.hpp"
#include "verdet/experiments/transient/columns.hpp"
#include "verdet/experiments/transient/single_run.hpp"

namespace verdet {
namespace {

bool in_lanes(const Dynamics& dynamics, TransientMethod method) {
  return dynamics.lanes() &&
         (method == TransientMethod::Auto || method == TransientMethod::Rosenbrock ||
          method == TransientMethod::DormandPrince);
}

// How far a reduced model is from the full one: the largest difference of each channel that both
// have, over the largest value of the full one; the worst channel.
double worst_difference(const Table& reduced, const Table& full) {
  double worst = 0;
  for (const Variable& ours : reduced.variables()) {
    const Variable* theirs = full.find(ours.name);
    if (!theirs || theirs->values.size() != ours.values.size()) continue;
    double difference = 0, size = 0;
    for (std::size_t i = 0; i < ours.values.size(); ++i) {
      difference = std::max(difference, std::abs(ours.values[i] - theirs->values[i]));
      size = std::max(size, std::abs(theirs->values[i]));
    }
    if (size > 0) worst = std::max(worst, difference / size);
  }
  return worst;
}

Table run_lanes(const Dynamics& dynamics, const TransientBatch& batch, const Context& context) {
  const TransientJob job({&dynamics}, batch);
  const EnsembleResult result = integrate_ensemble(job.model(), job.problem(), context);
  if (result.outcomes.front().status != OdeStatus::Done)
    throw ConvergenceError(describe_failure(job.model(), result, 0));
  return single_table(dynamics, job, result);
}

Table transient(const Device& device, const TransientParameters& p, const Context& context) {
  if (const auto* cell = dynamic_cast<const PhaseChangeCell*>(&device))
    return run_cell(*cell, p, context);
  const Dynamics& dynamics = offer<Dynamics>(device);
  if (!in_lanes(dynamics, p.method)) return run_single(dynamics, p, context);
  const Device* devices[] = {&device};
  const TransientParameters* settings[] = {&p};
  Table table = run_lanes(dynamics, {devices, settings}, context);
  if (const auto* reduced = dynamic_cast<const Reduced*>(&device)) {
    const Table full = run_lanes(reduced->full(), {devices, settings}, context);
    table.set("reduction_error", worst_difference(table, full));
  }
  return table;
}

BatchResult transient_batch(const TransientBatch& batch, const Context& context) {
  const std::vector<const Dynamics*> dynamics = dynamics_of(batch);
  if (!in_lanes(*dynamics.front(), batch.settings.front()->method))
    throw Error("no lanes for this model and method");
  const TransientJob job(dynamics, batch);
  const EnsembleResult result = integrate_ensemble(job.model(), job.problem(), context);
  BatchResult answer{batch_table(*dynamics.front(), job, result), {}};
  answer.table.set("method_reason", batch.settings.front()->method_reason);
  if (dynamic_cast<const Reduced*>(batch.devices.front()))
    answer.table.set("reduction_error", std::string("computed for single runs only"));
  for (std::size_t i = 0; i < batch.size(); ++i)
    answer.failures.push_back(result.outcomes[i].status == OdeStatus::Done
                                  ? std::string()
                                  : describe_failure(job.model(), result, i));
  return answer;
}

void settle(TransientParameters& p, const TransientBatch& sample, const Context& context) {
  if (p.method != TransientMethod::Auto) return;
  const std::vector<const Dynamics*> dynamics = dynamics_of(sample);
  if (!dynamics.front()->lanes()) return;
  const TransientJob job(dynamics, sample);
  const MethodChoice choice = choose_method(job.model(), job.problem(), context);
  p.method = choice.method == EnsembleMethod::Rosenbrock ? TransientMethod::Rosenbrock
                                                         : TransientMethod::DormandPrince;
  p.method_reason = choice.reason;
}

}  // namespace

void register_transient(ExperimentRegistry& experiments) {
  experiments.add(Experiment<TransientParameters>{"transient", "an equation of motion in time",
                                                  transient, transient_batch, settle});
}

}  // namespace verdet
