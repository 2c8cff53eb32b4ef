// The directional coupler against integrated coupled-mode equations, against itself in cascade, and
// against the modes of the whole cross-section.
#include "verdet/devices/coupler/coupler.hpp"

#include <gtest/gtest.h>

#include <complex>

#include "fields/modes/slab_oracle.hpp"
#include "verdet/devices/model_device.hpp"
#include "verdet/fields/modes/mode_solver.hpp"
#include "verdet/fields/modes/shapes.hpp"
#include "verdet/materials/library.hpp"

namespace verdet {
namespace {

using C = std::complex<double>;

CouplerParameters<double> behavioural() {
  CouplerParameters<double> p;
  p.length = 23e-6;
  p.coupling = 4.1e4;
  p.coupling_slope = 3e11;
  p.effective_index = 2.44;
  p.group_index = 4.2;
  p.loss = 500;
  return p;
}

struct Response {
  C bar, cross;
};

class CouplerTest : public testing::Test {
 protected:
  ModelDevice<Coupler> device(const CouplerParameters<double>& p) const {
    return {p, {materials_, context_}};
  }
  static Response response(const ModelDevice<Coupler>& device, double wavelength) {
    std::array<double, 2> re{}, im{};
    device.amplitudes(std::array{wavelength}, re, im);
    return {{re[0], im[0]}, {re[1], im[1]}};
  }
  Response response(const CouplerParameters<double>& p, double wavelength) const {
    return response(ModelDevice<Coupler>(p, {materials_, context_}), wavelength);
  }
  MaterialLibrary materials_;
  Context context_;
};

// da1/dz = (i beta - alpha/2) a1 + i kappa a2 and its mirror, by classical Runge-Kutta.
Response integrated(double beta, double kappa, double alpha, double length) {
  const C own(-alpha / 2, beta), other(0, kappa);
  C a = 1, b = 0;
  const int steps = 200000;
  const double h = length / steps;
  const auto rate = [&](C x, C y) { return own * x + other * y; };
  for (int i = 0; i < steps; ++i) {
    const C a1 = rate(a, b), b1 = rate(b, a);
    const C a2 = rate(a + h / 2 * a1, b + h / 2 * b1), b2 = rate(b + h / 2 * b1, a + h / 2 * a1);
    const C a3 = rate(a + h / 2 * a2, b + h / 2 * b2), b3 = rate(b + h / 2 * b2, a + h / 2 * a2);
    const C a4 = rate(a + h * a3, b + h * b3), b4 = rate(b + h * b3, a + h * a3);
    a += h / 6 * (a1 + 2.0 * a2 + 2.0 * a3 + a4);
    b += h / 6 * (b1 + 2.0 * b2 + 2.0 * b3 + b4);
  }
  return {a, b};
}

TEST_F(CouplerTest, SolvesTheCoupledModeEquations) {
  const double wavelength = 1.57e-6, shift = 20e-9;
  const double n = 2.44 - (4.2 - 2.44) / 1.55e-6 * shift;  // n_g = n - lambda dn/dlambda at 1550 nm
  const Response expected = integrated(2 * M_PI * n / wavelength, 4.1e4 + 3e11 * shift, 500, 23e-6);
  const Response got = response(behavioural(), wavelength);
  EXPECT_LT(std::abs(got.bar - expected.bar), 1e-9);
  EXPECT_LT(std::abs(got.cross - expected.cross), 1e-9);
}

TEST_F(CouplerTest, TwoInARowAreOneOfTwiceTheLength) {
  CouplerParameters<double> p = behavioural();
  const Response one = response(p, 1.545e-6);
  p.length *= 2;
  const Response both = response(p, 1.545e-6);
  EXPECT_LT(std::abs(one.bar * one.bar + one.cross * one.cross - both.bar), 1e-13);
  EXPECT_LT(std::abs(2.0 * one.bar * one.cross - both.cross), 1e-13);
}

TEST_F(CouplerTest, LaneAndPaddedTailAgreeWithSinglePoints) {
  const ModelDevice<Coupler> coupler = device(behavioural());
  std::vector<double> wavelengths;
  for (int i = 0; i < 37; ++i) wavelengths.push_back(1.5e-6 + 2.7e-9 * i);
  std::vector<double> re(2 * wavelengths.size()), im(re.size());
  coupler.amplitudes(wavelengths, re, im);
  for (std::size_t i = 0; i < wavelengths.size(); ++i) {
    const Response alone = response(coupler, wavelengths[i]);
    EXPECT_EQ(C(re[i], im[i]), alone.bar) << i;
    EXPECT_EQ(C(re[37 + i], im[37 + i]), alone.cross) << i;
  }
}

TEST_F(CouplerTest, DerivativesAgreeWithDifferences) {
  const CouplerParameters<double> p = behavioural();
  const double wavelength = 1.56e-6;
  const auto check = [&](const char* path, double CouplerParameters<double>::*member, double step) {
    std::array<double, 2> re{}, im{};
    device(p).amplitude_derivatives(std::array{wavelength}, path, re, im);
    CouplerParameters<double> above = p, below = p;
    above.*member += step;
    below.*member -= step;
    const Response a = response(above, wavelength), b = response(below, wavelength);
    const C bar = (a.bar - b.bar) / (2 * step), cross = (a.cross - b.cross) / (2 * step);
    EXPECT_LT(std::abs(C(re[0], im[0]) - bar), 1e-5 * std::abs(bar)) << path;
    EXPECT_LT(std::abs(C(re[1], im[1]) - cross), 1e-5 * std::abs(cross)) << path;
  };
  check("length", &CouplerParameters<double>::length, 1e-10);
  check("loss", &CouplerParameters<double>::loss, 1.0);
  check("coupling_slope", &CouplerParameters<double>::coupling_slope, 1e8);
}

// The device solves half a section twice, at four wavelengths; here the whole one is solved once,
// at a fifth.
TEST_F(CouplerTest, WiresFollowTheModesOfTheWholeSection) {
  CouplerParameters<double> p;
  p.waveguide.emplace();
  p.waveguide->core = Node::text("3.476");
  p.waveguide->cladding = Node::text("1.444");
  p.gap = 150e-9;
  p.length = 5e-6;
  p.loss = 0;
  const double wavelength = 1.533e-6;
  const Medium silicon = isotropic_medium(3.476), oxide = isotropic_medium(1.444);
  CrossSection pair{oxide, {}, {}};
  pair.regions = {rectangle("left", {-575e-9, -75e-9, 0, 220e-9}, silicon),
                  rectangle("right", {75e-9, 575e-9, 0, 220e-9}, silicon)};
  const std::vector<Mode> modes = solve_modes(
      pair, {.wavelength = wavelength, .count = 2, .accuracy = 2e-5, .mirror_x = Mirror::none});
  const double even = modes.at(0).n_eff.real(), odd = modes.at(1).n_eff.real();
  const double kappa = M_PI * (even - odd) / wavelength;
  const Response got = response(p, wavelength);
  EXPECT_NEAR(std::norm(got.bar) + std::norm(got.cross), 1, 1e-9);
  EXPECT_NEAR(std::atan2(std::abs(got.cross), std::abs(got.bar)) / p.length, kappa, 0.01 * kappa);
  const C common = got.bar * std::polar(1.0, -M_PI * (even + odd) * p.length / wavelength);
  EXPECT_NEAR(std::arg(common), 0, 2 * M_PI * 1e-4 * p.length / wavelength) << "mean index";
}

// Closed form: upright plates are the five-layer slab whose field stands across its walls (TM, the
// slope of H over n^2 being continuous). Their height takes (pi/H)^2 from beta^2 of both modes, H
// being the height with what the field reaches beyond it.
double plates_index(double core, double cladding, double width, double gap, double wavelength,
                    bool even) {
  const double k0 = 2 * M_PI / wavelength, ratio = core * core / (cladding * cladding);
  return oracle::bisect(
      [&](double n) {
        const double k = k0 * std::sqrt(core * core - n * n);
        const double g = k0 * std::sqrt(n * n - cladding * cladding);
        const double inner = even ? std::tanh(g * gap / 2) : 1 / std::tanh(g * gap / 2);
        return k * width - std::atan(ratio * g / k) - std::atan(ratio * g * inner / k);
      },
      cladding * (1 + 1e-12), core * (1 - 1e-12));
}

TEST_F(CouplerTest, UprightPlatesAreTheCoupledSlabs) {
  CouplerParameters<double> p;
  p.waveguide.emplace();
  p.waveguide->core = Node::text("2.0");
  p.waveguide->cladding = p.waveguide->substrate = Node::text("1.444");
  p.waveguide->width = 600e-9;
  p.waveguide->height = 4e-6;
  p.length = 4e-6;
  p.loss = 0;
  p.bandwidth = 2e-9;
  for (const double gap : {250e-9, 500e-9}) {
    p.gap = gap;
    const double even = plates_index(2.0, 1.444, 600e-9, gap, 1.55e-6, true);
    const double odd = plates_index(2.0, 1.444, 600e-9, gap, 1.55e-6, false);
    const double k0 = 2 * M_PI / 1.55e-6, n = (even + odd) / 2;
    const double upright = M_PI / (4e-6 + 2 / (k0 * std::sqrt(n * n - 1.444 * 1.444)));
    const double kappa = k0 * (even - odd) / 2 * n / std::sqrt(n * n - std::pow(upright / k0, 2));
    const Response got = response(p, 1.55e-6);
    EXPECT_NEAR(std::atan2(std::abs(got.cross), std::abs(got.bar)) / p.length, kappa, 0.01 * kappa)
        << gap;
  }
}

TEST_F(CouplerTest, BendsAddTheLengthOverWhichTheGapOpens) {
  CouplerParameters<double> p;
  p.waveguide.emplace();
  p.gap = 200e-9;
  p.length = 0;
  p.loss = 0;
  p.bandwidth = 2e-9;
  EXPECT_LT(std::abs(response(p, 1.55e-6).cross), 1e-12) << "without bends nothing couples";
  p.bend_radius = 10e-6;
  const double short_bend = std::asin(std::abs(response(p, 1.55e-6).cross));
  p.bend_radius = 40e-6;
  const double long_bend = std::asin(std::abs(response(p, 1.55e-6).cross));
  EXPECT_GT(short_bend, 0.05);
  EXPECT_NEAR(long_bend, 2 * short_bend, 1e-9) << "the length grows as the root of the radius";
}

TEST_F(CouplerTest, OutsideTheSolvedBandIsRefused) {
  CouplerParameters<double> p;
  p.waveguide.emplace();
  p.gap = 200e-9;
  p.bandwidth = 2e-9;
  EXPECT_THROW(response(p, 1.56e-6), DomainError);
}

}  // namespace
}  // namespace verdet
