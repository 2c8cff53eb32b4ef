// Records as curves: every shipped record has its own axis, or none.
#include "verdet/materials/record_curve.hpp"
#include "verdet/materials/library.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace verdet {
namespace {

const MaterialLibrary& library() {
  static const MaterialLibrary kLibrary;
  return kLibrary;
}

TEST(RecordCurves, OfAllRecordsAreFiniteAndAscend) {
  int drawn = 0;
  for (const std::string& name : library().list()) {
    const RecordCurve curve = sample_record(*library().record(name), 32);
    if (curve.columns.empty()) continue;
    ++drawn;
    EXPECT_EQ(curve.x.size(), 32u) << name;
    EXPECT_TRUE(std::is_sorted(curve.x.begin(), curve.x.end())) << name;
    for (const auto& column : curve.columns)
      for (const double v : column.values) EXPECT_TRUE(std::isfinite(v)) << name << column.name;
  }
  EXPECT_GT(drawn, 100);
}

TEST(RecordCurves, OfCarriersEndAtThePublishedValues) {
  // Nedeljkovic's row at 1.55 um, N = P = 1e18 cm^-3: dn = -2.7084e-3 in all, dalpha = 14.354 /cm.
  const RecordCurve curve = sample_record(*library().record("Si/Nedeljkovic2011"), 4, 1.55e-6);
  ASSERT_EQ(curve.columns.size(), 4u);
  EXPECT_NEAR(curve.x[1] / 1e24, 1, 1e-12);
  const auto at = [&](std::size_t column) { return curve.columns[column].values[1]; };
  EXPECT_NEAR(at(0) + at(2), -2.7084e-3, 1e-7);
  EXPECT_NEAR(at(1) + at(3), 1435.4, 0.1);
  EXPECT_THROW(sample_record(*library().record("Si/Nedeljkovic2011"), 4, 1e-6), DomainError);
}

TEST(RecordCurves, OfNumbersHaveNoAxis) {
  for (const char* name : {"LiNbO3/Weis1985", "Co/Wang-voigt", "Ge/Genius-density"})
    EXPECT_TRUE(sample_record(*library().record(name)).columns.empty()) << name;
}

}  // namespace
}  // namespace verdet
