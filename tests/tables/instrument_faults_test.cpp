// Every way in which a measured file arrives spoiled, for every reader: refused with the line, or
// mended as the instrument's users expect.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "verdet/base/error.hpp"
#include "verdet/tables/formats/columns/columns.hpp"
#include "verdet/tables/formats/ellipsometry/ellipsometry.hpp"

namespace verdet {
namespace {

using ::testing::HasSubstr;
constexpr double kDegree = 0.017453292519943295;

std::string path_of(const std::string& text) {
  std::string path = ::testing::TempDir() + std::to_string(::getpid()) + "_instrument_faults.txt";
  std::ofstream(path, std::ios::binary) << text;
  return path;
}

template <class F>
std::string refusal(const F& read) {
  try {
    read();
  } catch (const InputError& error) {
    return error.what();
  }
  return "accepted";
}

struct Spoiled {
  const char* what;
  std::string text;
  const char* message;
};

void expect_refused(const std::vector<Spoiled>& list) {
  for (const Spoiled& one : list) {
    SCOPED_TRACE(one.what);
    EXPECT_THAT(refusal([&] { read_ellipsometry(path_of(one.text)); }), HasSubstr(one.message));
  }
}

TEST(InstrumentFaults, CompleteEase) {
  const std::string head = "sample\nVASEmethod[EllipsometerType=4]\n";
  const std::string good = "E\t500\t65\t20\t170\t0.01\t0.02\n";
  expect_refused({
      {"no unit line", head + good, ":1:"},
      {"commas", head + "nm\n" + good + "E,500,65,20,170,0.01,0.02\n", ":5:"},
      {"a column missing", head + "nm\n" + good + "E\t501\t65\t20\n", ":5:"},
      {"mixed units", head + "nm\n" + good + "Angstroms\nE\t5000\t65\t20\t170\t0\t0\n", ":5:"},
      {"micrometres under nm", head + "nm\nE\t0.5\t65\t20\t170\t0\t0\n", ":4:"},
      {"NaN", head + "nm\n" + good + "E\t501\t65\tnan\t170\t0\t0\n", ":5:"},
      {"no rows", head + "nm\n", "no psi and delta"},
      {"psi and delta swapped", head + "nm\nE\t500\t65\t170\t20\t0\t0\n", ":4:"},
      {"an angle of 165 deg", head + "nm\nE\t500\t165\t20\t170\t0\t0\n", ":4:"},
  });
}

TEST(InstrumentFaults, Wvase) {
  expect_refused({
      {"no unit line", "500\t65\t20\t170\t0.1\t0.1\n", ":1:"},
      {"semicolons", "nm\n500;65;20;170\n", ":2:"},
      {"decimal commas", "nm\n500,0\t65,0\t20,0\t170,0\n", ":2:"},
      {"NaN", "nm\n500\t65\t20\tNaN\n", ":2:"},
      {"a cosine above 1", "nm TRIG\n500\t65\t0.4\t1.4\n", ":2:"},
      {"empty", "", "empty"},
  });
}

TEST(InstrumentFaults, WvaseMends) {
  // A repeated unit line begins a second block of the same kind; rows come in any order; delta in
  // -180 to 180 deg is the same as in 0 to 360.
  const EllipsometryData d =
      read_ellipsometry(path_of("nm\n600\t70\t20\t-10\n500\t70\t21\t350\nnm\n500\t60\t22\t359\n"));
  ASSERT_EQ(d.points.size(), 3u);
  EXPECT_NEAR(d.points[0].angle, 60 * kDegree, 1e-12);
  EXPECT_NEAR(d.points[1].wavelength, 500e-9, 1e-15);
  EXPECT_NEAR(d.points[1].delta, 350 * kDegree, 1e-12);
  EXPECT_NEAR(d.points[2].delta, 350 * kDegree, 1e-12);
}

TEST(InstrumentFaults, ANanometreAmongAngstromsIsWarnedOf) {
  const EllipsometryData d =
      read_ellipsometry(path_of("nm\n400\t70\t20\t100\n500\t70\t20\t100\n5100\t70\t20\t100\n"));
  ASSERT_EQ(d.warnings.size(), 1u);
  EXPECT_THAT(d.warnings[0], HasSubstr("are units mixed?"));
}

TEST(InstrumentFaults, SpectraRay) {
  const std::string head = "; WAVELENGTH 50.2 50.2\r\n";
  expect_refused({
      {"an angle that stands once", "; WAVELENGTH 50.2 60.2\r\n500 20 170\r\n", ":1:"},
      {"no header", "500 20 170\r\n", ":1:"},
      {"commas", head + "500,20,170\r\n", ":2:"},
      {"a number missing", head + "500 20 170\r\n501 20\r\n", ":3:"},
      {"NaN", head + "500 NaN 170\r\n", ":2:"},
      {"a word", head + "500 20 x\r\n", ":2:"},
      {"no rows", head, "no psi and delta"},
      {"micrometres", head + "0.5 20 170\r\n", "units"},
      {"a second block of odd angles", head + "500 20 170\r\n; WAVELENGTH 60\r\n500 20\r\n", ":3:"},
  });
}

TEST(InstrumentFaults, SpectraRayReadsASecondBlockAtItsOwnAngle) {
  const EllipsometryData d = read_ellipsometry(
      path_of("; WAVELENGTH 50 50\n600 20 170\n500 21 -170\n; WAVELENGTH 60 60\n500 30 100\n"));
  ASSERT_EQ(d.points.size(), 3u);
  EXPECT_NEAR(d.points[0].delta, 190 * kDegree, 1e-12);  // sorted, wrapped
  EXPECT_NEAR(d.points[2].angle, 60 * kDegree, 1e-12);
  EXPECT_NEAR(d.points[2].psi, 30 * kDegree, 1e-12);
}

TEST(InstrumentFaults, Accurion) {
  const std::string head = "#Lambda\tAOI\tDelta\tPsi\n", units = "#nm\tdeg\tdeg\tdeg\n";
  const std::string row = "500\t65\t170\t20\n";
  expect_refused({
      {"no names", units + row, ":1:"},
      {"no units", head + row + row, ":2:"},
      {"blanks", head + units + "500 65 170 20\n", ":3:"},
      {"an unknown unit", head + "#furlongs\tdeg\tdeg\tdeg\n" + row, ""},
      {"NaN without zones", head + units + row + "501\t65\tNaN\t20\n", ":4:"},
      {"no rows", head + units, "no rows"},
      {"a second block in um", head + units + row + head + "#um\tdeg\tdeg\tdeg\n0.5\t65\t170\t20\n",
       ":5:"},
      {"a second block in another order",
       head + units + row + "#AOI\tLambda\tDelta\tPsi\n" + units + row, ":4:"},
  });
}

TEST(InstrumentFaults, AccurionAveragesARepeatedBlock) {
  const std::string head = "#Lambda\tAOI\tDelta\tPsi\n#nm\tdeg\tdeg\tdeg\n";
  const EllipsometryData d = read_ellipsometry(
      path_of(head + "500\t65\t170\t20\n" + head + "500\t65\t172\t22\n400\t65\t160\t30\n"));
  ASSERT_EQ(d.points.size(), 2u);
  EXPECT_NEAR(d.points[1].psi, 21 * kDegree, 1e-12);
  ASSERT_EQ(d.warnings.size(), 1u);
  EXPECT_THAT(d.warnings[0], HasSubstr("1 repeated points"));
}

TEST(InstrumentFaults, Columns) {
  const auto message = [](const std::string& text) {
    return refusal([&] { read_text_columns(path_of(text)); });
  };
  EXPECT_THAT(message(""), HasSubstr("empty"));
  EXPECT_THAT(message("wl,n,k\n"), HasSubstr("no numbers"));
  EXPECT_THAT(message("wl,n\n0.5,1\n0.6,1,2\n0.7,1\n"), HasSubstr(":3:"));
  EXPECT_THAT(message("wl,n\n0.5,1\n0.6;1\n0.7,1\n"), HasSubstr(":3:1: '0.6;1' is not a number"));
  EXPECT_THAT(message("wl,n\n0.5,1\n0.6,inf\n"), HasSubstr(":3:"));
  EXPECT_THAT(message("wl,n\n0.5,1\n0.6,NaN\n"), HasSubstr(":3:"));
  EXPECT_THAT(message("wl,n\n0.5,1\n\nwl,k\n0.5,2\n"), HasSubstr("two blocks"));
  EXPECT_THAT(message(std::string("wl,n\n0.5,1\0\n", 11)), HasSubstr("binary"));
}

}  // namespace
}  // namespace verdet
