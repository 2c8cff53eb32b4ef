#include <arkode/arkode_arkstep.h>

#include <cmath>

#include "verdet/solvers/ode/integrator.hpp"
#include "verdet/solvers/ode/sundials_handles.hpp"

namespace verdet {

namespace {

class ArkodeIntegrator final : public Integrator {
 public:
  ArkodeIntegrator(const OdeSystem& system, OdeMethod method, const Tolerances& tolerances)
      : system_(system),
        implicit_(method == OdeMethod::ImplicitRungeKutta),
        sun_(absolute_tolerances(tolerances, system.scales())),
        jacobian_(system.dimension() * system.dimension()) {
    memory_.reset(ARKStepCreate(implicit_ ? nullptr : rates, implicit_ ? rates : nullptr, 0.0,
                                sun_.state.get(), sun_.context.get()));
    void* const ark = memory_.get();
    ARKStepSetErrHandlerFn(ark, SunMessages::keep, &messages_);
    ARKStepSetUserData(ark, this);
    expect_ok(ARKStepSVtolerances(ark, tolerances.relative, sun_.tolerance.get()),
              "ARKStepSVtolerances");
    if (implicit_) {
      // Stage rates from the solved stages: evaluated anew, they would amplify what the iteration
      // left over by the stiffness, and no step would be small enough.
      expect_ok(ARKStepSetDeduceImplicitRhs(ark, SUNTRUE), "ARKStepSetDeduceImplicitRhs");
      ARKStepSetNonlinConvCoef(ark, 1e-3);
      // With matrices of earlier steps its test of convergence was seen to accept, unnoticed, steps
      // wrong by 1e-3 where a state crosses zero; for small systems a fresh matrix costs little.
      ARKStepSetLSetupFrequency(ark, 1);
      ARKStepSetJacEvalFrequency(ark, 1);
      expect_ok(ARKStepSetTableNum(ark, ARKODE_ARK548L2SA_DIRK_8_4_5, ARKODE_ERK_NONE),
                "ARKStepSetTableNum");
      expect_ok(ARKStepSetLinearSolver(ark, sun_.linear.get(), sun_.matrix.get()),
                "ARKStepSetLinearSolver");
      const std::vector<double> origin(system.dimension(), 0.0);
      if (system.jacobian(0.0, origin, jacobian_)) ARKStepSetJacFn(ark, jacobian);
    } else {
      expect_ok(ARKStepSetTableNum(ark, ARKODE_DIRK_NONE, ARKODE_DORMAND_PRINCE_7_4_5),
                "ARKStepSetTableNum");
    }
    ARKStepSetMaxNumSteps(ark, -1);
    if (tolerances.largest_step > 0) ARKStepSetMaxStep(ark, tolerances.largest_step);
    if (tolerances.first_step > 0) ARKStepSetInitStep(ark, tolerances.first_step);
  }

  void restart(double t, std::span<const double> x, double stop) override {
    segment_begin_ = t;
    segment_end_ = stop;
    std::copy(x.begin(), x.end(), values(sun_.state.get()).begin());
    expect_ok(ARKStepReset(memory_.get(), t, sun_.state.get()), "ARKStepReset");
    ARKStepSetStopTime(memory_.get(), stop);
    begin_ = time_ = t;
  }

  // Between steps of the implicit methods there is only a cubic, see `state`.
  void aim(double t) override {
    if (implicit_)
      ARKStepSetStopTime(memory_.get(), t > time_ ? std::min(t, segment_end_) : segment_end_);
  }

  OdeStatus step() override {
    const auto now = values(sun_.state.get());
    before_.assign(now.begin(), now.end());
    begin_ = time_;
    const int flag = ARKStepEvolve(memory_.get(), 2 * std::abs(time_) + 1, sun_.state.get(), &time_,
                                   ARK_ONE_STEP);
    caught_.rethrow();
    if (flag >= 0) return OdeStatus::Done;
    if (flag == ARK_ERR_FAILURE || flag == ARK_TOO_MUCH_ACC) return OdeStatus::StepTooSmall;
    const bool rates_failed = flag == ARK_RHSFUNC_FAIL || flag == ARK_FIRST_RHSFUNC_ERR ||
                              flag == ARK_REPTD_RHSFUNC_ERR || flag == ARK_UNREC_RHSFUNC_ERR;
    return rates_failed ? OdeStatus::NotFinite : OdeStatus::SolverFailed;
  }

  double time() const override { return time_; }
  void state(double t, std::span<double> x) const override {
    if (implicit_ && t < time_) return hermite(t, x);
    if (t == time_ || ARKStepGetDky(memory_.get(), t, 0, sun_.scratch.get()) != ARK_SUCCESS)
      N_VScale(1.0, sun_.state.get(), sun_.scratch.get());
    const auto from = values(sun_.scratch.get());
    std::copy(from.begin(), from.end(), x.begin());
  }
  StepStatistics statistics() const override {
    long explicit_rates = 0, implicit_rates = 0, jacobians = 0, rejected = 0;
    ARKStepGetNumRhsEvals(memory_.get(), &explicit_rates, &implicit_rates);
    if (implicit_) ARKStepGetNumJacEvals(memory_.get(), &jacobians);
    ARKStepGetNumErrTestFails(memory_.get(), &rejected);
    return {0, rejected, explicit_rates + implicit_rates, jacobians};
  }
  std::string complaint() const override { return messages_.text; }

 private:
  // ARKStepGetDky of 6.4.1 disturbs the steps that follow when stage rates are deduced.
  void hermite(double t, std::span<double> x) const {
    const auto now = values(sun_.state.get());
    std::vector<double> first(x.size()), last(x.size());
    system_.rates(inside(begin_), before_, first);
    system_.rates(inside(time_), now, last);
    const double h = time_ - begin_, s = (t - begin_) / h;
    for (std::size_t i = 0; i < x.size(); ++i) {
      const double rise = now[i] - before_[i];
      x[i] = before_[i] +
             s * (rise + (1 - s) * ((1 - s) * (h * first[i] - rise) + s * (rise - h * last[i])));
    }
  }

  static int rates(realtype t, N_Vector x, N_Vector dxdt, void* self) {
    auto& own = *static_cast<ArkodeIntegrator*>(self);
    return own.caught_.guard([&] {
      own.system_.rates(own.inside(t), values(x), values(dxdt));
      return all_finite(values(dxdt));
    });
  }
  static int jacobian(realtype t, N_Vector x, N_Vector, SUNMatrix matrix, void* self, N_Vector,
                      N_Vector, N_Vector) {
    auto& own = *static_cast<ArkodeIntegrator*>(self);
    return own.caught_.guard([&] {
      own.system_.jacobian(own.inside(t), values(x), own.jacobian_);
      store(own.jacobian_, matrix);
      return all_finite(own.jacobian_);
    });
  }

  struct Free {
    void operator()(void* memory) const { ARKStepFree(&memory); }
  };
  const OdeSystem& system_;
  bool implicit_;
  SunObjects sun_;
  SunMessages messages_;
  Caught caught_;
  std::vector<double> jacobian_;
  std::unique_ptr<void, Free> memory_;
  double begin_ = 0, time_ = 0;
  std::vector<double> before_;
};

}  // namespace

std::unique_ptr<Integrator> make_arkode(const OdeSystem& system, OdeMethod method,
                                        const Tolerances& tolerances) {
  return std::make_unique<ArkodeIntegrator>(system, method, tolerances);
}

}  // namespace verdet
