#include "verdet/studies/sweep/columns.hpp"

#include <cmath>

#include "verdet/base/random.hpp"

namespace verdet {
namespace {

constexpr std::uint64_t kWaferStream = std::uint64_t{1} << 32;  // apart from those of the points

class Saltelli final : public UnitSampler {
 public:
  Saltelli(Sampler base, std::size_t dimensions) : base_(std::move(base)), d_(dimensions) {}
  double at(std::uint64_t point, std::size_t dimension) const override {
    const std::uint64_t row = point / (d_ + 2), block = point % (d_ + 2);
    const bool from_b = block == 1 || block == dimension + 2;
    return base_->at(row, from_b ? d_ + dimension : dimension);
  }

 private:
  Sampler base_;
  std::size_t d_;
};

}  // namespace

double CorrelatedColumn::at(std::uint64_t point) const {
  double value = mean_;
  for (std::size_t k = 0; k < row_.size(); ++k)
    value += row_[k] * normal_quantile(sampler_->at(point, first_ + k));
  return value;
}

Wafer make_wafer(double radius, double pitch) {
  Wafer wafer{radius, {}};
  const int n = static_cast<int>(radius / pitch);
  for (int j = -n; j <= n; ++j)
    for (int i = -n; i <= n; ++i)
      if (std::hypot(i * pitch, j * pitch) <= radius) wafer.dies.push_back({i * pitch, j * pitch});
  return wafer;
}

double WaferColumn::at(std::uint64_t point) const {
  const std::uint64_t number = point / wafer_->dies.size();
  const Wafer::Die& die = wafer_->dies[point % wafer_->dies.size()];
  const double x = die.x / wafer_->radius, y = die.y / wafer_->radius;
  const double systematic =
      trend_.gradient_x * x + trend_.gradient_y * y + trend_.bowl * (x * x + y * y);
  const double offset =
      trend_.wafer_to_wafer > 0
          ? trend_.wafer_to_wafer * normal_quantile(uniform(seed_, number, kWaferStream + stream_))
          : 0.0;
  return random_->at(point) + systematic + offset;
}

Sampler saltelli_sampler(Sampler base, std::size_t dimensions) {
  return std::make_shared<Saltelli>(std::move(base), dimensions);
}

std::vector<std::vector<double>> cholesky(const std::vector<std::vector<double>>& matrix) {
  const std::size_t n = matrix.size();
  std::vector<std::vector<double>> l(n);
  for (std::size_t i = 0; i < n; ++i) {
    l[i].assign(i + 1, 0.0);
    for (std::size_t j = 0; j <= i; ++j) {
      if (std::abs(matrix[i][j] - matrix[j][i]) > 1e-12 * std::abs(matrix[i][j])) return {};
      double sum = matrix[i][j];
      for (std::size_t k = 0; k < j; ++k) sum -= l[i][k] * l[j][k];
      if (i != j) {
        l[i][j] = l[j][j] > 0 ? sum / l[j][j] : 0.0;
      } else if (matrix[i][i] != 0) {  // a variance of zero: a value that a fit holds at its bound
        if (!(sum > 1e-12 * matrix[i][i])) return {};
        l[i][i] = std::sqrt(sum);
      }
    }
  }
  return l;
}

}  // namespace verdet
