#include "verdet/studies/fit/baseline.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <numbers>

#include "verdet/base/text.hpp"

namespace verdet {
namespace {

using std::numbers::pi;

// The number of fringes over u in [-1, 1] with the largest power in the data's own periodogram.
double strongest_fringes(const std::vector<double>& u, std::span<const double> power,
                         double level) {
  double best = 1, highest = 0;
  for (double f = 0.5; f < 0.1 * static_cast<double>(u.size()); f += 0.25) {
    double c = 0, s = 0;
    for (std::size_t i = 0; i < u.size(); ++i) {
      c += (power[i] - level) * std::cos(2 * pi * f * u[i]);
      s += (power[i] - level) * std::sin(2 * pi * f * u[i]);
    }
    if (c * c + s * s > highest) {
      highest = c * c + s * s;
      best = f;
    }
  }
  return best;
}

}  // namespace

Baseline::Baseline(Kind kind, std::span<const double> wavelengths) : kind_(kind) {
  const auto [low, high] = std::minmax_element(wavelengths.begin(), wavelengths.end());
  const double middle = 0.5 * (*low + *high), half = std::max(0.5 * (*high - *low), 1e-30);
  for (const double w : wavelengths) u_.push_back((w - middle) / half);
}

Baseline::Kind Baseline::read(const Node* node) {
  if (!node) return Kind::Linear;
  const std::vector<std::string> names = {"none", "constant", "linear", "fringes"};
  const auto found = std::find(names.begin(), names.end(), node->as_text());
  if (found == names.end())
    node->fail("unknown baseline '" + node->as_text() + "'" + suggestion(node->as_text(), names),
               "fit.baseline");
  return static_cast<Kind>(found - names.begin());
}

std::size_t Baseline::size() const {
  return kind_ == Kind::None ? 0 : kind_ == Kind::Constant ? 1 : kind_ == Kind::Linear ? 2 : 5;
}

std::vector<FitParameter> Baseline::parameters(std::span<const double> power) const {
  if (kind_ == Kind::None) return {};
  std::vector<double> sorted(power.begin(), power.end());
  std::sort(sorted.begin(), sorted.end());
  const double level = sorted[sorted.size() * 9 / 10];
  const double size = std::max(std::abs(level), 1e-300);
  const auto one = [&](const char* name, double start, double low, double high,
                       const char* meaning) {
    return FitParameter{name, "1", size, {name, start, low, high}, meaning};
  };
  std::vector<FitParameter> list = {
      one("baseline.level", level / size, 1e-3, 1e3, "transmission beside the device, mid-range")};
  if (kind_ == Kind::Constant) return list;
  list.push_back(one("baseline.slope", 0, -10, 10, "its change from the middle to the long end"));
  if (kind_ == Kind::Linear) return list;
  const double f = strongest_fringes(u_, power, level);
  list.push_back(one("baseline.cosine", 0, -10, 10, "fringes, in phase at mid-range"));
  list.push_back(one("baseline.sine", 0, -10, 10, "fringes, in quadrature"));
  list.push_back({"baseline.fringes",
                  "1",
                  1,
                  {"baseline.fringes", f, 0.8 * f, 1.25 * f},
                  "number of fringes over half of the range"});
  return list;
}

// The level's size is a factor of all linear parameters, applied by the caller's power scale.
double Baseline::value(std::span<const double> p, std::size_t i) const {
  if (kind_ == Kind::None) return 1;
  double b = p[0];
  if (kind_ == Kind::Constant) return b;
  b += p[1] * u_[i];
  if (kind_ == Kind::Linear) return b;
  const double a = 2 * pi * p[4] * u_[i];
  return b + p[2] * std::cos(a) + p[3] * std::sin(a);
}

void Baseline::slopes(std::span<const double> p, std::size_t i, std::span<double> out) const {
  if (kind_ == Kind::None) return;
  out[0] = 1;
  if (kind_ == Kind::Constant) return;
  out[1] = u_[i];
  if (kind_ == Kind::Linear) return;
  const double w = 2 * pi * u_[i], a = w * p[4];
  out[2] = std::cos(a);
  out[3] = std::sin(a);
  out[4] = w * (p[3] * std::cos(a) - p[2] * std::sin(a));
}

void Baseline::fit_linear(std::span<double> p, std::span<const double> transmission,
                          std::span<const double> power) const {
  const std::size_t linear = std::min<std::size_t>(size(), 4);
  if (linear == 0) return;
  Eigen::MatrixXd normal = Eigen::MatrixXd::Zero(linear, linear);
  Eigen::VectorXd right = Eigen::VectorXd::Zero(linear);
  double d[5] = {};
  for (std::size_t i = 0; i < u_.size(); ++i) {
    slopes(p, i, d);
    const Eigen::Map<const Eigen::VectorXd> column(d, static_cast<Eigen::Index>(linear));
    normal += transmission[i] * transmission[i] * column * column.transpose();
    right += transmission[i] * power[i] * column;
  }
  const Eigen::VectorXd solved = normal.ldlt().solve(right);
  if (!solved.allFinite() || !(solved(0) > 0)) return;
  for (std::size_t k = 0; k < linear; ++k) p[k] = solved(static_cast<Eigen::Index>(k));
}

}  // namespace verdet
