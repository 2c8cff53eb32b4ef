#include "verdet/base/units.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "verdet/base/error.hpp"

namespace verdet {
namespace {

std::string refusal(const std::string& text, Kind kind, const std::string& unit) {
  try {
    parse_quantity(text, kind, unit);
  } catch (const InputError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(Units, DecimalPrefixesAreExact) {
  EXPECT_EQ(parse_quantity("10 um", Kind::Quantity, "m"), 1e-05);
  EXPECT_EQ(parse_quantity("450 nm", Kind::Quantity, "m"), 450e-9);
  EXPECT_EQ(parse_quantity("1e18 cm^-3", Kind::Quantity, "m^-3"), 1e24);
  EXPECT_EQ(parse_quantity("62 pm", Kind::Quantity, "m"), 62e-12);
}

TEST(Units, DecibelsFollowTheKind) {
  // 10 dB/cm is a factor 10 in power over 1 cm.
  EXPECT_NEAR(std::exp(-parse_quantity("10 dB/cm", Kind::Attenuation, "m^-1") * 0.01), 0.1, 1e-12);
  EXPECT_NEAR(parse_quantity("3 dB", Kind::Transmittance, "1"), 0.501187, 1e-6);
  EXPECT_NEAR(parse_quantity("3 dB", Kind::PowerRatio, "1"), 1.995262, 1e-6);
  EXPECT_NEAR(parse_quantity("0 dBm", Kind::Power, "W"), 1e-3, 1e-18);
  // One neper of amplitude is a factor exp(2) in power.
  EXPECT_NEAR(parse_quantity("1 Np/m", Kind::Attenuation, "m^-1"), 2.0, 1e-12);
  EXPECT_NEAR(parse_quantity("2 /cm", Kind::Attenuation, "m^-1"), 200.0, 1e-10);
}

TEST(Units, TemperatureAndItsDifferenceAreNotConfused) {
  EXPECT_NEAR(parse_quantity("25 degC", Kind::Temperature, "K"), 298.15, 1e-9);
  EXPECT_NEAR(parse_quantity("25 degC", Kind::TemperatureDifference, "K"), 25.0, 1e-9);
  EXPECT_NEAR(parse_quantity("0.5 K", Kind::TemperatureDifference, "K"), 0.5, 1e-15);
}

TEST(Units, FrequencyAndAngularFrequencyAreNotConfused) {
  EXPECT_EQ(parse_quantity("10 GHz", Kind::Frequency, "Hz"), 1e10);
  EXPECT_NE(refusal("10 rad/s", Kind::Frequency, "Hz").find("angular"), std::string::npos);
  EXPECT_NE(refusal("10 GHz", Kind::AngularFrequency, "rad/s").find("rad/s"), std::string::npos);
  EXPECT_EQ(parse_quantity("25 Gb/s", Kind::BitRate, "Hz"), 25e9);
}

TEST(Units, ElectronvoltIsOf2019) {
  EXPECT_NEAR(parse_quantity("1 eV", Kind::Quantity, "J") / 1.602176634e-19, 1.0, 1e-14);
}

TEST(Units, ABareNumberIsRefusedWithUnitsThatFit) {
  EXPECT_NE(refusal("10", Kind::Quantity, "m").find("needs a unit: m, mm, um or nm"),
            std::string::npos);
}

TEST(Units, AUnitWhereNoneIsDueIsRefusedInWords) {
  EXPECT_EQ(refusal("3 nm", Kind::Number, "1"),
            "'3 nm': 'nm' has the wrong dimension for a plain number; units that fit: none");
}

TEST(Units, ReciprocalsAreNotConvertedSilently) {
  EXPECT_NE(refusal("5 m", Kind::Quantity, "m^-1").find("wrong dimension"), std::string::npos);
}

TEST(Units, NumbersMustBeFinite) {
  EXPECT_NE(refusal("nan m", Kind::Quantity, "m"), "accepted");
  EXPECT_NE(refusal(".inf", Kind::Number, "1"), "accepted");
  EXPECT_NE(refusal("", Kind::Number, "1"), "accepted");
  EXPECT_NE(refusal("1e999 m", Kind::Quantity, "m"), "accepted");
  EXPECT_NE(refusal("4000 dB", Kind::PowerRatio, "1").find("out of range"), std::string::npos);
  EXPECT_NE(refusal("1e308 Tm", Kind::Quantity, "m").find("out of range"), std::string::npos);
}

TEST(Units, SubnormalNumbersAreRead) {
  EXPECT_EQ(parse_number("4.9e-324"), 4.9e-324);
  EXPECT_EQ(parse_number("1E-310"), 1e-310);
}

TEST(Units, MessagesUseAReadablePrefix) {
  EXPECT_EQ(format_quantity(1.55e-6, "m"), "1.55 um");
  EXPECT_EQ(format_quantity(0.0005, "W"), "500 uW");
  EXPECT_EQ(format_quantity(0, "m"), "0 m");
  EXPECT_EQ(format_quantity(INFINITY, "s"), "inf s");
}

}  // namespace
}  // namespace verdet
