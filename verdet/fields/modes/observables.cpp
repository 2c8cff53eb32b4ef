#include "verdet/fields/modes/observables.hpp"

#include <algorithm>
#include <cmath>

namespace verdet {
namespace {

using Complex = std::complex<double>;

constexpr double kLightSpeedPermittivity = 1 / 376.730313668;  // c eps0 = 1 / Z0, S

template <class F>
double integral(const FieldGrid& g, F&& density) {
  double sum = 0;
  for (int j = 0; j < g.ny(); ++j)
    for (int i = 0; i < g.nx(); ++i) sum += g.area(i, j) * density(i, j, g.index(i, j));
  return sum;
}

double intensity(const Mode& m, std::size_t k) {
  return std::norm(m.electric[0][k]) + std::norm(m.electric[1][k]) + std::norm(m.electric[2][k]);
}

// Bilinear sampling on cell centres; zero outside the grid by more than half a cell.
class Sampler {
 public:
  Sampler(const FieldGrid& from, const FieldGrid& to)
      : columns_(from.nx()),
        x_(places(from.x, from.width, to.x)),
        y_(places(from.y, from.height, to.y)) {}

  Complex operator()(const std::vector<Complex>& f, int i, int j) const {
    const Place &a = x_[i], &b = y_[j];
    if (a.outside || b.outside) return 0;
    const std::size_t k = a.low + static_cast<std::size_t>(columns_) * b.low;
    const std::size_t right = a.step, up = static_cast<std::size_t>(columns_) * b.step;
    return (1 - b.upper) * ((1 - a.upper) * f[k] + a.upper * f[k + right]) +
           b.upper * ((1 - a.upper) * f[k + up] + a.upper * f[k + up + right]);
  }

 private:
  struct Place {
    int low = 0, step = 0;
    double upper = 0;
    bool outside = false;
  };
  static std::vector<Place> places(const std::vector<double>& from, const std::vector<double>& size,
                                   const std::vector<double>& to) {
    std::vector<Place> out;
    const int n = static_cast<int>(from.size());
    for (const double x : to) {
      Place p;
      p.outside = x < from.front() - size.front() / 2 || x > from.back() + size.back() / 2;
      const int after =
          static_cast<int>(std::upper_bound(from.begin(), from.end(), x) - from.begin());
      p.low = std::clamp(after - 1, 0, std::max(n - 2, 0));
      p.step = n > 1 ? 1 : 0;
      if (n > 1)
        p.upper = std::clamp((x - from[p.low]) / (from[p.low + 1] - from[p.low]), 0.0, 1.0);
      out.push_back(p);
    }
    return out;
  }
  int columns_;
  std::vector<Place> x_, y_;
};

}  // namespace

double mode_power(const Mode& m) {
  return integral(m.grid, [&](int, int, std::size_t k) {
    return 0.5 * (m.electric[0][k] * std::conj(m.magnetic[1][k]) -
                  m.electric[1][k] * std::conj(m.magnetic[0][k]))
                     .real();
  });
}

double te_fraction(const Mode& m) {
  const double x =
      integral(m.grid, [&](int, int, std::size_t k) { return std::norm(m.electric[0][k]); });
  const double y =
      integral(m.grid, [&](int, int, std::size_t k) { return std::norm(m.electric[1][k]); });
  return x / (x + y);
}

double effective_area(const Mode& m) {
  const double second = integral(m.grid, [&](int, int, std::size_t k) { return intensity(m, k); });
  const double fourth =
      integral(m.grid, [&](int, int, std::size_t k) { return std::pow(intensity(m, k), 2); });
  return second * second / fourth;
}

double confinement_factor(const CrossSection& section, const Mode& m, int region) {
  const Medium& medium = medium_of(section, region);
  const double weighted = integral(m.grid, [&](int i, int j, std::size_t k) {
    if (region_at(section, {m.grid.x[i], m.grid.y[j]}) != region) return 0.0;
    double sum = 0;
    for (int c = 0; c < 3; ++c)
      sum += std::sqrt(medium.epsilon[c]).real() * std::norm(m.electric[c][k]);
    return sum;
  });
  return kLightSpeedPermittivity * weighted / (2 * mode_power(m));
}

Complex overlap(const Mode& a, const Mode& b) {
  const Sampler sample(b.grid, a.grid);
  Complex sum;
  for (int j = 0; j < a.grid.ny(); ++j)
    for (int i = 0; i < a.grid.nx(); ++i) {
      const std::size_t k = a.grid.index(i, j);
      const auto e = [&](int c) { return std::conj(sample(b.electric[c], i, j)); };
      const auto h = [&](int c) { return std::conj(sample(b.magnetic[c], i, j)); };
      sum += a.grid.area(i, j) * (a.electric[0][k] * h(1) - a.electric[1][k] * h(0) +
                                  e(0) * a.magnetic[1][k] - e(1) * a.magnetic[0][k]);
    }
  return 0.25 * sum;
}

}  // namespace verdet
