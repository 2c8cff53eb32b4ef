#include "verdet/experiments/transient/single_run.hpp"

#include "verdet/experiments/transient/columns.hpp"
#include "verdet/experiments/transient/driven_system.hpp"
#include "verdet/solvers/ode/integrate.hpp"

namespace verdet {
namespace {

OdeMethod ode_method(TransientMethod method) {
  switch (method) {
    case TransientMethod::DormandPrince:
      return OdeMethod::DormandPrince;
    case TransientMethod::Adams:
      return OdeMethod::Adams;
    case TransientMethod::ImplicitRungeKutta:
      return OdeMethod::ImplicitRungeKutta;
    default:
      return OdeMethod::Bdf;
  }
}

}  // namespace

Table run_single(const Dynamics& dynamics, const TransientParameters& p, const Context& context) {
  if (!p.observe.is_null())
    p.observe.fail(
        "figures come from the lane engine: remove 'observe', or use a device alone "
        "with method auto, rosenbrock or dormand-prince",
        "experiment.observe");
  const DrivenSystem system(dynamics, drive_of(dynamics, p));
  const std::vector<double> times = sample_times(p);
  const OdeMethod method = ode_method(p.method);
  const OdeResult result =
      integrate(system, method, read_states(p.initial, dynamics), p.tolerances(),
                {.end = p.duration, .times = times}, {}, context);
  const std::size_t states = dynamics.states().size(), observed = dynamics.observables().size();
  std::vector<double> samples;
  std::vector<double> y(observed);
  for (std::size_t k = 0; k < times.size(); ++k) {
    const auto x = std::span(result.states).subspan(k * states, states);
    dynamics.observe(times[k], x, system.inputs(times[k]), y);
    samples.insert(samples.end(), x.begin(), x.end());
    samples.insert(samples.end(), y.begin(), y.end());
  }
  Table table = waveform_table(dynamics, times, samples);
  table.set("method", std::string(name(method)));
  table.set("method_reason",
            std::string(p.method == TransientMethod::Auto ? "a circuit has no lanes: CVODES"
                                                          : "asked for"));
  set_statistics(table, result.steps);
  return table;
}

}  // namespace verdet
