#include "verdet/tables/hdf5.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <fstream>

#include "verdet/base/error.hpp"
#include "verdet/tables/compare.hpp"

namespace verdet {
namespace {

namespace fs = std::filesystem;

class Hdf5 : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("verdet_hdf5_" + std::to_string(getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  std::size_t files() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(folder_), fs::directory_iterator{}));
  }
  fs::path folder_;
};

Table sample() {
  Table table;
  table.set("filetype", std::string("verdet-table"));
  table.set("format_version", std::string(kFormatVersion));
  table.set("ports", std::vector<std::string>{"in", "through"});
  table.set("level", 2.5);
  table.add_axis({"wavelength", "m", "vacuum wavelength", {1e-6, 2e-6, 3e-6}, {}});
  table.add_axis({"port", "1", "port", {}, {"in", "through"}});
  table.add("power", "W", {"wavelength", "port"}, {1, 2, 3, std::nan(""), 5, 6}, "power");
  table.add("total", "W", {}, {42.0});
  table.add_count("status", {"wavelength"}, {0, 1, 0});
  table.add_text("message", {"wavelength"}, {"", "no convergence: größer", ""});
  Table& group = table.group("resonances");
  group.add_axis({"resonance", "1", "", {}, {}});
  group.add("q", "1", {"resonance"}, {});
  return table;
}

std::string refusal(const std::string& path) {
  try {
    read_hdf5(path);
  } catch (const InputError& error) {
    return error.what();
  }
  return "accepted";
}

TEST_F(Hdf5, ATableReadsBackAsItWas) {
  const Table table = sample();
  write_hdf5(table, path("t.h5"));
  const Table again = read_hdf5(path("t.h5"));
  EXPECT_TRUE(differences(table, again, {0, 0}).empty());
  EXPECT_EQ(again.variable("power").unit, "W");
  EXPECT_EQ(again.axis("wavelength").long_name, "vacuum wavelength");
  EXPECT_EQ(again.variable("message").texts[1], "no convergence: größer");
  EXPECT_EQ(std::get<std::vector<std::string>>(*again.attribute("ports"))[1], "through");
  EXPECT_EQ(std::get<double>(*again.attribute("level")), 2.5);
  EXPECT_EQ(files(), 1u) << "a temporary file was left";
}

TEST_F(Hdf5, AListOfOneTextStaysAList) {
  Table table = sample();
  table.set("records", std::vector<std::string>{"Si/Li1980"});
  write_hdf5(table, path("t.h5"));
  const Table again = read_hdf5(path("t.h5"));
  EXPECT_EQ(*again.attribute("records"), Attribute(std::vector<std::string>{"Si/Li1980"}));
  EXPECT_EQ(again.text_attribute("filetype"), "verdet-table");
}

TEST_F(Hdf5, AMissingFolderIsNamedBeforeWriting) {
  EXPECT_THROW(write_hdf5(sample(), path("none/t.h5")), InputError);
  EXPECT_THROW(check_writable(path("none/t.h5")), InputError);
}

TEST_F(Hdf5, AFailedWriteLeavesTheOldFile) {
  write_hdf5(sample(), path("t.h5"));
  const auto before = fs::last_write_time(path("t.h5"));
  Table broken = sample();
  broken.set(std::string(70000, 'x') + "\0", std::string("too long a name for HDF5"));
  EXPECT_THROW(write_hdf5(broken, path("t.h5")), Error);
  EXPECT_EQ(fs::last_write_time(path("t.h5")), before);
  EXPECT_EQ(files(), 1u);
  EXPECT_TRUE(differences(sample(), read_hdf5(path("t.h5")), {0, 0}).empty());
}

TEST_F(Hdf5, TruncatedAndForeignFilesAreRefused) {
  write_hdf5(sample(), path("t.h5"));
  const auto size = fs::file_size(path("t.h5"));
  for (const double part : {0.9, 0.5, 0.1}) {
    fs::copy_file(path("t.h5"), path("cut.h5"), fs::copy_options::overwrite_existing);
    fs::resize_file(path("cut.h5"), static_cast<std::uintmax_t>(part * static_cast<double>(size)));
    EXPECT_NE(refusal(path("cut.h5")), "accepted") << part;
  }
  std::ofstream(path("text.h5")) << "not HDF5";
  EXPECT_NE(refusal(path("text.h5")).find("not an HDF5 file"), std::string::npos);
  EXPECT_NE(refusal(path("absent.h5")).find("no such file"), std::string::npos);
}

TEST_F(Hdf5, AnUnknownMajorVersionIsRefused) {
  Table table = sample();
  table.set("format_version", std::string("2.0"));
  write_hdf5(table, path("t.h5"));
  EXPECT_NE(refusal(path("t.h5")).find("format 2.0"), std::string::npos);
}

TEST(TableRules, LengthsAndNamesAreChecked) {
  Table table;
  table.add_axis({"x", "m", "", {1, 2}, {}});
  EXPECT_THROW(table.add("a", "1", {"x"}, {1.0}), Error);
  EXPECT_THROW(table.add("a", "1", {"y"}, {1.0}), Error);
  table.add("a", "1", {"x"}, {1.0, 2.0});
  EXPECT_THROW(table.add("a", "1", {"x"}, {1.0, 2.0}), Error);
  EXPECT_THROW(table.variable("b"), InputError);
}

TEST(Differences, NameWhatDiffersAndWhere) {
  Table a, b;
  for (Table* t : {&a, &b}) t->add_axis({"x", "m", "", {1, 2, 3}, {}});
  a.add("y", "W", {"x"}, {1, 2, 3});
  b.add("y", "W", {"x"}, {1, 2.1, 3});
  ASSERT_EQ(differences(a, b, {1e-9, 0}).size(), 1u);
  EXPECT_NE(differences(a, b, {1e-9, 0})[0].find("at [1]"), std::string::npos);
  EXPECT_TRUE(differences(a, b, {0.1, 0}).empty());
  b.add("z", "1", {}, {1});
  EXPECT_EQ(differences(a, b, {0.1, 0}).size(), 1u);
}

}  // namespace
}  // namespace verdet
