// Short ways to run the test models, and the same model for the single-run solvers.
#pragma once

#include <array>

#include "lanes/ode_models.hpp"
#include "verdet/base/dual.hpp"
#include "verdet/solvers/ode/ensemble.hpp"
#include "verdet/solvers/ode/integrate.hpp"

namespace verdet::test {

template <class M>
EnsembleProblem problem_of(const std::vector<typename M::template Coefficients<double>>& points,
                           std::span<const double> initial, double end) {
  EnsembleProblem problem;
  problem.coefficients = as_doubles(points);
  problem.initial = initial;
  problem.end = end;
  problem.method = EnsembleMethod::Rosenbrock;
  return problem;
}

template <class M>
EnsembleResult run_ensemble(const EnsembleProblem& problem, int threads = 1) {
  Context context;
  context.threads = threads;
  return integrate_ensemble(lane_model<M>(), problem, context);
}

/// M under `drive`, for CVODE and the like.
template <class M>
class Single : public OdeSystem {
 public:
  Single(const typename M::template Coefficients<double>& c, Drive drive, double scale)
      : c_(c), drive_(std::move(drive)), scale_(scale) {}
  std::size_t dimension() const override { return M::kStates; }
  void rates(double t, std::span<const double> x, std::span<double> f) const override {
    std::array<double, M::kInputs> u;
    drive_.evaluate(t, u);
    for (double& value : u) value *= scale_;
    M::rhs(c_, t, x.data(), u.data(), f.data());
  }
  bool jacobian(double t, std::span<const double> x, std::span<double> j) const override {
    using D = Dual<double, M::kStates>;
    std::array<double, M::kInputs> u;
    drive_.evaluate(t, u);
    std::array<D, M::kInputs> v;
    for (std::size_t i = 0; i < u.size(); ++i) v[i] = D(scale_ * u[i]);
    typename M::template Coefficients<D> c;
    for (std::size_t i = 0; i < sizeof(c_) / sizeof(double); ++i)
      reinterpret_cast<D*>(&c)[i] = D(reinterpret_cast<const double*>(&c_)[i]);
    std::array<D, M::kStates> state, rate;
    for (int i = 0; i < M::kStates; ++i) state[i] = D::variable(x[i], i);
    M::rhs(c, D(t), state.data(), v.data(), rate.data());
    for (int i = 0; i < M::kStates; ++i)
      for (int k = 0; k < M::kStates; ++k) j[i * M::kStates + k] = rate[i].grad[k];
    return true;
  }
  std::vector<double> scales() const override {
    std::vector<double> scales;
    for (const Scale& s : M::kStateList) scales.push_back(s.scale);
    return scales;
  }
  std::vector<double> knots() const override {
    std::vector<double> knots;
    for (const PiecewiseLinear& input : drive_.inputs)
      knots.insert(knots.end(), input.times.begin(), input.times.end());
    return knots;
  }

 private:
  typename M::template Coefficients<double> c_;
  Drive drive_;
  double scale_;
};

constexpr EnsembleMethod kLaneMethods[] = {EnsembleMethod::Rosenbrock,
                                           EnsembleMethod::DormandPrince};

}  // namespace verdet::test
