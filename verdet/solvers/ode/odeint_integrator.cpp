#include <boost/numeric/odeint/stepper/controlled_runge_kutta.hpp>
#include <boost/numeric/odeint/stepper/dense_output_runge_kutta.hpp>
#include <boost/numeric/odeint/stepper/generation.hpp>
#include <boost/numeric/odeint/stepper/runge_kutta_dopri5.hpp>
#include <cmath>

#include "verdet/solvers/ode/integrator.hpp"

namespace verdet {

namespace {

namespace odeint = boost::numeric::odeint;

// Odeint has one absolute tolerance: its states are ours divided by their scales.
class OdeintIntegrator final : public Integrator {
 public:
  OdeintIntegrator(const OdeSystem& system, const Tolerances& tolerances)
      : system_(system),
        tolerances_(tolerances),
        scales_(system.scales()),
        x_(system.dimension()),
        rate_(system.dimension()),
        trial_(system.dimension()) {}

  void restart(double t, std::span<const double> x, double stop) override {
    segment_begin_ = t;
    segment_end_ = stop;
    for (std::size_t i = 0; i < x_.size(); ++i) x_[i] = x[i] / scales_[i];
    before_ = x_;
    begin_ = time_ = t;
    stop_ = stop;
    if (step_ == 0) step_ = tolerances_.first_step > 0 ? tolerances_.first_step : 1e-6 * (stop - t);
    dense_ = make_dense();
    dense_.initialize(x_, t, step_);
    finite_ = true;
  }

  OdeStatus step() override {
    double h = std::min(dense_.current_time_step(), stop_ - time_);
    if (tolerances_.largest_step > 0) h = std::min(h, tolerances_.largest_step);
    dense_.initialize(x_, time_, h);
    const auto rates = [this](const State& x, State& dxdt, double t) { evaluate(x, dxdt, t); };
    // Odeint shrinks the step until it is accepted; a step that no longer moves time never is.
    try {
      dense_.do_step(rates);
    } catch (const odeint::step_adjustment_error&) {
      return finite_ ? OdeStatus::StepTooSmall : OdeStatus::NotFinite;
    }
    begin_ = time_;
    time_ = dense_.current_time();
    // The last step to a break point would otherwise end a rounding error away from it.
    if (std::abs(stop_ - time_) <= 4e-16 * std::abs(stop_)) time_ = stop_;
    x_ = dense_.current_state();
    if (!all_finite(x_)) return OdeStatus::NotFinite;
    if (!(time_ > begin_)) return OdeStatus::StepTooSmall;
    return OdeStatus::Done;
  }

  double time() const override { return time_; }
  void state(double t, std::span<double> x) const override {
    State inside = x_;
    if (t < time_) dense_.calc_state(t, inside);
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = inside[i] * scales_[i];
  }
  StepStatistics statistics() const override { return {0, 0, evaluations_, 0}; }

 private:
  using State = std::vector<double>;
  using Stepper = odeint::runge_kutta_dopri5<State>;
  using Dense = odeint::result_of::make_dense_output<Stepper>::type;

  Dense make_dense() const {
    return odeint::make_dense_output(tolerances_.absolute, tolerances_.relative, Stepper());
  }
  void evaluate(const State& x, State& dxdt, double t) {
    ++evaluations_;
    for (std::size_t i = 0; i < x.size(); ++i) trial_[i] = x[i] * scales_[i];
    system_.rates(inside(t), trial_, rate_);
    finite_ = all_finite(rate_);
    for (std::size_t i = 0; i < x.size(); ++i) dxdt[i] = rate_[i] / scales_[i];
  }

  const OdeSystem& system_;
  const Tolerances tolerances_;
  std::vector<double> scales_;
  State x_, rate_, trial_, before_;
  mutable Dense dense_ = make_dense();
  double begin_ = 0, time_ = 0, stop_ = 0, step_ = 0;
  bool finite_ = true;
  std::int64_t evaluations_ = 0;
};

}  // namespace

std::unique_ptr<Integrator> make_odeint(const OdeSystem& system, const Tolerances& tolerances) {
  return std::make_unique<OdeintIntegrator>(system, tolerances);
}

}  // namespace verdet
