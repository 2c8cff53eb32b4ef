// A least-squares problem from a model y = f(x; b) that is templated on its parameters.
#pragma once

#include <array>

#include "verdet/base/dual.hpp"
#include "verdet/solvers/least_squares/problem.hpp"

namespace verdet {

template <int N, class F>
class ModelProblem final : public LeastSquaresProblem {
 public:
  ModelProblem(F f, std::vector<double> x, std::vector<double> y, std::vector<FreeParameter> p)
      : f_(std::move(f)), x_(std::move(x)), y_(std::move(y)), parameters_(std::move(p)) {}

  const std::vector<FreeParameter>& parameters() const override { return parameters_; }
  std::size_t residual_count() const override { return x_.size(); }
  bool evaluate(std::span<const double> b, std::span<double> r,
                std::span<double> jacobian) const override {
    std::array<Dual<double, N>, N> dual;
    for (int j = 0; j < N; ++j) dual[j] = Dual<double, N>::variable(b[j], j);
    for (std::size_t i = 0; i < x_.size(); ++i) {
      const Dual<double, N> value = f_(x_[i], dual);
      r[i] = value.value - y_[i];
      if (!jacobian.empty())
        for (int j = 0; j < N; ++j) jacobian[i * N + j] = value.grad[j];
    }
    return true;
  }

 private:
  F f_;
  std::vector<double> x_, y_;
  std::vector<FreeParameter> parameters_;
};

template <int N, class F>
ModelProblem<N, F> model_problem(F f, std::vector<double> x, std::vector<double> y,
                                 std::vector<FreeParameter> p) {
  return {std::move(f), std::move(x), std::move(y), std::move(p)};
}

}  // namespace verdet
