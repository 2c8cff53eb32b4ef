// Laws that state the index itself, or a permittivity that is linear in its parameters.
#include "verdet/studies/fit/index_laws.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "verdet/physics/dispersion/cauchy.hpp"
#include "verdet/physics/dispersion/forouhi_bloomer.hpp"
#include "verdet/physics/dispersion/permittivity.hpp"

namespace verdet {
namespace {

constexpr double kElectronvolt = codata2018::kElementaryCharge;

FitParameter parameter(const char* name, int power, double low, double high, double start,
                       const char* meaning) {
  const char* unit = power == 2 ? "J^2" : power == 1 ? "J" : "1";
  return {name, unit, std::pow(kElectronvolt, power), {name, start, low, high}, meaning};
}

// Evaluates a law that is templated on its parameters.
template <int N, class F>
bool evaluate(std::span<const double> x, std::span<const double> energies, ComplexColumn& index,
              std::vector<ComplexColumn>* slopes, const F& law) {
  using D = Dual<double, N>;
  std::array<D, N> p;
  for (int k = 0; k < N; ++k) p[k] = D::variable(x[k], k);
  bool finite = true;
  for (std::size_t i = 0; i < energies.size(); ++i) {
    const Complex<D> z = law(p, energies[i]);
    index.re[i] = z.re.value;
    index.im[i] = z.im.value;
    finite = finite && std::isfinite(z.re.value) && std::isfinite(z.im.value);
    for (int k = 0; slopes && k < N; ++k) {
      (*slopes)[k].re[i] = z.re.grad[k];
      (*slopes)[k].im[i] = z.im.grad[k];
    }
  }
  return finite;
}

double mean(const std::vector<double>& v) {
  double sum = 0;
  for (const double value : v) sum += value;
  return sum / static_cast<double>(std::max<std::size_t>(v.size(), 1));
}

}  // namespace

CauchyLaw::CauchyLaw(double low, double high, bool absorbing) : edge_(high) {
  (void)low;
  parameters_ = {parameter("a", 0, 0.1, 10, 1.5, "index far below the edge"),
                 parameter("b", 0, -1, 2, 0.01, "coefficient of 1/lambda^2, um^2"),
                 parameter("c", 0, -1, 1, 0, "coefficient of 1/lambda^4, um^4")};
  if (!absorbing) return;
  parameters_.push_back(
      parameter("extinction", 0, 0, 5, 1e-3, "k at the highest photon energy of the data"));
  parameters_.push_back(parameter("urbach", 1, 0.01, 5, 0.3, "energy over which k falls by e"));
}

bool CauchyLaw::index(std::span<const double> x, std::span<const double> energies,
                      ComplexColumn& index, std::vector<ComplexColumn>* slopes) const {
  const double micron = 1e6 * electronvolt_metre();
  if (parameters_.size() == 3)
    return evaluate<3>(x, energies, index, slopes, [&](const auto& p, double e) {
      using T = std::decay_t<decltype(p[0])>;
      return physics::CauchyUrbach<T>{p[0], p[1], p[2], T(0.0), T(1.0), T(0.0)}(e, micron);
    });
  return evaluate<5>(x, energies, index, slopes, [&](const auto& p, double e) {
    using T = std::decay_t<decltype(p[0])>;
    return physics::CauchyUrbach<T>{p[0], p[1], p[2], p[3], p[4], T(edge_)}(e, micron);
  });
}

void CauchyLaw::start_from(std::span<const double>, const ComplexColumn& target) {
  parameters_[0].free.start = std::clamp(mean(target.re), 0.1, 10.0);
  if (parameters_.size() > 3)
    parameters_[3].free.start =
        std::clamp(*std::max_element(target.im.begin(), target.im.end()), 1e-6, 5.0);
}

ForouhiBloomerLaw::ForouhiBloomerLaw(double low, double high) {
  parameters_ = {
      parameter("index", 0, 1, 6, 1.8, "n far above the transition"),
      parameter("amplitude", 0, 0, 20, 0.3, "amplitude A"),
      parameter("energy", 1, low, 3 * high, high, "centre B/2"),
      parameter("broadening", 1, 1e-3 * high, 5 * high, 0.3 * high, "half width sqrt(C - B^2/4)"),
      parameter("gap", 1, 0, high, 0.8 * low, "gap Eg")};
}

bool ForouhiBloomerLaw::index(std::span<const double> x, std::span<const double> energies,
                              ComplexColumn& index, std::vector<ComplexColumn>* slopes) const {
  return evaluate<5>(x, energies, index, slopes, [](const auto& p, double e) {
    using T = std::decay_t<decltype(p[0])>;
    // Centre and half width keep 4 C > B^2 for all values.
    return physics::ForouhiBloomer<T>{p[0], p[1], 2.0 * p[2], p[2] * p[2] + p[3] * p[3], p[4]}(e);
  });
}

void ForouhiBloomerLaw::start_from(std::span<const double>, const ComplexColumn& target) {
  parameters_[0].free.start = std::clamp(0.8 * mean(target.re), 1.0, 6.0);
}

SplineLaw::SplineLaw(double low, double high, int knots)
    : spline_([&] {
        std::vector<double> at;
        for (int i = 0; i < knots; ++i) at.push_back(low + (high - low) * i / (knots - 1));
        return at;
      }()) {
  parameters_ = {parameter("background", 0, 1, 50, 2, "permittivity of all outside the knots"),
                 parameter("pole", 2, 0, 1e4, 1, "strength of a pole at twice the highest energy")};
  pole_ = 2 * high;
  for (std::size_t j = 0; j < spline_.size(); ++j) {
    parameters_.push_back(parameter("", 0, 0, 200, 0.1, "Im eps near this knot"));
    parameters_.back().name = parameters_.back().free.name = fmt::format("values.{}", j);
  }
}

std::shared_ptr<const SplineLaw::Basis> SplineLaw::basis_at(
    std::span<const double> energies) const {
  const std::lock_guard lock(mutex_);
  if (basis_ && std::equal(energies.begin(), energies.end(), basis_->energies.begin(),
                           basis_->energies.end()))
    return basis_;
  const std::size_t m = spline_.size();
  auto fresh = std::make_shared<Basis>();
  fresh->energies.assign(energies.begin(), energies.end());
  fresh->real.resize(m * energies.size());
  fresh->imaginary.resize(m * energies.size());
  for (std::size_t i = 0; i < energies.size(); ++i)
    spline_.basis(energies[i], {fresh->real.data() + i * m, m},
                  {fresh->imaginary.data() + i * m, m});
  basis_ = fresh;
  return fresh;
}

bool SplineLaw::index(std::span<const double> x, std::span<const double> energies,
                      ComplexColumn& index, std::vector<ComplexColumn>* slopes) const {
  const auto held = basis_at(energies);
  const Basis& basis = *held;
  const std::size_t m = spline_.size();
  bool finite = true;
  for (std::size_t i = 0; i < energies.size(); ++i) {
    const double pole = 1 / (pole_ * pole_ - energies[i] * energies[i]);
    Complex<double> eps{x[0] + x[1] * pole, 0};
    for (std::size_t j = 0; j < m; ++j) {
      eps.re += x[2 + j] * basis.real[i * m + j];
      eps.im += x[2 + j] * basis.imaginary[i * m + j];
    }
    const Complex<double> root = physics::index_of_permittivity(eps);
    index.re[i] = root.re;
    index.im[i] = root.im;
    const Complex<double> slope = 0.5 / root;
    finite = finite && std::isfinite(slope.re) && std::isfinite(slope.im);
    if (!slopes) continue;
    const auto put = [&](std::size_t k, const Complex<double>& d) {
      const Complex<double> chained = slope * d;
      (*slopes)[k].re[i] = chained.re;
      (*slopes)[k].im[i] = chained.im;
    };
    put(0, {1, 0});
    put(1, {pole, 0});
    for (std::size_t j = 0; j < m; ++j)
      put(2 + j, {basis.real[i * m + j], basis.imaginary[i * m + j]});
  }
  return finite;
}

void SplineLaw::start_from(std::span<const double> energies, const ComplexColumn& target) {
  for (std::size_t j = 0; j < spline_.size(); ++j) {
    std::size_t nearest = 0;
    for (std::size_t i = 0; i < energies.size(); ++i)
      if (std::abs(energies[i] - spline_.centre(j)) <
          std::abs(energies[nearest] - spline_.centre(j)))
        nearest = i;
    parameters_[2 + j].free.start =
        std::clamp(2 * target.re[nearest] * target.im[nearest], 1e-4, 200.0);
  }
}

}  // namespace verdet
