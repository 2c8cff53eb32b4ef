#include <ida/ida.h>

#include <cmath>

#include "verdet/solvers/ode/integrator.hpp"
#include "verdet/solvers/ode/sundials_handles.hpp"

namespace verdet {

namespace {

class IdaIntegrator final : public Integrator {
 public:
  IdaIntegrator(const ImplicitSystem& system, std::span<const double> rates,
                const Tolerances& tolerances, double end)
      : system_(system),
        end_(end),
        sun_(absolute_tolerances(tolerances, system.scales())),
        rates_(N_VClone(sun_.state.get())),
        differential_(N_VClone(sun_.state.get())),
        jacobian_(system.dimension() * system.dimension()) {
    std::copy(rates.begin(), rates.end(), values(rates_.get()).begin());
    const std::vector<bool> differential = system.differential();
    std::copy(differential.begin(), differential.end(), values(differential_.get()).begin());
    memory_.reset(IDACreate(sun_.context.get()));
    void* const ida = memory_.get();
    IDASetErrHandlerFn(ida, SunMessages::keep, &messages_);
    expect_ok(IDAInit(ida, residual, 0.0, sun_.state.get(), rates_.get()), "IDAInit");
    IDASetUserData(ida, this);
    expect_ok(IDASVtolerances(ida, tolerances.relative, sun_.tolerance.get()), "IDASVtolerances");
    expect_ok(IDASetLinearSolver(ida, sun_.linear.get(), sun_.matrix.get()), "IDASetLinearSolver");
    IDASetId(ida, differential_.get());
    const std::vector<double> origin(system.dimension(), 0.0);
    if (system.jacobian(0.0, 1.0, origin, origin, jacobian_)) IDASetJacFn(ida, jacobian);
    IDASetMaxNumSteps(ida, -1);
    if (tolerances.largest_step > 0) IDASetMaxStep(ida, tolerances.largest_step);
    if (tolerances.first_step > 0) IDASetInitStep(ida, tolerances.first_step);
  }

  void restart(double t, std::span<const double> x, double stop) override {
    segment_begin_ = t;
    segment_end_ = stop;
    std::copy(x.begin(), x.end(), values(sun_.state.get()).begin());
    if (started_) add(before_);
    started_ = true;
    expect_ok(IDAReInit(memory_.get(), t, sun_.state.get(), rates_.get()), "IDAReInit");
    // Algebraic values and rates that satisfy the equations at t, also after a jump of the drive.
    consistent_ = IDACalcIC(memory_.get(), IDA_YA_YDP_INIT, stop) >= 0;
    caught_.rethrow();
    IDAGetConsistentIC(memory_.get(), sun_.state.get(), rates_.get());
    IDASetStopTime(memory_.get(), stop);
    time_ = t;
  }

  OdeStatus step() override {
    if (!consistent_) return OdeStatus::SolverFailed;
    const int flag =
        IDASolve(memory_.get(), end_, &time_, sun_.state.get(), rates_.get(), IDA_ONE_STEP);
    caught_.rethrow();
    if (flag >= 0) return OdeStatus::Done;
    if (flag == IDA_ERR_FAIL || flag == IDA_TOO_MUCH_ACC) return OdeStatus::StepTooSmall;
    const bool rates_failed =
        flag == IDA_RES_FAIL || flag == IDA_FIRST_RES_FAIL || flag == IDA_REP_RES_ERR;
    return rates_failed ? OdeStatus::NotFinite : OdeStatus::SolverFailed;
  }

  double time() const override { return time_; }
  void state(double t, std::span<double> x) const override {
    if (t == time_ || IDAGetDky(memory_.get(), t, 0, sun_.scratch.get()) != IDA_SUCCESS)
      N_VScale(1.0, sun_.state.get(), sun_.scratch.get());
    const auto from = values(sun_.scratch.get());
    std::copy(from.begin(), from.end(), x.begin());
  }
  StepStatistics statistics() const override {
    StepStatistics sum = before_;
    add(sum);
    return sum;
  }
  std::string complaint() const override {
    return consistent_ ? messages_.text : "no consistent initial values: " + messages_.text;
  }

 private:
  static int residual(realtype t, N_Vector x, N_Vector dxdt, N_Vector f, void* self) {
    auto& own = *static_cast<IdaIntegrator*>(self);
    return own.caught_.guard([&] {
      own.system_.residual(own.inside(t), values(x), values(dxdt), values(f));
      return all_finite(values(f));
    });
  }
  static int jacobian(realtype t, realtype alpha, N_Vector x, N_Vector dxdt, N_Vector,
                      SUNMatrix matrix, void* self, N_Vector, N_Vector, N_Vector) {
    auto& own = *static_cast<IdaIntegrator*>(self);
    return own.caught_.guard([&] {
      own.system_.jacobian(own.inside(t), alpha, values(x), values(dxdt), own.jacobian_);
      store(own.jacobian_, matrix);
      return all_finite(own.jacobian_);
    });
  }
  void add(StepStatistics& sum) const {
    long rates = 0, jacobians = 0, rejected = 0;
    IDAGetNumResEvals(memory_.get(), &rates);
    IDAGetNumJacEvals(memory_.get(), &jacobians);
    IDAGetNumErrTestFails(memory_.get(), &rejected);
    sum.rates += rates;
    sum.jacobians += jacobians;
    sum.rejected += rejected;
  }

  struct Free {
    void operator()(void* memory) const { IDAFree(&memory); }
  };
  const ImplicitSystem& system_;
  double end_;
  SunObjects sun_;
  SunHandle<N_Vector> rates_, differential_;
  SunMessages messages_;
  Caught caught_;
  std::vector<double> jacobian_;
  std::unique_ptr<void, Free> memory_;
  double time_ = 0;
  bool started_ = false, consistent_ = true;
  StepStatistics before_;
};

}  // namespace

std::unique_ptr<Integrator> make_ida(const ImplicitSystem& system, std::span<const double> rates,
                                     const Tolerances& tolerances, double end) {
  return std::make_unique<IdaIntegrator>(system, rates, tolerances, end);
}

}  // namespace verdet
