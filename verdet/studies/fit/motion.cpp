#include "verdet/studies/fit/motion.hpp"

#include <algorithm>

#include "verdet/experiments/transient/driven_system.hpp"
#include "verdet/experiments/transient/job.hpp"
#include "verdet/solvers/ode/integrate.hpp"

namespace verdet {
namespace {

constexpr double kRelative = 1e-8, kAbsolute = 1e-10;

// The driven equations with the slopes of the fitted parameters.
class FittedSystem final : public DrivenSystem {
 public:
  FittedSystem(const Dynamics& dynamics, Drive drive,
               const std::vector<MotionParameter>& parameters)
      : DrivenSystem(dynamics, std::move(drive)), parameters_(parameters) {
    for (const MotionParameter& p : parameters) slopes_.push_back(dynamics.slope(p.path));
  }

  std::size_t parameters() const override { return parameters_.size(); }
  void parameter_rates(double t, std::span<const double> x, std::size_t k,
                       std::span<double> dfdp) const override {
    slopes_[k]->rates({t, x, inputs(t), {}, {}}, dfdp);
    for (double& value : dfdp) value *= parameters_[k].size;
  }
  void initial_slopes(std::size_t k, std::span<double> dxdp) const override {
    std::fill(dxdp.begin(), dxdp.end(), 0.0);
    if (parameters_[k].state >= 0)
      dxdp[static_cast<std::size_t>(parameters_[k].state)] = parameters_[k].size;
  }
  // Of the observables: what acts through the state, dx, and what acts itself.
  void observe_slopes(double t, std::span<const double> x, std::size_t k,
                      std::span<const double> dx, std::span<double> dydp) const {
    std::vector<double> per_size(dx.begin(), dx.end());
    for (double& value : per_size) value /= parameters_[k].size;
    slopes_[k]->observe({t, x, inputs(t), per_size, {}}, dydp);
    for (double& value : dydp) value *= parameters_[k].size;
  }

 private:
  const std::vector<MotionParameter>& parameters_;
  std::vector<std::unique_ptr<MotionSlope>> slopes_;
};

Tolerances tolerances_of(const TransientParameters& settings) {
  return {.relative = std::min(settings.relative_tolerance, kRelative),
          .absolute = std::min(settings.absolute_tolerance, kAbsolute)};
}

}  // namespace

MotionRun run_motion(const Dynamics& dynamics, const TransientParameters& settings,
                     std::span<const double> initial, const std::vector<double>& times,
                     const std::vector<MotionParameter>& parameters, bool with_slopes,
                     const Context& context) {
  const FittedSystem system(dynamics, drive_of(dynamics, settings), parameters);
  const OdeResult result =
      integrate(system, OdeMethod::Bdf, initial, tolerances_of(settings),
                {.end = settings.duration, .times = times, .sensitivities = with_slopes}, {},
                context, OnFailure::Report);
  MotionRun run;
  run.finite = result.times.size() == times.size();
  if (!run.finite) return run;
  const std::size_t states = dynamics.states().size(), observed = dynamics.observables().size();
  const std::size_t free = parameters.size(), all = states + observed;
  run.channels.resize(times.size() * all);
  if (with_slopes) run.slopes.resize(times.size() * all * free);
  std::vector<double> dy(observed);
  for (std::size_t i = 0; i < times.size(); ++i) {
    const auto x = std::span(result.states).subspan(i * states, states);
    const std::span<double> row = std::span(run.channels).subspan(i * all, all);
    std::copy(x.begin(), x.end(), row.begin());
    dynamics.observe(times[i], x, system.inputs(times[i]), row.subspan(states));
    for (std::size_t k = 0; with_slopes && k < free; ++k) {
      const auto dx = std::span(result.sensitivities).subspan((i * free + k) * states, states);
      system.observe_slopes(times[i], x, k, dx, dy);
      for (std::size_t c = 0; c < all; ++c)
        run.slopes[(i * all + c) * free + k] = c < states ? dx[c] : dy[c - states];
    }
  }
  return run;
}

}  // namespace verdet
