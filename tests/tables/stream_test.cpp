// Large tables written slab by slab: what is read back is what was written, whatever the shape.
#include "verdet/tables/stream.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <functional>
#include <limits>
#include <span>

#include "verdet/tables/hdf5.hpp"
#include "verdet/tables/hdf5/chunking.hpp"

namespace verdet {
namespace {

struct Shape {
  std::vector<std::size_t> leading;
  std::size_t inner;
};

void PrintTo(const Shape& shape, std::ostream* out) {
  for (const std::size_t n : shape.leading) *out << n << " x ";
  *out << shape.inner;
}

class Stream : public testing::TestWithParam<Shape> {};

TEST_P(Stream, ReadsBackWhatWasWritten) {
  const Shape& shape = GetParam();
  Table table;
  std::vector<std::string> leading;
  std::size_t rows = 1;
  for (std::size_t k = 0; k < shape.leading.size(); ++k) {
    leading.push_back("a" + std::to_string(k));
    table.add_axis({leading.back(), "1", "", std::vector<double>(shape.leading[k]), {}});
    rows *= shape.leading[k];
  }
  table.add_axis({"x", "m", "", std::vector<double>(shape.inner), {}});
  std::vector<std::string> with_x = leading;
  with_x.push_back("x");
  const std::vector<StreamVariable> variables = {
      {"",
       {.name = "y", .long_name = "", .axes = with_x, .values = {0}, .integers = {}, .texts = {}}},
      {"",
       {.name = "n", .long_name = "", .axes = leading, .values = {}, .integers = {0}, .texts = {}}},
      {"",
       {.name = "s",
        .long_name = "",
        .axes = leading,
        .values = {},
        .integers = {},
        .texts = {""}}}};
  const std::string path = testing::TempDir() + std::to_string(::getpid()) + "stream.h5";
  const auto value = [&](std::size_t row, std::size_t i) {
    return std::sin(static_cast<double>(row * shape.inner + i));
  };
  {
    table.set("filetype", std::string("verdet-table"));
    table.set("format_version", std::string(kFormatVersion));
    TableStream stream(path, table, leading, variables, {.digits = 0, .threads = 2});
    ASSERT_EQ(stream.rows(), rows);
    for (std::size_t first = 0; first < rows; first += stream.slab_rows()) {
      const std::size_t count = std::min<std::size_t>(stream.slab_rows(), rows - first);
      std::vector<Variable> slab(3);
      for (std::size_t r = first; r < first + count; ++r) {
        for (std::size_t i = 0; i < shape.inner; ++i) slab[0].values.push_back(value(r, i));
        slab[1].integers.push_back(static_cast<std::int32_t>(r));
        slab[2].texts.push_back(r % 3 ? "" : std::to_string(r));
      }
      stream.write(first, count, slab);
    }
    EXPECT_FALSE(std::filesystem::exists(path));
    stream.finish();
  }
  const Table back = read_hdf5(path);
  const std::vector<double>& y = back.variable("y").values;
  ASSERT_EQ(y.size(), rows * shape.inner);
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t i = 0; i < shape.inner; ++i) ASSERT_EQ(y[r * shape.inner + i], value(r, i));
    ASSERT_EQ(back.variable("n").integers[r], static_cast<std::int32_t>(r));
    ASSERT_EQ(back.variable("s").texts[r], r % 3 ? "" : std::to_string(r));
  }
  const Table part = read_hdf5(path, {.axis = leading[0], .first = 1, .count = 2});
  const std::size_t stride = y.size() / shape.leading[0];
  const std::size_t held = std::min<std::size_t>(2, shape.leading[0] - 1);
  ASSERT_EQ(part.variable("y").values.size(), held * stride);
  if (held && stride) {
    EXPECT_EQ(part.variable("y").values[0], y[stride]);
  }
  std::filesystem::remove(path);
}

INSTANTIATE_TEST_SUITE_P(Shapes, Stream,
                         testing::Values(Shape{{1}, 1}, Shape{{1000}, 513}, Shape{{7, 5}, 3},
                                         Shape{{3, 300, 2}, 97}, Shape{{40000}, 65},
                                         Shape{{2, 3000}, 700}, Shape{{5}, 0}));

// The chunks are packed outside of HDF5; its own filters must find in them what was rounded. The
// next slab is made while the last one is packed.
TEST(PackedStream, HDF5UnpacksWhatThreadsPacked) {
  constexpr std::size_t kRows = 30001, kInner = 300;
  const auto value = [](std::size_t i) { return std::exp(std::sin(static_cast<double>(i))); };
  Table table;
  table.add_axis({"row", "1", "", std::vector<double>(kRows), {}});
  table.add_axis({"x", "m", "", std::vector<double>(kInner), {}});
  table.set("filetype", std::string("verdet-table"));
  table.set("format_version", std::string(kFormatVersion));
  const StreamVariable y{"",
                         {.name = "y",
                          .long_name = "",
                          .axes = {"row", "x"},
                          .values = {0},
                          .integers = {},
                          .texts = {}}};
  const std::string path = testing::TempDir() + std::to_string(::getpid()) + "packed.h5";
  TableStream stream(path, table, {"row"}, {y}, {.digits = 6, .threads = 3});
  const std::size_t step = stream.slab_rows();
  ASSERT_LT(step, kRows);
  const auto fill = [&](std::size_t first, Variable& slab) {
    slab.values.clear();
    for (std::size_t i = first * kInner; i < std::min(first + step, kRows) * kInner; ++i)
      slab.values.push_back(value(i));
  };
  Variable slab, next;
  fill(0, slab);
  for (std::size_t first = 0; first < kRows; first += step) {
    stream.write(first, std::min(step, kRows - first), std::span(&slab, 1),
                 [&] { fill(first + step, next); });
    std::swap(slab, next);
  }
  stream.finish();
  const std::vector<double> back = read_hdf5(path).variable("y").values;
  ASSERT_EQ(back.size(), kRows * kInner);
  for (std::size_t i = 0; i < back.size(); ++i) ASSERT_NEAR(back[i] / value(i), 1, 0.5e-6) << i;
  EXPECT_LT(std::filesystem::file_size(path), back.size() * 5);
  std::filesystem::remove(path);
}

// Constant planes, noise, and what lies between; HDF5's own filter (zlib) reads them.
TEST(PackedStream, TakesNumbersOfEveryKind) {
  constexpr std::size_t kRows = 20000, kInner = 8;
  std::uint64_t state = 1;
  const auto noise = [&] {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return static_cast<double>(state >> 11) * 0x1p-53;
  };
  const std::vector<std::function<double(std::size_t)>> kinds = {
      [](std::size_t) { return 0.0; },
      [](std::size_t) { return std::numeric_limits<double>::quiet_NaN(); },
      [](std::size_t) { return -1.5; },
      [&](std::size_t) { return noise(); },
      [&](std::size_t) { return std::ldexp(1 + noise(), static_cast<int>(600 * noise()) - 300); },
      [&](std::size_t i) { return i % 1000 ? 2.0 : noise(); },
      [](std::size_t i) { return static_cast<double>(i); }};
  for (std::size_t kind = 0; kind < kinds.size(); ++kind)
    for (const int digits : {3, 6, 12}) {
      Table table;
      table.add_axis({"row", "1", "", std::vector<double>(kRows), {}});
      table.add_axis({"x", "m", "", std::vector<double>(kInner), {}});
      table.set("filetype", std::string("verdet-table"));
      table.set("format_version", std::string(kFormatVersion));
      const Variable model{.name = "y",
                           .long_name = "",
                           .axes = {"row", "x"},
                           .values = {0},
                           .integers = {},
                           .texts = {}};
      const std::string path = testing::TempDir() + std::to_string(::getpid()) + "kinds.h5";
      TableStream stream(path, table, {"row"}, {{"", model}}, {.digits = digits, .threads = 2});
      ASSERT_GE(stream.slab_rows(), kRows);
      Variable slab;
      for (std::size_t i = 0; i < kRows * kInner; ++i) slab.values.push_back(kinds[kind](i));
      stream.write(0, kRows, std::span(&slab, 1));
      stream.finish();
      const std::vector<double> back = read_hdf5(path).variable("y").values;
      std::vector<double> rounded = slab.values;
      round_digits(rounded, digits);
      ASSERT_EQ(back.size(), rounded.size());
      for (std::size_t i = 0; i < back.size(); ++i)
        ASSERT_TRUE(back[i] == rounded[i] || (std::isnan(back[i]) && std::isnan(rounded[i])))
            << "kind " << kind << ", " << digits << " digits, value " << i;
      std::filesystem::remove(path);
    }
}

TEST(Chunking, SlabsStayWithinTheBudgetAndChunksDivideThem) {
  const std::uint64_t budget = 64 << 20;
  const std::vector<std::vector<std::uint64_t>> leadings = {
      {1000000}, {512, 512}, {2, 1000000}, {1000, 1000}, {3, 3, 3, 3}, {1}};
  for (const auto& leading : leadings) {
    const auto plan = hdf5::plan_chunks(leading, {{512}, {}}, {8, 4}, budget);
    std::uint64_t unit = 512 * 8 + 4;
    for (std::size_t k = plan.level + 1; k < leading.size(); ++k) unit *= leading[k];
    EXPECT_LE(std::min(plan.slab, leading[plan.level]) * unit, budget);
    for (const auto& chunk : plan.chunks) {
      for (std::size_t k = 0; k < plan.level; ++k) EXPECT_EQ(chunk[k], 1u);
      EXPECT_TRUE(plan.slab % chunk[plan.level] == 0 || plan.slab >= leading[plan.level]);
    }
  }
}

// A slice across the rows of a long table must not read all of it.
TEST(Chunking, ASliceAlongAnyAxisTouchesFewChunks) {
  const auto plan = hdf5::plan_chunks({1000000}, {{512}}, {8}, 64 << 20);
  const auto& chunk = plan.chunks[0];
  const double spectrum = 512.0 / static_cast<double>(chunk[1]);
  const double column = 1e6 / static_cast<double>(chunk[0]);
  EXPECT_LE(spectrum, 4);
  EXPECT_LT(column * static_cast<double>(chunk[0] * chunk[1] * 8), 0.26 * 4.1e9);
}

TEST(RoundDigits, KeepsTheErrorItStates) {
  for (const int digits : {1, 3, 6, 9, 15}) {
    double worst = 0;
    for (int i = 0; i < 20000; ++i) {
      double x = std::exp(0.01 * i - 100) * (i % 2 ? 1 : -1);
      const double exact = x;
      round_digits({&x, 1}, digits);
      worst = std::max(worst, std::abs(x / exact - 1));
    }
    EXPECT_LE(worst, 0.5 * std::pow(10.0, -digits)) << digits;
    EXPECT_GT(worst, 0.05 * std::pow(10.0, -digits)) << digits;
  }
  double special[] = {0.0, std::numeric_limits<double>::infinity(),
                      std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::max()};
  round_digits(special, 6);
  EXPECT_EQ(special[0], 0.0);
  EXPECT_TRUE(std::isinf(special[1]));
  EXPECT_TRUE(std::isnan(special[2]));
  EXPECT_TRUE(std::isfinite(special[3]));
}

}  // namespace
}  // namespace verdet
