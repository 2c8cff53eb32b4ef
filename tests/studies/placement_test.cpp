// Crystals and magnets named in devices: optic axis, Pockels effect, polar Kerr effect.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <complex>

#include "verdet/base/error.hpp"
#include "verdet/studies/run.hpp"

namespace verdet {
namespace {

using ::testing::HasSubstr;
using C = std::complex<double>;
constexpr double kSpeedOfLight = 299792458, kVacuumPermittivity = 8.8541878128e-12;
// Zelmon 1997 at 1.55 um; Weis and Gaylord 1985, clamped.
constexpr double kOrdinary = 2.21111, kExtraordinary = 2.13756, kR13 = 8.6e-12, kR33 = 30.8e-12;

Table solved(const std::string& device, const std::string& experiment) {
  return run(parse_yaml("verdet: 1\ndevice: {" + device + "}\nexperiment: {" + experiment + "}"),
             {});
}

Table wire(const std::string& core) {
  return solved(
      "type: waveguide, width: 1200 nm, height: 400 nm, temperature: 294 K, core: " + core,
      "type: modes, wavelength: 1550 nm, fields: true");
}

double index_of(const Table& table) {
  return table.variable("n_eff_real").values[0];
}

TEST(Placement, OpticAxisOfAWireIsWhereTheSpecPutsIt) {
  const auto by_hand = [](double x, double y, double z) {
    const std::string n = "{x: " + std::to_string(x) + ", y: " + std::to_string(y) +
                          ", z: " + std::to_string(z) + "}";
    return index_of(
        solved("type: cross_section, temperature: 294 K, background: SiO2, regions: [{rectangle: "
               "{x: [-600 nm, 600 nm], y: [0 nm, 400 nm]}, index: " +
                   n + "}]",
               "type: modes, wavelength: 1550 nm"));
  };
  constexpr double o = kOrdinary, e = kExtraordinary;
  EXPECT_NEAR(index_of(wire("{material: LiNbO3, optic_axis: x}")), by_hand(e, o, o), 2e-5);
  EXPECT_NEAR(index_of(wire("{material: LiNbO3, optic_axis: y}")), by_hand(o, e, o), 2e-5);
  EXPECT_NEAR(index_of(wire("{material: LiNbO3, optic_axis: z}")), by_hand(o, o, e), 2e-5);
  EXPECT_GT(by_hand(o, e, o) - by_hand(e, o, o), 0.02);
}

// First order in the field: (c eps0/4 P) int d eps |E|^2 over the core, d eps_i = -eps_i^2 r_i E.
double first_order(const Table& table, double field) {
  const Table& fields = *table.find_group("fields_0");
  const std::vector<double>&x = fields.axis("x").values, &y = fields.axis("y").values;
  // The width of a node's cell within [low, high].
  const auto share = [](const std::vector<double>& at, std::size_t i, double low, double high) {
    const double left = i > 0 ? 0.5 * (at[i - 1] + at[i]) : at[i];
    const double right = i + 1 < at.size() ? 0.5 * (at[i] + at[i + 1]) : at[i];
    return std::max(0.0, std::min(right, high) - std::max(left, low));
  };
  const double change[3] = {-std::pow(kExtraordinary, 4) * kR33 * field,
                            -std::pow(kOrdinary, 4) * kR13 * field,
                            -std::pow(kOrdinary, 4) * kR13 * field};
  const char* names[3] = {"Ex", "Ey", "Ez"};
  double sum = 0;
  for (int c = 0; c < 3; ++c) {
    const auto& re = fields.variable(std::string(names[c]) + "_real").values;
    const auto& im = fields.variable(std::string(names[c]) + "_imag").values;
    for (std::size_t j = 0; j < y.size(); ++j)
      for (std::size_t i = 0; i < x.size(); ++i)
        sum += change[c] * std::norm(C(re[j * x.size() + i], im[j * x.size() + i])) *
               share(x, i, -600e-9, 600e-9) * share(y, j, 0, 400e-9);
  }
  return kSpeedOfLight * kVacuumPermittivity / 4 * sum;
}

TEST(Placement, PockelsShiftOfAModeIsItsOverlapWithTheField) {
  const auto under = [](const char* field) {
    return index_of(
        wire(std::string("{material: LiNbO3, optic_axis: x, electric_field: ") + field + "}"));
  };
  const double shift = 0.5 * (under("10 V/um") - under("-10 V/um"));
  const double expected = first_order(wire("{material: LiNbO3, optic_axis: x}"), 1e7);
  EXPECT_LT(expected, -1e-3);
  EXPECT_NEAR(shift / expected, 1, 5e-3);
}

TEST(Placement, GroupIndexFollowsTheDispersionOfBothRays) {
  const auto at = [](const char* wavelength) {
    return index_of(solved(
        "type: waveguide, width: 1200 nm, height: 400 nm, temperature: 294 K, core: {material: "
        "LiNbO3, optic_axis: x, electric_field: 10 V/um}",
        std::string("type: modes, wavelength: ") + wavelength));
  };
  const double slope = (at("1560 nm") - at("1540 nm")) / 20;
  const Table middle = wire("{material: LiNbO3, optic_axis: x, electric_field: 10 V/um}");
  EXPECT_NEAR(middle.variable("n_group").values[0], index_of(middle) - 1550 * slope, 1e-4);
}

Table mirror(const std::string& device, const std::string& experiment) {
  return solved("type: thin_film, temperature: 294 K, " + device,
                "type: reflectance, " + experiment);
}

TEST(Placement, PolarKerrEffectOfAMagnetByItsName) {
  // Circular waves see eps -+ Q eps and reflect by Fresnel; the angle is half their contrast over
  // their mean.
  const C n(2.39, 4.45), q(0.03, -0.011);
  const auto reflect = [](C m) { return (1.0 - m) / (1.0 + m); };
  const C plus = reflect(n * std::sqrt(1.0 + q)), minus = reflect(n * std::sqrt(1.0 - q));
  const C angle = C(0, 1) * (plus - minus) / (plus + minus);
  const auto kerr = [](const char* magnetisation) {
    const Table t = mirror(
        std::string("substrate: {material: Co, refractive_index: 2.39+4.45i, magnetisation: ") +
            magnetisation + "}",
        "wavelength: 780 nm");
    return C(t.variable("kerr_rotation_s").values[0], t.variable("kerr_ellipticity_s").values[0]);
  };
  const C up = kerr("[0, 0, 1]");
  EXPECT_NEAR(std::abs(up), std::abs(angle), 1e-5 * std::abs(angle));
  EXPECT_NEAR(std::abs(up.real()), std::abs(angle.real()), 1e-4 * std::abs(angle));
  EXPECT_NEAR(std::abs(up + kerr("[0, 0, -1]")), 0, 1e-14);
  EXPECT_NEAR(std::abs(kerr("[0, 0, 0.5]") - 0.5 * up), 0, 1e-3 * std::abs(up));
}

TEST(Placement, UniaxialFilmByNameIsThatOfItsTwoIndices) {
  const char* experiment = "wavelength: 1550 nm, angle: [0 deg, 65 deg], polarisation: [s, p]";
  const auto compare = [&](const char* axis, const char* by_hand) {
    const Table named = mirror(std::string("substrate: 1.5, layers: [{thickness: 400 nm, material: "
                                           "{material: LiNbO3, optic_axis: ") +
                                   axis + "}}]",
                               experiment);
    const Table stated = mirror(
        std::string("substrate: 1.5, layers: [{thickness: 400 nm, material: ") + by_hand + "}]",
        experiment);
    for (std::size_t i = 0; i < 4; ++i)
      EXPECT_NEAR(named.variable("reflectance").values[i], stated.variable("reflectance").values[i],
                  2e-5)
          << axis << i;
  };
  compare("x", "{x: 2.13756, y: 2.21111, z: 2.21111}");
  compare("y", "{x: 2.21111, y: 2.13756, z: 2.21111}");
  compare("z", "{x: 2.21111, y: 2.21111, z: 2.13756}");
}

TEST(Placement, AnisotropicSubstrateReflectsEachPolarisationByItsOwnIndex) {
  const Table t =
      mirror("substrate: {x: 2, y: 3, z: 2}", "wavelength: 1550 nm, polarisation: [s, p]");
  EXPECT_NEAR(t.variable("reflectance").values[0], 0.25, 1e-12);     // y: (1-3)^2/(1+3)^2
  EXPECT_NEAR(t.variable("reflectance").values[1], 1.0 / 9, 1e-12);  // x
}

TEST(Placement, WhatCannotBePlacedIsRefused) {
  const auto refusal = [](const std::string& core) -> std::string {
    try {
      wire(core);
    } catch (const InputError& error) {
      return error.what();
    }
    return "accepted";
  };
  EXPECT_THAT(refusal("{material: Si, optic_axis: x}"), HasSubstr("no extraordinary_index"));
  EXPECT_THAT(refusal("{material: LiNbO3, optic_axis: w}"), HasSubstr("'x', 'y' or 'z'"));
  EXPECT_THAT(refusal("{material: LiNbO3, electric_field: 1 V/um}"), HasSubstr("optic_axis"));
  EXPECT_THAT(refusal("{material: hBN, optic_axis: x, electric_field: 1 V/um}"),
              HasSubstr("no pockels"));
  EXPECT_THAT(refusal("{material: CeYIG, magnetisation: [0, 0, 1]}"), HasSubstr("thin films do"));
  EXPECT_THAT(refusal("{material: LiNbO3, magnetisation: [0, 0, 1]}"), HasSubstr("no gyration"));
  EXPECT_THAT(refusal("{material: CeYIG, magnetisation: [0, 0, 2]}"), HasSubstr("at most 1"));
}

TEST(Placement, AUniaxialCoreWithoutItsAxisIsWarnedOf) {
  Warnings warnings;
  Context context;
  context.warnings = &warnings;
  run(parse_yaml(
          "verdet: 1\ndevice: {type: waveguide, core: LiNbO3, width: 1200 nm, height: 400 nm, "
          "temperature: 294 K}\nexperiment: {type: modes, wavelength: 1550 nm}"),
      context);
  ASSERT_FALSE(warnings.texts().empty());
  EXPECT_THAT(warnings.texts()[0], HasSubstr("LiNbO3 is uniaxial"));
}

}  // namespace
}  // namespace verdet
