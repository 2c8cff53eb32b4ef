// The Fabry-Perot cavity against a ray followed through its reflections, against the characteristic
// matrix of a plate, and against conservation of energy.
#include "verdet/devices/fabry_perot/fabry_perot.hpp"

#include <gtest/gtest.h>

#include <complex>

#include "verdet/devices/model_device.hpp"
#include "verdet/materials/library.hpp"

namespace verdet {
namespace {

using C = std::complex<double>;
using Parameters = FabryPerotParameters<double>;

Parameters lossy() {
  Parameters p;
  p.length = 37e-6;
  p.effective_index = 2.44;
  p.group_index = 4.2;
  p.loss = 9e3;
  p.left_reflectance = 0.4;
  p.right_reflectance = 0.7;
  return p;
}

struct Response {
  C left, right, transmit;
};

class FabryPerotTest : public testing::Test {
 protected:
  ModelDevice<FabryPerot> device(const Parameters& p) const { return {p, {materials_, context_}}; }
  static Response response(const ModelDevice<FabryPerot>& device, double wavelength) {
    std::array<double, 3> re{}, im{};
    device.amplitudes(std::array{wavelength}, re, im);
    return {{re[0], im[0]}, {re[1], im[1]}, {re[2], im[2]}};
  }
  Response response(const Parameters& p, double wavelength) const {
    return response(device(p), wavelength);
  }
  std::vector<double> resonances(const Parameters& p, double from, double to) const {
    return device(p).resonance_wavelengths(from, to);
  }
  MaterialLibrary materials_;
  Context context_;
};

// One pass at a wavelength, with n_g = n - lambda dn/dlambda at 1550 nm.
C pass(const Parameters& p, double wavelength) {
  const double slope = (p.effective_index - p.group_index) / 1.55e-6;
  const double n = p.effective_index + slope * (wavelength - 1.55e-6);
  return std::exp(C(-p.loss / 2, 2 * M_PI * n / wavelength) * p.length);
}

// Light from the left, followed until nothing is left of it.
Response followed(const Parameters& p, double wavelength) {
  const C h = pass(p, wavelength);
  const double r1 = std::sqrt(p.left_reflectance), r2 = std::sqrt(p.right_reflectance);
  const double t1 = std::sqrt(1 - r1 * r1), t2 = std::sqrt(1 - r2 * r2);
  Response out{-r1, 0, 0};
  for (C wave = t1; std::abs(wave) > 1e-18;) {
    wave *= h;
    out.transmit += t2 * wave;
    wave *= r2 * h;
    out.left += t1 * wave;
    wave *= r1;
  }
  return out;
}

TEST_F(FabryPerotTest, IsTheSumOfAllPasses) {
  Parameters turned = lossy();
  std::swap(turned.left_reflectance, turned.right_reflectance);
  for (int i = 0; i < 200; ++i) {
    const double wavelength = 1.52e-6 + i * 0.31e-9;
    const Response got = response(lossy(), wavelength), expected = followed(lossy(), wavelength);
    EXPECT_LT(std::abs(got.transmit - expected.transmit), 1e-12);
    EXPECT_LT(std::abs(got.left - expected.left), 1e-12);
    EXPECT_LT(std::abs(got.right - followed(turned, wavelength).left), 1e-12);
  }
}

// A plate in air: its facets reflect ((n - 1)/(n + 1))^2. The tangential fields before and behind
// it are joined by the characteristic matrix, conjugated for exp(-i omega t).
TEST_F(FabryPerotTest, IsAPlateInAir) {
  Parameters p;
  p.length = 3.3e-6;
  p.effective_index = p.group_index = 3.4;
  p.loss = 0;
  p.left_reflectance = p.right_reflectance = std::pow(2.4 / 4.4, 2);
  for (int i = 0; i < 100; ++i) {
    const double wavelength = 1.3e-6 + i * 3.7e-9, d = 2 * M_PI * 3.4 * 3.3e-6 / wavelength;
    const C e = std::cos(d) - C(0, std::sin(d)) / 3.4, h = std::cos(d) - C(0, 3.4 * std::sin(d));
    const Response got = response(p, wavelength);
    EXPECT_LT(std::abs(got.left - (e - h) / (e + h)), 1e-12);
    EXPECT_LT(std::abs(got.transmit - 2.0 / (e + h)), 1e-12);
  }
}

TEST_F(FabryPerotTest, WithoutLossEnergyIsConservedAndPortsAreOrthogonal) {
  Parameters p = lossy();
  p.loss = 0;
  p.right_reflectance = 0.9999;
  for (int i = 0; i < 500; ++i) {
    const Response s = response(p, 1.53e-6 + i * 71e-12);
    EXPECT_NEAR(std::norm(s.left) + std::norm(s.transmit), 1, 1e-12);
    EXPECT_NEAR(std::norm(s.right) + std::norm(s.transmit), 1, 1e-12);
    EXPECT_LT(std::abs(std::conj(s.left) * s.transmit + std::conj(s.transmit) * s.right), 1e-12);
  }
}

TEST_F(FabryPerotTest, WithoutMirrorsItIsTheGuide) {
  Parameters p = lossy();
  p.left_reflectance = p.right_reflectance = 0;
  const Response s = response(p, 1.561e-6);
  EXPECT_EQ(std::abs(s.left), 0);
  EXPECT_EQ(std::abs(s.right), 0);
  EXPECT_LT(std::abs(s.transmit - pass(p, 1.561e-6)), 1e-12);
}

TEST_F(FabryPerotTest, ThroughOneMirrorTheGuideIsSeenTwice) {
  Parameters p = lossy();
  p.left_reflectance = 0;
  p.right_reflectance = 1;
  const C h = pass(p, 1.561e-6);
  const Response s = response(p, 1.561e-6);
  EXPECT_LT(std::abs(s.left - h * h), 1e-12);
  EXPECT_EQ(std::abs(s.transmit), 0);
}

TEST_F(FabryPerotTest, ResonancesHoldHalfWavelengthsAndLieEquidistantInFrequency) {
  const std::vector<double> all = resonances(lossy(), 1.5e-6, 1.6e-6);
  ASSERT_GE(all.size(), 10u);
  EXPECT_TRUE(std::ranges::is_sorted(all));
  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_GT(all[i], 1.5e-6);
    EXPECT_LT(all[i], 1.6e-6);
    const C round = std::pow(pass(lossy(), all[i]), 2);
    EXPECT_NEAR(std::arg(round), 0, 1e-10) << "in phase after a round trip";
    if (i > 0) {
      EXPECT_NEAR(1 / all[i - 1] - 1 / all[i], 1 / (2 * 4.2 * 37e-6), 1e-6);
    }
  }
}

TEST_F(FabryPerotTest, ListsNoResonanceWithoutADip) {
  const auto count = [&](double left, double right, double loss) {
    Parameters p = lossy();
    p.left_reflectance = left;
    p.right_reflectance = right;
    p.loss = loss;
    return resonances(p, 1.5e-6, 1.6e-6).size();
  };
  EXPECT_GE(count(0.4, 0.7, 0), 10u);
  EXPECT_GE(count(0.4, 1, 9e3), 10u) << "the absorption dips";
  EXPECT_EQ(count(0.4, 1, 0), 0u) << "all light returns at every wavelength";
  EXPECT_EQ(count(1, 0.7, 9e3), 0u) << "none enters";
  EXPECT_EQ(count(0, 0.7, 9e3), 0u) << "one mirror is no cavity";
  EXPECT_EQ(count(0.4, 0, 9e3), 0u) << "one mirror is no cavity";
}

TEST_F(FabryPerotTest, DerivativesAgreeWithDifferences) {
  const Parameters p = lossy();
  const double wavelength = 1.56e-6;
  const auto check = [&](const char* path, double Parameters::*member, double step) {
    std::array<double, 3> re{}, im{};
    device(p).amplitude_derivatives(std::array{wavelength}, path, re, im);
    Parameters above = p, below = p;
    above.*member += step;
    below.*member -= step;
    const Response a = response(above, wavelength), b = response(below, wavelength);
    const std::array difference{(a.left - b.left) / (2 * step), (a.right - b.right) / (2 * step),
                                (a.transmit - b.transmit) / (2 * step)};
    for (std::size_t k = 0; k < 3; ++k)
      EXPECT_LT(std::abs(C(re[k], im[k]) - difference[k]), 1e-5 * std::abs(difference[k]))
          << path << ", amplitude " << k;
  };
  check("length", &Parameters::length, 1e-11);
  check("effective_index", &Parameters::effective_index, 1e-6);
  check("group_index", &Parameters::group_index, 1e-5);
  check("reference_wavelength", &Parameters::reference_wavelength, 1e-12);
  check("loss", &Parameters::loss, 10);
  check("left_reflectance", &Parameters::left_reflectance, 1e-5);
  check("right_reflectance", &Parameters::right_reflectance, 1e-5);
}

TEST_F(FabryPerotTest, LaneAndPaddedTailAgreeWithSinglePoints) {
  const ModelDevice<FabryPerot> cavity = device(lossy());
  std::vector<double> wavelengths;
  for (int i = 0; i < 37; ++i) wavelengths.push_back(1.5e-6 + 2.7e-9 * i);
  std::vector<double> re(3 * wavelengths.size()), im(re.size());
  cavity.amplitudes(wavelengths, re, im);
  for (std::size_t i = 0; i < wavelengths.size(); ++i) {
    const Response alone = response(cavity, wavelengths[i]);
    EXPECT_EQ(C(re[i], im[i]), alone.left) << i;
    EXPECT_EQ(C(re[37 + i], im[37 + i]), alone.right) << i;
    EXPECT_EQ(C(re[74 + i], im[74 + i]), alone.transmit) << i;
  }
}

TEST_F(FabryPerotTest, TwoPerfectMirrorsAreRefused) {
  Parameters p = lossy();
  p.left_reflectance = p.right_reflectance = 1;
  const std::vector<Fault> faults = ParameterSet::of(p).problems();
  ASSERT_EQ(faults.size(), 1u);
  EXPECT_EQ(faults[0].path, "right_reflectance");
  EXPECT_TRUE(ParameterSet::of(lossy()).problems().empty());
}

}  // namespace
}  // namespace verdet
