#include "verdet/studies/fit/fit_problem.hpp"

namespace verdet {

FitProblem::FitProblem(const FitModel& model, std::vector<Prior> priors)
    : model_(model), priors_(std::move(priors)) {
  for (const FitParameter& p : model.parameters()) parameters_.push_back(p.free);
  errors_known_ = !model.observations().relative_errors;
  for (const Observed& q : model.observations().quantities) {
    const bool known = !q.errors.empty();
    errors_known_ = errors_known_ && known;
    weighted_ = weighted_ || known;
    for (std::size_t i = 0; i < q.values.size(); ++i) {
      data_.push_back(q.values[i]);
      weight_.push_back(known ? 1 / q.errors[i] : 1);
      floor_ += 1e-22 * q.values[i] * q.values[i] * weight_.back() * weight_.back();
    }
  }
}

bool FitProblem::evaluate(std::span<const double> x, std::span<double> r,
                          std::span<double> jacobian) const {
  const std::size_t m = data_.size(), n = x.size();
  const std::span<double> slopes =
      jacobian.empty() ? std::span<double>{} : jacobian.subspan(0, m * n);
  if (!model_.predict(x, r.subspan(0, m), slopes)) return false;
  for (std::size_t i = 0; i < m; ++i) r[i] = (r[i] - data_[i]) * weight_[i];
  if (weighted_ && !slopes.empty())
    for (std::size_t i = 0; i < m; ++i)
      for (std::size_t k = 0; k < n; ++k) slopes[i * n + k] *= weight_[i];
  for (std::size_t p = 0; p < priors_.size(); ++p) {
    const Prior& prior = priors_[p];
    r[m + p] = (x[prior.parameter] - prior.mean) / prior.sigma;
    if (jacobian.empty()) continue;
    for (std::size_t k = 0; k < n; ++k) jacobian[(m + p) * n + k] = 0;
    jacobian[(m + p) * n + prior.parameter] = 1 / prior.sigma;
  }
  return true;
}

}  // namespace verdet
