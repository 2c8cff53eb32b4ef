// Puts the run-time interface `Dynamics` on equations of motion that are stated as templates.
#pragma once

#include <array>
#include <type_traits>

#include "verdet/devices/model_core.hpp"
#include "verdet/solvers/ode/lane_model.hpp"

namespace verdet {

template <class M>
concept Moves = requires {
  M::kStates;
};

// The equations of motion of D: those that it names, or its own.
template <class D>
auto motion_of() {
  if constexpr (requires { typename D::Motion; })
    return std::type_identity<typename D::Motion>{};
  else
    return std::type_identity<D>{};
}
template <class D>
using MotionOf = typename decltype(motion_of<D>())::type;

/// The part of D's coefficients that its equations of motion read.
template <class D, class C>
const auto& motion_coefficients(const C& coefficients) {
  if constexpr (requires { D::motion(coefficients); })
    return D::motion(coefficients);
  else
    return coefficients;
}

/// The equations of motion M with coefficients that know their derivative by one parameter.
template <class M>
class MotionSlopeOf final : public MotionSlope {
 public:
  using Coefficients = typename M::template Coefficients<Slope>;
  explicit MotionSlopeOf(const Coefficients& coefficients) : coefficients_(coefficients) {}

  void rates(const MovingPoint& at, std::span<double> dfdp) const override {
    evaluate(at, dfdp, [&](const Slope& t, const Slope* x, const Slope* u, Slope* f) {
      M::rhs(coefficients_, t, x, u, f);
    });
  }
  void output(const MovingPoint& at, std::span<double> dydp) const override {
    evaluate(at, dydp, [&](const Slope& t, const Slope* x, const Slope* u, Slope* y) {
      M::output(coefficients_, t, x, u, y);
    });
  }
  void observe(const MovingPoint& at, std::span<double> dydp) const override {
    evaluate(at, dydp, [&](const Slope& t, const Slope* x, const Slope* u, Slope* y) {
      if constexpr (requires { M::kObservables; })
        M::observe(coefficients_, t, x, u, y);
      else
        M::output(coefficients_, t, x, u, y);
    });
  }

 private:
  template <class Equation>
  static void evaluate(const MovingPoint& at, std::span<double> slopes, Equation&& equation) {
    const auto x = moving<M::kStates>(at.x, at.dx);
    const auto u = moving<M::kInputs>(at.u, at.du);
    std::vector<Slope> y(slopes.size());
    equation(Slope(at.t), x.data(), u.data(), y.data());
    for (std::size_t i = 0; i < y.size(); ++i) slopes[i] = y[i].grad[0];
  }
  template <std::size_t N>
  static std::array<Slope, N> moving(std::span<const double> values,
                                     std::span<const double> slopes) {
    std::array<Slope, N> list;
    for (std::size_t i = 0; i < N; ++i) {
      list[i] = Slope(values[i]);
      if (!slopes.empty()) list[i].grad[0] = slopes[i];
    }
    return list;
  }

  Coefficients coefficients_;
};

/// Motion M of model D. Its lanes are made by VERDET_LANE_MODEL(M) in one of the device's
/// *_lanes.cpp.
template <class D, class M>
class DynamicsOf : public Dynamics {
 public:
  std::span<const State> states() const override { return M::kStateList; }
  std::span<const Signal> inputs() const override { return M::kInputList; }
  std::span<const Signal> outputs() const override { return M::kOutputList; }
  bool feed_through() const override { return M::kFeedThrough; }
  std::span<const Signal> observables() const override {
    if constexpr (requires { M::kObservableList; })
      return M::kObservableList;
    else
      return M::kOutputList;
  }
  std::vector<LaserInput> lasers() const override {
    if constexpr (requires { D::lasers(core_->parameters(), core_->coefficients()); })
      return D::lasers(core_->parameters(), core_->coefficients());
    else
      return {};
  }
  const LaneModel* lanes() const override { return &lane_model<M>(); }
  std::vector<double> lane_coefficients() const override {
    const auto* first = reinterpret_cast<const double*>(&own());
    return {first, first + sizeof(own()) / sizeof(double)};
  }

  void rhs(double t, std::span<const double> x, std::span<const double> u,
           std::span<double> dxdt) const override {
    M::rhs(own(), t, x.data(), u.data(), dxdt.data());
  }
  void output(double t, std::span<const double> x, std::span<const double> u,
              std::span<double> y) const override {
    M::output(own(), t, x.data(), u.data(), y.data());
  }
  void observe(double t, std::span<const double> x, std::span<const double> u,
               std::span<double> y) const override {
    if constexpr (requires { M::kObservables; })
      M::observe(own(), t, x.data(), u.data(), y.data());
    else
      M::output(own(), t, x.data(), u.data(), y.data());
  }
  void jacobian(double t, std::span<const double> x, std::span<const double> u,
                std::span<double> dfdx) const override {
    using J = Dual<double, M::kStates>;
    const auto c = lift<M::template Coefficients, J>(own());
    std::array<J, M::kStates> state, rate;
    std::array<J, M::kInputs> input;
    for (int i = 0; i < M::kStates; ++i) state[i] = J::variable(x[i], i);
    for (int i = 0; i < M::kInputs; ++i) input[i] = J(u[i]);
    M::rhs(c, J(t), state.data(), input.data(), rate.data());
    for (int i = 0; i < M::kStates; ++i)
      for (int j = 0; j < M::kStates; ++j) dfdx[i * M::kStates + j] = rate[i].grad[j];
  }
  std::unique_ptr<MotionSlope> slope(const std::string& path) const override {
    if (path.empty())
      return std::make_unique<MotionSlopeOf<M>>(lift<M::template Coefficients, Slope>(own()));
    return std::make_unique<MotionSlopeOf<M>>(motion_coefficients<D>(core_->slopes(path)));
  }

 protected:
  explicit DynamicsOf(const ModelCore<D>* core) : core_(core) {}

 private:
  const typename M::template Coefficients<double>& own() const {
    return motion_coefficients<D>(core_->coefficients());
  }
  const ModelCore<D>* core_;
};

}  // namespace verdet
