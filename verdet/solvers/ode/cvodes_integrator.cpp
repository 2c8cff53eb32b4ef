#include <cvodes/cvodes.h>

#include <cmath>

#include "verdet/solvers/ode/integrator.hpp"
#include "verdet/solvers/ode/sundials_handles.hpp"

namespace verdet {

namespace {

class CvodesIntegrator final : public Integrator {
 public:
  CvodesIntegrator(const OdeSystem& system, OdeMethod method, const Tolerances& tolerances,
                   bool sensitivities)
      : system_(system), sun_(absolute_tolerances(tolerances, system.scales())) {
    SUNContext context = sun_.context.get();
    memory_.reset(CVodeCreate(method == OdeMethod::Bdf ? CV_BDF : CV_ADAMS, context));
    void* const cv = memory_.get();
    CVodeSetErrHandlerFn(cv, SunMessages::keep, &messages_);
    expect_ok(CVodeInit(cv, rates, 0.0, sun_.state.get()), "CVodeInit");
    CVodeSetUserData(cv, this);
    expect_ok(CVodeSVtolerances(cv, tolerances.relative, sun_.tolerance.get()),
              "CVodeSVtolerances");
    expect_ok(CVodeSetLinearSolver(cv, sun_.linear.get(), sun_.matrix.get()),
              "CVodeSetLinearSolver");
    jacobian_.resize(system.dimension() * system.dimension());
    const std::vector<double> probe(system.dimension(), 0.0);
    if (has_jacobian()) CVodeSetJacFn(cv, jacobian);
    CVodeSetMaxNumSteps(cv, -1);
    if (tolerances.largest_step > 0) CVodeSetMaxStep(cv, tolerances.largest_step);
    if (tolerances.first_step > 0) CVodeSetInitStep(cv, tolerances.first_step);
    if (sensitivities) begin_sensitivities();
  }
  ~CvodesIntegrator() override {
    if (sensitivities_)
      N_VDestroyVectorArray(sensitivities_, static_cast<int>(system_.parameters()));
  }

  void restart(double t, std::span<const double> x, double stop) override {
    segment_begin_ = t;
    segment_end_ = stop;
    std::copy(x.begin(), x.end(), values(sun_.state.get()).begin());
    // Sensitivities go on from the end of the last segment.
    if (sensitivities_ && started_) {
      double reached = t;
      CVodeGetSens(memory_.get(), &reached, sensitivities_);
    }
    gather();
    expect_ok(CVodeReInit(memory_.get(), t, sun_.state.get()), "CVodeReInit");
    if (sensitivities_)
      expect_ok(CVodeSensReInit(memory_.get(), CV_STAGGERED, sensitivities_), "CVodeSensReInit");
    CVodeSetStopTime(memory_.get(), stop);
    time_ = t;
    started_ = true;
  }

  OdeStatus step() override {
    const int flag =
        CVode(memory_.get(), 2 * std::abs(time_) + 1, sun_.state.get(), &time_, CV_ONE_STEP);
    caught_.rethrow();
    if (flag >= 0) return OdeStatus::Done;
    if (flag == CV_ERR_FAILURE || flag == CV_TOO_MUCH_ACC) return OdeStatus::StepTooSmall;
    const bool rates_failed = flag == CV_RHSFUNC_FAIL || flag == CV_FIRST_RHSFUNC_ERR ||
                              flag == CV_REPTD_RHSFUNC_ERR || flag == CV_UNREC_RHSFUNC_ERR;
    return rates_failed ? OdeStatus::NotFinite : OdeStatus::SolverFailed;
  }

  double time() const override { return time_; }
  void state(double t, std::span<double> x) const override {
    if (CVodeGetDky(memory_.get(), t, 0, sun_.scratch.get()) != CV_SUCCESS)
      N_VScale(1.0, sun_.state.get(), sun_.scratch.get());
    const auto from = values(sun_.scratch.get());
    std::copy(from.begin(), from.end(), x.begin());
  }
  void sensitivities(double t, std::span<double> s) const override {
    if (!sensitivities_) return;
    for (std::size_t k = 0; k < system_.parameters(); ++k) {
      CVodeGetSensDky1(memory_.get(), t, 0, static_cast<int>(k), sun_.scratch.get());
      const auto from = values(sun_.scratch.get());
      std::copy(from.begin(), from.end(), s.begin() + static_cast<std::ptrdiff_t>(k * from.size()));
    }
  }

  StepStatistics statistics() const override {
    StepStatistics sum = before_;
    add(sum);
    return sum;
  }
  std::string complaint() const override { return messages_.text; }

 private:
  static int rates(realtype t, N_Vector x, N_Vector dxdt, void* self) {
    auto& own = *static_cast<CvodesIntegrator*>(self);
    return own.caught_.guard([&] {
      own.system_.rates(own.inside(t), values(x), values(dxdt));
      return all_finite(values(dxdt));
    });
  }
  static int jacobian(realtype t, N_Vector x, N_Vector, SUNMatrix matrix, void* self, N_Vector,
                      N_Vector, N_Vector) {
    auto& own = *static_cast<CvodesIntegrator*>(self);
    return own.caught_.guard([&] {
      own.system_.jacobian(own.inside(t), values(x), own.jacobian_);
      store(own.jacobian_, matrix);
      return all_finite(own.jacobian_);
    });
  }
  // ds/dt = df/dx s + df/dp.
  static int sensitivity_rates(int, realtype t, N_Vector x, N_Vector, int parameter, N_Vector s,
                               N_Vector dsdt, void* self, N_Vector, N_Vector) {
    auto& own = *static_cast<CvodesIntegrator*>(self);
    return own.caught_.guard([&] {
      const auto in = values(s), out = values(dsdt);
      own.system_.parameter_rates(own.inside(t), values(x), static_cast<std::size_t>(parameter),
                                  out);
      own.system_.jacobian(own.inside(t), values(x), own.jacobian_);
      for (std::size_t i = 0; i < in.size(); ++i)
        for (std::size_t j = 0; j < in.size(); ++j)
          out[i] += own.jacobian_[i * in.size() + j] * in[j];
      return all_finite(out);
    });
  }

  // Asked once, at the origin: only the answer whether there is one is used.
  bool has_jacobian() {
    const std::vector<double> origin(system_.dimension(), 0.0);
    return system_.jacobian(0.0, origin, jacobian_);
  }
  void begin_sensitivities() {
    if (!has_jacobian()) throw InputError("sensitivities need the Jacobian of the system");
    const auto count = static_cast<int>(system_.parameters());
    sensitivities_ = N_VCloneVectorArray(count, sun_.state.get());
    for (int k = 0; k < count; ++k)
      system_.initial_slopes(static_cast<std::size_t>(k), values(sensitivities_[k]));
    void* const cv = memory_.get();
    expect_ok(CVodeSensInit1(cv, count, CV_STAGGERED, sensitivity_rates, sensitivities_),
              "CVodeSensInit1");
    std::vector<double> ones(system_.parameters(), 1.0);
    expect_ok(CVodeSensEEtolerances(cv), "CVodeSensEEtolerances");
    CVodeSetSensParams(cv, nullptr, ones.data(), nullptr);
    CVodeSetSensErrCon(cv, SUNTRUE);
  }
  // CVODE counts from its last restart.
  void add(StepStatistics& sum) const {
    long rates = 0, jacobians = 0, rejected = 0;
    CVodeGetNumRhsEvals(memory_.get(), &rates);
    CVodeGetNumJacEvals(memory_.get(), &jacobians);
    CVodeGetNumErrTestFails(memory_.get(), &rejected);
    sum.rates += rates;
    sum.jacobians += jacobians;
    sum.rejected += rejected;
  }
  void gather() {
    if (started_) add(before_);
  }

  struct Free {
    void operator()(void* memory) const { CVodeFree(&memory); }
  };
  const OdeSystem& system_;
  SunObjects sun_;
  SunMessages messages_;
  Caught caught_;
  std::vector<double> jacobian_;
  std::unique_ptr<void, Free> memory_;
  N_Vector* sensitivities_ = nullptr;
  double time_ = 0;
  bool started_ = false;
  StepStatistics before_;
};

}  // namespace

std::unique_ptr<Integrator> make_cvodes(const OdeSystem& system, OdeMethod method,
                                        const Tolerances& tolerances, bool sensitivities) {
  return std::make_unique<CvodesIntegrator>(system, method, tolerances, sensitivities);
}

}  // namespace verdet
