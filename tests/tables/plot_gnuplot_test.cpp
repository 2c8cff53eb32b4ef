// The renderer: scripts that cannot be subverted, pictures that are whole, errors that say why.
#include <gmock/gmock.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "tables/plot_tables.hpp"
#include "verdet/base/error.hpp"
#include "verdet/tables/plot/gnuplot_script.hpp"
#include "verdet/tables/plot/plot.hpp"

namespace verdet {
namespace {

namespace fs = std::filesystem;
using namespace plot_tests;
using plot::Format;
using plot::gnuplot_script;
using plot::make_figure;
using plot::write_figure;
using testing::HasSubstr;
using testing::Not;

class PlotGnuplot : public testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        fs::temp_directory_path() / (std::string("verdet-plot-") +
                                     testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::remove_all(folder_);
    fs::create_directories(folder_ / "bin");
  }
  void TearDown() override {
    if (!path_.empty()) setenv("PATH", path_.c_str(), 1);
    fs::remove_all(folder_);
  }
  std::string file(const std::string& name) const { return (folder_ / name).string(); }

  // Makes `text` the only gnuplot there is; no gnuplot when it is empty.
  void replace_gnuplot(const std::string& text) {
    if (path_.empty()) path_ = getenv("PATH");
    if (!text.empty()) {
      std::ofstream(folder_ / "bin/gnuplot") << "#!/bin/sh\n" << text << "\n";
      fs::permissions(folder_ / "bin/gnuplot", fs::perms::owner_all);
    }
    setenv("PATH", (folder_ / "bin").c_str(), 1);
  }

  fs::path folder_;
  std::string path_;
};

std::string content(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

// Width and height of a PNG, from its header.
std::pair<unsigned, unsigned> png_size(const std::string& bytes) {
  if (bytes.size() < 24 || bytes.substr(1, 3) != "PNG" || bytes.substr(12, 4) != "IHDR")
    return {0, 0};
  const auto number = [&](std::size_t at) {
    unsigned value = 0;
    for (std::size_t i = 0; i < 4; ++i)
      value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
    return value;
  };
  return {number(16), number(20)};
}

std::string error_of(const plot::Figure& figure, const std::string& path) {
  try {
    write_figure(figure, path);
  } catch (const Error& error) {
    return error.what();
  }
  return "nothing was thrown";
}

TEST_F(PlotGnuplot, PicturesOfEveryKindAreLargeAndNotEmpty) {
  const std::vector<std::pair<std::string, Table>> tables = {
      {"spectrum", spectrum_table(20001, 50e-12)},
      {"transient", transient_table(5001)},
      {"branches", branch_table()},
      {"map", map_table()},
      {"modes", modes_table()},
      {"material",
       plot::material_curve_table("Si", {1e-6, 2e-6}, {3.5, 3.4}, {0, 0}, {3.6, 3.5}, {})}};
  for (const auto& [name, table] : tables) {
    write_figure(make_figure(table), file(name + ".png"));
    const std::string bytes = content(file(name + ".png"));
    const auto [width, height] = png_size(bytes);
    EXPECT_GE(width, 1200u) << name;
    EXPECT_GE(height, 800u) << name;
    EXPECT_GT(bytes.size(), 15000u) << name;  // an empty canvas has some 5 kB
  }
}

TEST_F(PlotGnuplot, VectorFormats) {
  const plot::Figure figure = make_figure(map_table());
  write_figure(figure, file("map.svg"));
  EXPECT_THAT(content(file("map.svg")), HasSubstr("Period of self-pulsing (ns)"));
  EXPECT_THAT(content(file("map.svg")), HasSubstr("</svg>"));
  write_figure(figure, file("map.PDF"));
  EXPECT_EQ(content(file("map.PDF")).substr(0, 5), "%PDF-");
}

TEST_F(PlotGnuplot, NarrowDipsReachTheScript) {
  const std::string script =
      gnuplot_script(make_figure(spectrum_table(1000001, 0.1e-12)), Format::Png);
  EXPECT_THAT(script, HasSubstr("\n1550 -40\n"));
  EXPECT_LT(std::count(script.begin(), script.end(), '\n'), 12000);
  EXPECT_THAT(script, HasSubstr("'Vacuum wavelength (nm)'"));
  EXPECT_THAT(script, HasSubstr("noenhanced"));
}

TEST_F(PlotGnuplot, NoTextIsTakenForACommand) {
  EXPECT_EQ(plot::in_quotes("it's a_b^{2} `touch x`"), R"('it'."\047".'s a_b^{2} `touch x`')");
  EXPECT_EQ(plot::in_quotes("two\nlines\t\x01"), R"('two'."\n".'lines  ')");
  EXPECT_EQ(plot::in_quotes("'"), R"("\047")");
  EXPECT_EQ(plot::in_quotes(""), "''");
  const std::string mark = file("mark");
  const std::string evil = "'; system('touch " + mark + "'); `touch " + mark + "` \"; !touch " +
                           mark + "\n!touch " + mark + "\n@x %s %d \\ $(touch " + mark + ")";
  Table table;
  table.add_axis({"x'", "`touch " + mark + "`", evil, {}, {evil, "100 %", "c"}});
  table.add("y_1", evil, {"x'"}, {1, 2, 3}, evil);
  table.add("y_2", "1", {"x'"}, {1, 2, 3}, "\n!touch " + mark);
  table.set("title", evil);
  write_figure(make_figure(table, {.title = evil}), file("it's `a` | b.png"));
  EXPECT_FALSE(fs::exists(mark));
  EXPECT_GE(png_size(content(file("it's `a` | b.png"))).first, 1200u);
}

TEST_F(PlotGnuplot, AFailureLeavesTheOldPictureAndSaysWhy) {
  const plot::Figure figure = make_figure(map_table());
  write_figure(figure, file("map.png"));
  const std::string before = content(file("map.png"));
  replace_gnuplot("echo half; echo 'line 3: something is wrong' >&2; exit 1");
  EXPECT_THAT(error_of(figure, file("map.png")),
              HasSubstr("gnuplot failed: line 3: something is wrong"));
  replace_gnuplot("exit 0");
  EXPECT_THAT(error_of(figure, file("map.png")), HasSubstr("gnuplot failed"));
  EXPECT_EQ(content(file("map.png")), before);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), fs::directory_iterator{}),
            2);  // bin, map.png
}

TEST_F(PlotGnuplot, AMissingGnuplotNamesThePackage) {
  replace_gnuplot("");
  EXPECT_THAT(error_of(make_figure(map_table()), file("map.png")), HasSubstr("gnuplot-nox"));
  EXPECT_FALSE(fs::exists(file("map.png")));
}

TEST_F(PlotGnuplot, OtherEndingsAndFoldersAreRefused) {
  const plot::Figure figure = make_figure(map_table());
  EXPECT_THROW(write_figure(figure, file("map.bmp")), InputError);
  EXPECT_THROW(write_figure(figure, file("map")), InputError);
  EXPECT_THAT(error_of(figure, file("missing/map.png")), HasSubstr("does not exist"));
}

TEST_F(PlotGnuplot, EmptyAndStrangeDataAreDrawn) {
  const double nan = std::nan(""), inf = std::numeric_limits<double>::infinity();
  plot::Figure figure{"strange", {}, {}, 1};
  for (const std::vector<double>& y :
       std::vector<std::vector<double>>{{nan, nan}, {inf, 1}, {0, 0}, {}}) {
    plot::Panel panel;
    panel.curves.push_back({"a", std::vector<double>(y.size(), 1.0), y, 0});
    panel.y.log = y.size() == 2 && y[0] == 0;
    figure.panels.push_back(panel);
  }
  write_figure(figure, file("strange.png"));
  EXPECT_GE(png_size(content(file("strange.png"))).first, 1200u);
}

}  // namespace
}  // namespace verdet
