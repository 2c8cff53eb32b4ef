// The experiment `reflectance`: dimensions, conventions, balance, Mueller matrices, bad input.
#include <gtest/gtest.h>

#include <Eigen/Core>
#include <cmath>
#include <numbers>

#include "verdet/experiments/reflectance/mueller.hpp"
#include "verdet/studies/run.hpp"

namespace verdet {
namespace {

using std::numbers::pi;

Table film(const std::string& device, const std::string& experiment) {
  return run(parse_yaml("verdet: 1\ndevice: {type: thin_film, " + device +
                        "}\nexperiment: {type: reflectance, " + experiment + "}"),
             {});
}

TEST(Reflectance, HasTheDimensionsThatHaveMoreThanOneValue) {
  const Table table = film(
      "layers: [{material: 2+4i, thickness: 2 nm}, {material: 3, thickness: 30 nm}], substrate: "
      "SiO2",
      "wavelength: 660 nm, angle: [0 deg, 45 deg], polarisation: [s, p]");
  const std::vector<std::string> both = {"angle", "polarisation"};
  EXPECT_EQ(table.variable("reflectance").axes, both);
  EXPECT_EQ(table.variable("psi").axes, std::vector<std::string>{"angle"});
  EXPECT_EQ(table.variable("absorptance").axes,
            (std::vector<std::string>{"angle", "polarisation", "layer"}));
  EXPECT_TRUE(table.variable("wavelength").axes.empty());
  const auto& r = table.variable("reflectance").values;
  const auto& t = table.variable("transmittance").values;
  const auto& a = table.variable("absorptance").values;
  for (int i = 0; i < 4; ++i) EXPECT_NEAR(r[i] + t[i] + a[2 * i] + a[2 * i + 1], 1, 1e-12);
  EXPECT_NEAR(r[0], r[1], 1e-14);  // s and p are one at normal incidence
  EXPECT_NEAR(table.variable("psi").values[0], pi / 4, 1e-12);
  EXPECT_NEAR(table.variable("delta").values[0], pi, 1e-12);
}

TEST(Reflectance, DeltaJumpsFromPiToZeroAtBrewstersAngle) {
  const Table table = film("substrate: 1.5", "wavelength: 633 nm, angle: [56.2 deg, 56.4 deg]");
  EXPECT_NEAR(table.variable("delta").values[0], pi, 1e-9);
  EXPECT_NEAR(table.variable("delta").values[1], 0, 1e-9);
}

TEST(Reflectance, TwoNanometresOfSilicaOnSiliconAreWhatEllipsometersSee) {
  // Fresnel and Airy by hand, exp(+i omega t), N = n - ik (Azzam and Bashara 4.4): 70 deg, 632.8
  // nm.
  using C = std::complex<double>;
  const C n0 = 1, n1 = 1.457, n2 = C(3.882, -0.019);
  const double angle = 70 * pi / 180, d = 2e-9, lambda = 632.8e-9;
  const auto cosine = [&](C n) { return std::sqrt(1.0 - std::pow(std::sin(angle) / n, 2)); };
  const C c0 = std::cos(angle), c1 = cosine(n1), c2 = cosine(n2);
  const C turn = std::exp(C(0, -4) * pi * d * n1 * c1 / lambda);
  const auto airy = [&](C a, C b) { return (a + b * turn) / (1.0 + a * b * turn); };
  const C rp =
      airy((n1 * c0 - n0 * c1) / (n1 * c0 + n0 * c1), (n2 * c1 - n1 * c2) / (n2 * c1 + n1 * c2));
  const C rs =
      airy((n0 * c0 - n1 * c1) / (n0 * c0 + n1 * c1), (n1 * c1 - n2 * c2) / (n1 * c1 + n2 * c2));
  const Table table = film("layers: [{material: 1.457, thickness: 2 nm}], substrate: 3.882+0.019i",
                           "wavelength: 632.8 nm, angle: 70 deg");
  EXPECT_NEAR(table.variable("psi").values[0], std::atan(std::abs(rp / rs)), 1e-12);
  EXPECT_NEAR(table.variable("delta").values[0], std::arg(rp / rs), 1e-12);
}

TEST(Reflectance, MuellerMatrixOfAJonesMatrixIsThatOfPsiAndDelta) {
  const std::complex<double> rp(0.3, 0.4), rs(-0.7, 0.1);
  Eigen::Matrix2cd jones;
  jones << rp, 0, 0, rs;
  const Eigen::Matrix4d m = mueller_of(jones);
  const PsiDelta e = psi_delta(std::norm(rp), std::norm(rs), rp * std::conj(rs));
  const double n = std::cos(2 * e.psi), c = std::sin(2 * e.psi) * std::cos(e.delta),
               s = std::sin(2 * e.psi) * std::sin(e.delta);
  Eigen::Matrix4d expected;
  expected << 1, -n, 0, 0, -n, 1, 0, 0, 0, 0, c, s, 0, 0, -s, c;
  expected *= 0.5 * (std::norm(rp) + std::norm(rs));
  EXPECT_LT((m - expected).norm(), 1e-14);
  EXPECT_LT((mueller_of(std::norm(rp), std::norm(rs), rp * std::conj(rs)) - expected).norm(),
            1e-14);
}

TEST(Reflectance, PolarKerrRotationTurnsWithTheMagnetisation) {
  const auto kerr = [](const char* direction) {
    return film(std::string("layers: [{material: 2.9+4i, thickness: 10 nm, voigt: {real: 0.01, "
                            "imag: -0.01, direction: ") +
                    direction + "}}], substrate: 3.5",
                "wavelength: 780 nm")
        .variable("kerr_rotation_s")
        .values[0];
  };
  EXPECT_NEAR(kerr("[0, 0, 1]"), -kerr("[0, 0, -1]"), 1e-15);
  EXPECT_GT(std::abs(kerr("[0, 0, 1]")), 1e-4);
  EXPECT_NEAR(kerr("[1, 0, 0]"), 0, 1e-12);  // none at normal incidence
}

TEST(Reflectance, UniaxialByItsAxesEqualsTheTensorMethod) {
  const std::string experiment = "wavelength: 700 nm, angle: 60 deg, polarisation: [s, p]";
  const Table scalar =
      film("layers: [{material: {x: 2.1, y: 2.1, z: 1.6}, thickness: 90 nm}], substrate: 3+0.1i",
           experiment);
  const Table tensor = film(
      "layers: [{material: {x: 2.1, y: 2.1, z: 1.6}, thickness: 90 nm, voigt: {real: 0}}], "
      "substrate: 3+0.1i",
      experiment);
  for (const char* name : {"reflectance", "transmittance", "psi", "delta"})
    for (std::size_t i = 0; i < scalar.variable(name).values.size(); ++i)
      EXPECT_NEAR(scalar.variable(name).values[i], tensor.variable(name).values[i], 1e-12) << name;
}

TEST(Reflectance, IncoherentPlateDepolarises) {
  const Table table =
      film("layers: [{material: 1.5, thickness: 1 mm, incoherent: true}], substrate: 1",
           "wavelength: 633 nm, angle: [0 deg, 70 deg], polarisation: s");
  EXPECT_NEAR(table.variable("reflectance").values[0], 2 * 0.04 / 1.04, 1e-13);
  EXPECT_NEAR(table.variable("depolarisation").values[0], 0, 1e-12);
  EXPECT_GT(table.variable("depolarisation").values[1], 0.01);
}

TEST(Reflectance, RoughnessIsALayerOfHalfAndHalf) {
  const Table rough =
      film("layers: [{material: 2, thickness: 50 nm, roughness: 8 nm}], substrate: 3",
           "wavelength: 500 nm, angle: 65 deg");
  // Bruggeman by hand: eps of 1 and 4: s = 2.5, (2.5 + sqrt(6.25 + 32))/4 = 2.1713855...
  const double mixed = std::sqrt((2.5 + std::sqrt(38.25)) / 4);
  const Table film_by_hand =
      film("layers: [{material: " + std::to_string(mixed) +
               ", thickness: 8 nm}, {material: 2, thickness: 50 nm}], substrate: 3",
           "wavelength: 500 nm, angle: 65 deg");
  EXPECT_NEAR(rough.variable("psi").values[0], film_by_hand.variable("psi").values[0], 1e-6);
  EXPECT_NEAR(rough.variable("delta").values[0], film_by_hand.variable("delta").values[0], 1e-6);
}

TEST(Reflectance, RefusesBadInputWithEveryFault) {
  try {
    film("layers: [{material: 2, thickness: -1 nm}], substrate: 3",
         "wavelength: 500 nm, angle: 95 deg, polarisation: [s, q]");
    FAIL();
  } catch (const InputError& error) {
    EXPECT_GE(error.faults().size(), 2u);
    EXPECT_NE(std::string(error.what()).find("thickness"), std::string::npos);
  }
  EXPECT_THROW(film("ambient: 1.5+0.2i, substrate: 3", "wavelength: 500 nm"), InputError);
  EXPECT_THROW(film("substrate: SiO2", "wavelength: 30 um"), DomainError);
}

}  // namespace
}  // namespace verdet
