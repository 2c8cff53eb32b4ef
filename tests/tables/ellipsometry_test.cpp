// Readers of ellipsometry files: the real ones of the shared data, and every way of spoiling them.
#include "verdet/tables/formats/ellipsometry/ellipsometry.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "materials/shared_data.hpp"
#include "verdet/base/error.hpp"

namespace verdet {
namespace {

constexpr double kDegree = 0.017453292519943295;

class EllipsometryFiles : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = testing::shared_data() / "ellipsometry";
    if (testing::shared_data().empty()) GTEST_SKIP() << "the shared data are absent";
  }
  EllipsometryData read(const char* name) { return read_ellipsometry((folder_ / name).string()); }
  std::filesystem::path folder_;
};

TEST_F(EllipsometryFiles, Wvase) {
  const EllipsometryData d = read("WVASE_example_2nmSiO2_100nmPNIPAM_MultiWavelength_Water.dat");
  EXPECT_EQ(d.format, "WVASE");
  ASSERT_GE(d.points.size(), 10u);
  EXPECT_NEAR(d.points[0].wavelength, 400e-9, 1e-15);
  EXPECT_NEAR(d.points[0].angle, 65 * kDegree, 1e-12);
  EXPECT_NEAR(d.points[0].psi, 25.904 * kDegree, 1e-12);
  EXPECT_NEAR(d.points[0].delta, 161.803 * kDegree, 1e-12);
}

TEST_F(EllipsometryFiles, WvaseWithoutATitle) {
  const EllipsometryData d = read("WVASE_example_2nmSiO2_20nmPNIPAM_MultiWavelength.txt");
  EXPECT_EQ(d.points.size() % 5, 0u);  // five angles per wavelength
  EXPECT_NEAR(d.points[0].angle, 50 * kDegree, 1e-12);
}

TEST_F(EllipsometryFiles, SpectraRay) {
  const EllipsometryData d = read("TiO2_400cycles_spectraray.txt");
  EXPECT_EQ(d.format, "SpectraRay");
  EXPECT_NEAR(d.points[0].wavelength, 319.84071e-9, 1e-15);
  EXPECT_NEAR(d.points[0].angle, 70.06 * kDegree, 1e-12);
  EXPECT_NEAR(d.points[0].psi, 1.7594 * kDegree, 1e-12);
}

TEST_F(EllipsometryFiles, AccurionZonesAreAveraged) {
  const EllipsometryData d = read("accurion_15-1-1.dat");
  EXPECT_EQ(d.format, "Accurion");
  EXPECT_FALSE(d.warnings.empty());
  EXPECT_NEAR(d.points[0].delta / kDegree, (169.624 + 169.785 + 169.598 + 169.565) / 4, 1e-9);
  EXPECT_GT(d.points[0].sigma_delta, 0);
  EXPECT_EQ(d.points.size(), 11u);  // angles; the file's own means and ranges are not points
  EXPECT_NEAR(d.points[8].delta / kDegree, (150.864 + 150.203 + 150.211) / 3, 1e-9);  // one is NaN
}

TEST_F(EllipsometryFiles, Nexus) {
  const EllipsometryData d = read("SiO2onSi.ellips.nxs");
  EXPECT_EQ(d.format, "NeXus");
  EXPECT_EQ(d.points.size(), 3u * 1088u);
  EXPECT_NEAR(d.points[0].wavelength, 193e-9, 1e-13);
  EXPECT_NEAR(d.points[0].psi / kDegree, 40.014217, 1e-4);
  EXPECT_NEAR(d.points[0].delta / kDegree, 142.127655, 1e-4);
}

EllipsometryData read_text(const std::string& text) {
  const std::string path =
      ::testing::TempDir() + std::to_string(::getpid()) + "verdet_ellipsometry.txt";
  std::ofstream(path) << text;
  return read_ellipsometry(path);
}

std::string refusal(const std::string& text) {
  try {
    read_text(text);
  } catch (const InputError& error) {
    return error.what();
  }
  return "accepted";
}

const std::string kEase =
    "sample\nVASEmethod[EllipsometerType=4, Isotropic]\nnm\n"
    "E\t500\t65\t20\t-170\t0.01\t0.02\n"
    "dpolE\t500\t65\t0.1\t0.01\n"
    "E\t400\t65\t21\t190\t0.01\t0.02\n";

TEST(EllipsometryText, CompleteEaseIsNormalisedAndSorted) {
  const EllipsometryData d = read_text(kEase);
  EXPECT_EQ(d.format, "CompleteEASE");
  ASSERT_EQ(d.points.size(), 2u);
  EXPECT_NEAR(d.points[0].wavelength, 400e-9, 1e-15);
  EXPECT_NEAR(d.points[0].delta, 190 * kDegree, 1e-12);
  EXPECT_NEAR(d.points[1].delta, 190 * kDegree, 1e-12);  // -170 wraps
  EXPECT_NEAR(d.points[1].sigma_delta, 0.02 * kDegree, 1e-12);
  ASSERT_EQ(d.warnings.size(), 1u);
  EXPECT_THAT(d.warnings[0], ::testing::HasSubstr("1 rows of another measurement (dpolE)"));
}

TEST(EllipsometryText, AngstromsWindowsLineEndsAndTrig) {
  const EllipsometryData d = read_text("Angstroms TRIG\r\n5000\t65\t0.5\t-0.5\r\n");
  EXPECT_NEAR(d.points[0].wavelength, 500e-9, 1e-15);
  EXPECT_NEAR(std::tan(d.points[0].psi), 0.5, 1e-12);
  EXPECT_NEAR(std::cos(d.points[0].delta), -0.5, 1e-12);
}

TEST(EllipsometryText, SpoiledFilesAreRefusedWithTheirLine) {
  EXPECT_THAT(refusal(""), ::testing::HasSubstr("empty"));
  EXPECT_THAT(refusal("500\t65\t20\t170\n"), ::testing::HasSubstr(":1:"));   // no header
  EXPECT_THAT(refusal("nm\n500,65,20,170\n"), ::testing::HasSubstr(":2:"));  // wrong separator
  EXPECT_THAT(refusal("nm\n500\t65\t20\n"), ::testing::HasSubstr(":2:"));
  EXPECT_THAT(refusal("nm\n500\t65\tnan\t170\n"), ::testing::HasSubstr(":2:"));
  EXPECT_THAT(refusal("nm\n500\t65\t170\t20\n"), ::testing::HasSubstr("swapped"));
  EXPECT_THAT(refusal("nm\n500\t65\t20\t170\nAngstroms\n4000\t65\t20\t170\n"),
              ::testing::HasSubstr(":3:"));  // mixed units
  EXPECT_THAT(refusal("nm\n0.5\t65\t20\t170\n"), ::testing::HasSubstr("units"));
  EXPECT_THAT(refusal("nm\n"), ::testing::HasSubstr("no psi and delta"));
  EXPECT_THAT(refusal("; WAVELENGTH 70 70\n500 20\n"), ::testing::HasSubstr(":2:"));
  EXPECT_THAT(refusal("; WAVELENGTH 70\n500 20 170\n"), ::testing::HasSubstr(":1:"));
  EXPECT_THAT(refusal("#Lambda\tAOI\tDelta\tPsi\n#nm\tdeg\tdeg\tdeg\n500 65 170 20\n"),
              ::testing::HasSubstr("tabs"));
  EXPECT_THAT(refusal("#Lambda\tAOI\tDelta\tPsi\n#nm\tdeg\n500\t65\t170\t20\n"),
              ::testing::HasSubstr("units"));
}

TEST(EllipsometryText, RepeatedPointsAreAveragedAcrossTheWrap) {
  const EllipsometryData d = read_text("nm\n500\t65\t20\t359\n500\t65\t22\t1\n");
  ASSERT_EQ(d.points.size(), 1u);
  EXPECT_NEAR(d.points[0].psi, 21 * kDegree, 1e-12);
  EXPECT_NEAR(std::cos(d.points[0].delta), 1, 1e-9);
}

}  // namespace
}  // namespace verdet
