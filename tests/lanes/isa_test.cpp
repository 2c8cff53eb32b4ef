// Each run of the lanes tests must see the build of the lanes library that it is meant to test.
#include <gtest/gtest.h>

#include <cstdlib>

#include "verdet/devices/lanes.hpp"

namespace verdet {
namespace {

TEST(LanesIsa, IsTheOneUnderTest) {
  const char* level = std::getenv("VERDET_LANES_LEVEL");
  if (level == nullptr) GTEST_SKIP() << "run by ctest, which names the level";
  EXPECT_EQ(lanes_isa(), level);
}

}  // namespace
}  // namespace verdet
