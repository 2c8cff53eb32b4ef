// A model and its data as a least-squares problem.
#pragma once

#include "verdet/solvers/least_squares/problem.hpp"
#include "verdet/studies/fit/model.hpp"

namespace verdet {

/// A Gaussian prior on a parameter, engine units: one more residual (x - mean)/sigma.
struct Prior {
  std::size_t parameter;
  double mean, sigma;
};

/// Residuals (prediction - datum)/error; the error is 1 where none was measured.
class FitProblem final : public LeastSquaresProblem {
 public:
  explicit FitProblem(const FitModel& model, std::vector<Prior> priors = {});

  const std::vector<FreeParameter>& parameters() const override { return parameters_; }
  std::size_t residual_count() const override { return data_.size() + priors_.size(); }
  bool evaluate(std::span<const double> x, std::span<double> r,
                std::span<double> jacobian) const override;
  void refine_start(std::span<double> x) const override { model_.refine_start(x); }
  std::vector<std::vector<double>> relocations(std::span<const double> x) const override {
    return model_.relocations(x);
  }
  void canonicalise(std::span<double> x) const override { model_.canonicalise(x); }
  double cost_floor() const override { return floor_; }

  /// Whether every datum has a measured error.
  bool errors_known() const { return errors_known_; }
  std::size_t data_count() const { return data_.size(); }

 private:
  const FitModel& model_;
  std::vector<Prior> priors_;
  std::vector<FreeParameter> parameters_;
  std::vector<double> data_, weight_;
  bool errors_known_ = true;
  bool weighted_ = false;
  double floor_ = 0;
};

}  // namespace verdet
