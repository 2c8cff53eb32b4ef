// Laws of the permittivity against what they must be: Kramers-Kronig pairs (by an independent
// adaptive quadrature), symmetric, with exact derivatives, and equal to published numbers.
#include <gtest/gtest.h>

#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <functional>
#include <numeric>

#include "verdet/physics/dispersion/cauchy.hpp"
#include "verdet/physics/dispersion/cody_lorentz.hpp"
#include "verdet/physics/dispersion/critical_point.hpp"
#include "verdet/physics/dispersion/drude_permittivity.hpp"
#include "verdet/physics/dispersion/forouhi_bloomer.hpp"
#include "verdet/physics/dispersion/gaussian_oscillator.hpp"
#include "verdet/physics/dispersion/lorentz.hpp"
#include "verdet/physics/dispersion/spline_permittivity.hpp"
#include "verdet/physics/dispersion/tauc_lorentz.hpp"

namespace verdet::physics {
namespace {

using std::numbers::pi;

// (2/pi) P int_0^inf x f(x)/(x^2 - E^2) dx: on [0, 2E] folded about E, so that the pole cancels.
double transform(const std::function<double(double)>& f, double e, std::vector<double> kinks = {}) {
  using boost::math::quadrature::gauss_kronrod;
  const auto g = [&](double x) { return x * f(x) / (x + e); };
  const auto folded = [&](double t) { return (g(e + t) - g(e - t)) / t; };
  std::vector<double> cuts = {0, 1e-3 * e, 0.1 * e, 0.5 * e, e};
  for (const double kink : kinks)
    if (std::abs(kink - e) < e) cuts.push_back(std::abs(kink - e));
  std::sort(cuts.begin(), cuts.end());
  double sum = 0;
  for (std::size_t i = 1; i < cuts.size(); ++i)
    if (cuts[i] > cuts[i - 1])
      sum += gauss_kronrod<double, 31>::integrate(folded, cuts[i - 1], cuts[i], 12, 1e-11);
  const auto far = [&](double x) { return g(x) / (x - e); };
  std::vector<double> ends = {2 * e, 4 * e, 10 * e + 20};
  for (const double kink : kinks)
    if (kink > 2 * e) ends.push_back(kink);
  std::sort(ends.begin(), ends.end());
  for (std::size_t i = 1; i < ends.size(); ++i)
    sum += gauss_kronrod<double, 31>::integrate(far, ends[i - 1], ends[i], 12, 1e-11);
  sum += gauss_kronrod<double, 31>::integrate(far, ends.back(),
                                              std::numeric_limits<double>::infinity(), 12, 1e-11);
  return 2 / pi * sum;
}

TEST(PermittivityLaws, LorentzIsCausal) {
  const LorentzOscillator<double> law{1.4478, 2.0367, 0.0525};
  for (const double e : {0.4, 1.9, 2.0367, 2.2, 5.0})
    EXPECT_NEAR(law(e).re, transform([&](double x) { return law(x).im; }, e, {2.0367}), 2e-7);
}

TEST(PermittivityLaws, LorentzPeaksAtStrengthOverWidth) {
  const LorentzOscillator<double> law{3.0, 2.0, 0.1};
  EXPECT_NEAR(law(2.0).im, 3.0 / (0.1 * 2.0), 1e-12);
  EXPECT_NEAR(law(1e-9).re, 3.0 / 4.0, 1e-12);  // static polarisability f/E0^2
}

TEST(PermittivityLaws, DrudeIsAMetal) {
  const DrudePermittivity<double> law{9.03, 0.053};
  const Complex<double> eps = law(0.8);
  EXPECT_LT(eps.re, -100);
  EXPECT_GT(eps.im, 0);
  // eps = i sigma / (eps_0 omega): far above 1/tau the real part tends to -(wp/w)^2.
  EXPECT_NEAR(law(8.0).re, -(9.03 / 8) * (9.03 / 8), 1e-4);
}

TEST(PermittivityLaws, TaucLorentzIsCausal) {
  // Ge2Sb2Te5 amorphous, first oscillator of the fit in materials.md.
  const TaucLorentz<double> law{90.45, 2.086, 2.950, 0.732};
  for (const double e : {0.3, 0.72, 0.732, 0.75, 1.2, 2.086, 3.5, 6.0})
    EXPECT_NEAR(law(e).re, transform([&](double x) { return law(x).im; }, e, {0.732}), 4e-6 * 30)
        << e;
  EXPECT_EQ(law(0.7).im, 0);
}

TEST(PermittivityLaws, CodyLorentzIsCausalWithItsTail) {
  const CodyLorentz<double> law{70, 3.4, 2.3, 1.6, 0.8, 0.15, 0.06};
  const auto imaginary = [&](double x) { return x > 0 ? law.imaginary_part(x) : 0.0; };
  for (const double e : {0.5, 1.2, 1.7, 1.76, 2.5, 3.4, 5.0})
    EXPECT_NEAR(law(e).re, transform(imaginary, e, {1.75}), 3e-5) << e;
  // Continuous at the end of the tail, exponential below it.
  EXPECT_NEAR(law.imaginary_part(1.75 - 1e-9), law.imaginary_part(1.75 + 1e-9), 1e-6);
  EXPECT_NEAR(law.imaginary_part(1.6) * 1.6 / (law.imaginary_part(1.54) * 1.54), std::exp(1.0),
              1e-9);
}

TEST(PermittivityLaws, GaussianIsCausal) {
  const GaussianOscillator<double> law{3.0, 2.5, 0.4};
  for (const double e : {0.5, 2.3, 2.5, 2.6, 4.0})
    EXPECT_NEAR(law(e).re, transform([&](double x) { return law(x).im; }, e, {2.5, 2.0, 3.0}),
                1e-7);
  EXPECT_NEAR(law(2.7).im, 1.5, 1e-9);  // half of the peak half a width away
}

TEST(PermittivityLaws, DawsonMatchesPublishedValues) {
  // Abramowitz and Stegun, table 7.5.
  EXPECT_NEAR(dawson(0.1), 0.0993359924, 1e-10);
  EXPECT_NEAR(dawson(1.0), 0.5380795069, 1e-10);
  EXPECT_NEAR(dawson(2.0), 0.3013403889, 1e-10);
  EXPECT_NEAR(dawson(-2.0), -0.3013403889, 1e-10);
}

TEST(PermittivityLaws, CriticalPointIsCausalForEveryPhase) {
  for (const double phase : {-0.8, 0.0, 1.1}) {
    const CriticalPoint<double> law{0.9, phase, 2.7, 0.45};
    // Analytic in the upper half plane and falling as 1/E: the transform of Im gives Re.
    for (const double e : {1.0, 2.5, 3.2})
      EXPECT_NEAR(law(e).re, transform([&](double x) { return law(x).im; }, e, {2.7}), 2e-6);
    EXPECT_NEAR(law(1e-12).im, 0, 1e-9);  // odd in E
  }
}

TEST(PermittivityLaws, ForouhiBloomerIndexIsTheTransformOfItsUntruncatedExtinction) {
  const ForouhiBloomer<double> law{1.7, 0.4, 6.8, 12.2, 1.2};
  // Contour integration of (k(x) - k_inf) over the whole line, the pair of the source's eq. 20.
  const auto k = [&](double x) {
    return 0.4 * ((x - 1.2) * (x - 1.2) / (x * x - 6.8 * x + 12.2) - 1);
  };
  using boost::math::quadrature::gauss_kronrod;
  for (const double e : {1.0, 3.0, 4.5}) {
    const auto folded = [&](double t) { return (k(e + t) - k(e - t)) / t; };
    double sum = 0;
    for (const auto& [a, b] :
         {std::pair{0.0, 1.0}, {1.0, 5.0}, {5.0, 50.0}, {50.0, 1e3}, {1e3, 1e6}})
      sum += gauss_kronrod<double, 61>::integrate(folded, a, b, 12, 1e-10);
    EXPECT_NEAR(law(e).re - 1.7, sum / pi, 2e-6) << e;
  }
  EXPECT_EQ(law(1.1).im, 0);
}

TEST(PermittivityLaws, SplinePartsAreAPartitionOfUnityAndCausal) {
  const SplinePermittivity spline({1.0, 1.4, 2.0, 2.3, 3.0});
  ASSERT_EQ(spline.size(), 7u);
  std::vector<double> real(7), imaginary(7), other(7);
  for (const double e : {1.0, 1.17, 2.0, 2.9, 3.0}) {
    spline.basis(e, real, imaginary);
    EXPECT_NEAR(std::accumulate(imaginary.begin(), imaginary.end(), 0.0), 1, 1e-12) << e;
  }
  for (const double e : {0.6, 1.3, 2.0, 2.45, 4.0}) {
    spline.basis(e, real, imaginary);
    for (std::size_t j = 1; j < 6; ++j) {  // those that vanish at the ends
      const auto bump = [&](double x) {
        if (x <= 1.0 || x >= 3.0) return 0.0;
        std::vector<double> r(7), im(7);
        spline.basis(x, r, im);
        return im[j];
      };
      EXPECT_NEAR(real[j], transform(bump, e, {1.0, 1.4, 2.0, 2.3, 3.0}), 1e-6) << e << " " << j;
    }
  }
}

template <class Law, class... P>
void expect_exact_derivatives(P... p) {
  constexpr int n = sizeof...(P);
  const std::array<double, n> at{p...};
  const auto value = [](std::array<double, n> v, double e) {
    return std::apply([&](auto... x) { return typename Law::template Of<double>{x...}(e); }, v);
  };
  for (const double e : {0.9, 2.2}) {
    std::array<Dual<double, n>, n> duals;
    for (int i = 0; i < n; ++i) duals[i] = Dual<double, n>::variable(at[i], i);
    const auto z = std::apply(
        [&](auto... x) { return typename Law::template Of<Dual<double, n>>{x...}(e); }, duals);
    for (int i = 0; i < n; ++i) {
      const double h = 1e-5 * at[i];
      auto above = at, below = at;
      above[i] += h;
      below[i] -= h;
      const auto a = value(above, e), b = value(below, e);
      EXPECT_NEAR(z.re.grad[i], (a.re - b.re) / (2 * h), 2e-4 * (1 + std::abs(z.re.grad[i]))) << i;
      EXPECT_NEAR(z.im.grad[i], (a.im - b.im) / (2 * h), 2e-4 * (1 + std::abs(z.im.grad[i]))) << i;
    }
  }
}
#define LAW(Name)       \
  struct Name##Law {    \
    template <class T>  \
    using Of = Name<T>; \
  }
LAW(LorentzOscillator);
LAW(TaucLorentz);
LAW(CodyLorentz);
LAW(GaussianOscillator);
LAW(CriticalPoint);
LAW(ForouhiBloomer);
LAW(DrudePermittivity);

TEST(PermittivityLaws, DerivativesAreExact) {
  expect_exact_derivatives<LorentzOscillatorLaw>(1.4, 2.0, 0.3);
  expect_exact_derivatives<TaucLorentzLaw>(90.0, 2.1, 2.9, 0.73);
  expect_exact_derivatives<CodyLorentzLaw>(70.0, 3.4, 2.3, 1.6, 0.8, 0.15, 0.06);
  expect_exact_derivatives<GaussianOscillatorLaw>(3.0, 2.5, 0.9);
  expect_exact_derivatives<CriticalPointLaw>(0.9, 0.6, 2.7, 0.45);
  expect_exact_derivatives<ForouhiBloomerLaw>(1.7, 0.4, 6.8, 12.2, 1.2);
  expect_exact_derivatives<DrudePermittivityLaw>(9.0, 0.1);
}

TEST(PermittivityLaws, DerivativesByThePhotonEnergyAreExact) {
  using D = Dual<double, 1>;
  const TaucLorentz<double> law{90.45, 2.086, 2.950, 0.732};
  const Complex<D> z = law(D::variable(1.5, 0));
  EXPECT_NEAR(z.re.grad[0], (law(1.5 + 1e-5).re - law(1.5 - 1e-5).re) / 2e-5, 1e-6);
  EXPECT_NEAR(z.im.grad[0], (law(1.5 + 1e-5).im - law(1.5 - 1e-5).im) / 2e-5, 1e-6);
}

TEST(Elementary, ComplexRootChoosesTheDecayingWave) {
  for (const std::complex<double> z : {std::complex<double>{4, 0}, {-4, 0}, {3, -2}, {-3, 1e-12}}) {
    const Complex<double> root = sqrt_forward(Complex<double>{z.real(), z.imag()});
    EXPECT_NEAR(std::abs(to_std(root * root) - z), 0, 1e-14);
    EXPECT_GE(root.im, 0);
  }
}

}  // namespace
}  // namespace verdet::physics
