// Tables written past the page cache and read through it, and the other way round, are the same.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <numeric>

#include "verdet/base/error.hpp"
#include "verdet/tables/hdf5.hpp"
#include "verdet/tables/hdf5/direct_file.hpp"
#include "verdet/tables/hdf5/write_behind.hpp"
#include "verdet/tables/raw_rows.hpp"

namespace verdet {
namespace {

std::string scratch(const std::string& name) {
  return testing::TempDir() + std::to_string(::getpid()) + name;
}

std::vector<unsigned char> cached_bytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

unsigned char pattern(std::size_t i) {
  return static_cast<unsigned char>(i * 2654435761U >> 13);
}

// Any place and size: what the disk leaves is less than a page at either end.
TEST(DirectFile, TransfersWholePages) {
  const std::string path = scratch("direct.bin");
  constexpr std::size_t kPage = 4096, kLarge = hdf5::DirectFile::kLarge;
  std::vector<unsigned char> bytes(3 * kLarge + 12345);
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = pattern(i);
  std::ofstream(path).close();
  hdf5::DirectFile file(path, true);
  if (!file.takes(kLarge)) GTEST_SKIP() << "no direct transfers on the file system of " << path;
  EXPECT_FALSE(file.takes(kLarge - 1));
  for (const std::uint64_t at : {0UL, 1UL, kPage - 1, kPage, 5 * kPage + 77}) {
    const auto wrote = file.write(at, bytes.size(), bytes.data());
    EXPECT_LT(wrote.first - at, kPage);
    EXPECT_LT(at + bytes.size() - wrote.last, kPage);
    ASSERT_TRUE(file.drain());
    const std::vector<unsigned char> cached = cached_bytes(path);
    ASSERT_GE(cached.size(), wrote.last);
    for (std::uint64_t i = wrote.first; i < wrote.last; ++i) ASSERT_EQ(cached[i], bytes[i - at]);
    std::vector<unsigned char> back(bytes.size());
    const auto got = file.read(at, bytes.size(), back.data());
    EXPECT_EQ(got.first, wrote.first);
    EXPECT_EQ(got.last, wrote.last);
    for (std::uint64_t i = got.first; i < got.last; ++i) ASSERT_EQ(back[i - at], bytes[i - at]);
  }
  std::filesystem::remove(path);
}

// A read beyond the end takes what is there; the caller finds the rest missing.
TEST(DirectFile, StopsAtTheEnd) {
  const std::string path = scratch("short.bin");
  std::ofstream(path).close();
  hdf5::DirectFile file(path, true);
  constexpr std::size_t kLarge = hdf5::DirectFile::kLarge;
  if (!file.takes(kLarge)) GTEST_SKIP() << "no direct transfers on the file system of " << path;
  std::vector<unsigned char> bytes(2 * kLarge);
  file.write(0, kLarge, bytes.data());
  EXPECT_LE(file.read(0, 2 * kLarge, bytes.data()).last, kLarge);
  std::filesystem::remove(path);
}

// Where direct writes fail after all, the pieces go through the cache; what cannot be written at
// all is said.
TEST(WriteBehind, FallsBackAndTellsWhatFailed) {
  const std::string path = scratch("behind.bin");
  std::ofstream(path).close();
  constexpr std::size_t kPage = hdf5::WriteBehind::kPage;
  std::vector<unsigned char> bytes(hdf5::WriteBehind::kPieceBytes);
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = pattern(i);
  {
    hdf5::WriteBehind behind(-1, path);
    for (std::size_t k = 0; k < 20; ++k) behind.push(k * kPage, bytes.data() + k * kPage, kPage);
    EXPECT_TRUE(behind.drain());
    EXPECT_TRUE(behind.drain());
  }
  const std::vector<unsigned char> back = cached_bytes(path);
  EXPECT_TRUE(back.size() == 20 * kPage && std::equal(back.begin(), back.end(), bytes.begin()));
  std::filesystem::remove(path);
  hdf5::WriteBehind lost(-1, path);
  lost.push(0, bytes.data(), kPage);
  EXPECT_FALSE(lost.drain());
}

Table wide_table(std::size_t rows, std::size_t inner) {
  Table table;
  table.add_axis({"row", "1", "", std::vector<double>(rows), {}});
  table.add_axis({"x", "m", "", std::vector<double>(inner), {}});
  std::vector<double> values(rows * inner), narrow(rows);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = std::sin(static_cast<double>(i));
  std::iota(narrow.begin(), narrow.end(), 0.0);
  table.add({.name = "n",
             .long_name = "",
             .axes = {"row"},
             .values = narrow,
             .integers = {},
             .texts = {}});
  table.add({.name = "y",
             .long_name = "",
             .axes = {"row", "x"},
             .values = std::move(values),
             .integers = {},
             .texts = {}});
  table.set("filetype", std::string("verdet-table"));
  table.set("format_version", std::string(kFormatVersion));
  return table;
}

TEST(RawRows, AreThoseThatHDF5Reads) {
  const std::string path = scratch("raw.h5");
  constexpr std::size_t kRows = 3001, kInner = 301;  // no whole number of pages
  const Table table = wide_table(kRows, kInner);
  write_hdf5(table, path);
  EXPECT_EQ(read_hdf5(path).variable("y").values, table.variable("y").values);
  const Table part = read_hdf5(path, {.axis = "row", .first = 3, .count = 5, .most_values = 100});
  EXPECT_EQ(part.find("y"), nullptr);
  EXPECT_EQ(part.variable("n").values, (std::vector<double>{3, 4, 5, 6, 7}));
  const std::vector<RawVariable> raw = raw_variables(path, "row", 100);
  ASSERT_EQ(raw.size(), 1u);
  EXPECT_EQ(raw[0].name, "y");
  EXPECT_EQ(raw[0].inner, std::vector<std::size_t>{kInner});
  EXPECT_TRUE(raw_variables(path, "x", 0).empty());
  const RawFile file(path);
  for (const auto& [row, count] : {std::pair{0UL, 1UL}, {7UL, 900UL}, {0UL, kRows}}) {
    std::vector<double> values(count * kInner);
    file.read(raw[0].offset + row * kInner * sizeof(double), values.size(), values.data());
    const auto begin =
        table.variable("y").values.begin() + static_cast<std::ptrdiff_t>(row * kInner);
    EXPECT_TRUE(std::equal(values.begin(), values.end(), begin));
  }
  std::filesystem::resize_file(path, std::filesystem::file_size(path) / 2);
  std::vector<double> values(kRows * kInner);
  EXPECT_THROW(file.read(raw[0].offset, values.size(), values.data()), InputError);
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace verdet
