// What figures are made of: panels, units, selections, and the error paths.
#include <gmock/gmock.h>

#include "tables/plot_tables.hpp"
#include "verdet/base/error.hpp"
#include "verdet/tables/plot/decimate.hpp"
#include "verdet/tables/plot/labels.hpp"
#include "verdet/tables/plot/plot.hpp"
#include "verdet/tables/plot/raster.hpp"
#include "verdet/tables/plot/scale.hpp"

namespace verdet {
namespace {

using plot::Curve;
using plot::Figure;
using plot::make_figure;
using plot::PlotRequest;
using testing::ElementsAre;
using testing::HasSubstr;
using namespace plot_tests;

template <class F>
std::string message_of(F&& call) {
  try {
    call();
  } catch (const InputError& error) {
    return error.what();
  }
  return "nothing was thrown";
}

TEST(PlotFigure, SpectrumShowsLitPortsInDecibelAndLinearOverNanometres) {
  const Figure figure = make_figure(spectrum_table(2001, 100e-12));
  ASSERT_EQ(figure.panels.size(), 2u);
  EXPECT_EQ(figure.panels[0].x.label, "Vacuum wavelength (nm)");
  EXPECT_EQ(figure.panels[0].y.label, "Transmission (dB)");
  ASSERT_EQ(figure.panels[0].curves.size(), 1u);  // nothing is reflected
  EXPECT_EQ(figure.panels[0].curves[0].label, "through");
  EXPECT_NEAR(figure.panels[0].curves[0].x.front(), 1540, 1e-9);
  // The dip of 1e-4 stands at the grid point in the middle.
  EXPECT_NEAR(figure.panels[0].curves[0].y[1000], -40, 1e-9);
  EXPECT_NEAR(figure.panels[1].curves[0].y[1000], 1e-4, 1e-12);
  ASSERT_EQ(figure.panels[0].marks.size(), 1u);
  EXPECT_NEAR(figure.panels[0].marks[0], 1550, 1e-9);
  EXPECT_EQ(make_figure(spectrum_table(11, 1e-9), {.log = true}).panels.size(), 1u);
}

TEST(PlotFigure, SelectedInputPortIsTheOneDrawn) {
  const PlotRequest request{.select = {{"port_in", "through"}}};
  const Figure figure = make_figure(spectrum_table(11, 1e-9), request);
  EXPECT_EQ(figure.panels[0].curves[0].label, "in");
  EXPECT_THAT(figure.notes[0], HasSubstr("port_in = through"));
}

TEST(PlotFigure, TransientStacksSortsInSensibleUnits) {
  const Figure figure = make_figure(transient_table(1001));
  ASSERT_EQ(figure.panels.size(), 4u);
  EXPECT_EQ(figure.panels[0].x.label, "Time (ns)");
  EXPECT_EQ(figure.panels[0].y.label, "Power (mW)");
  ASSERT_EQ(figure.panels[0].curves.size(), 2u);
  EXPECT_EQ(figure.panels[0].curves[0].label, "through");
  EXPECT_EQ(figure.panels[1].y.label, "Energy stored in the resonator (fJ)");
  EXPECT_EQ(figure.panels[2].y.label, "Density of free carriers (10¹⁷\u00a0cm⁻³)");
  EXPECT_NEAR(figure.panels[2].curves[0].y[0], 0.062, 1e-12);
  EXPECT_NEAR(figure.panels[0].curves[0].x.back(), 400, 1e-9);
  const Figure one = make_figure(transient_table(11), {.y = {"energy"}});
  ASSERT_EQ(one.panels.size(), 1u);
}

TEST(PlotFigure, BranchesAreSolidWhereStableAndDashedWhereNot) {
  const Figure figure = make_figure(branch_table());
  ASSERT_EQ(figure.panels.size(), 3u);
  const auto& curves = figure.panels[0].curves;
  ASSERT_EQ(curves.size(), 4u);
  EXPECT_EQ(curves[0].style, Curve::Style::Line);
  EXPECT_EQ(curves[1].style, Curve::Style::Dashed);
  EXPECT_EQ(curves[2].label, "saddle-node");
  EXPECT_EQ(curves[3].label, "Hopf");
  EXPECT_EQ(figure.panels[0].x.label, "Power entering the bus (mW)");
  for (std::size_t i = 0; i < curves[0].x.size(); ++i)  // every point is drawn by one of the two
    EXPECT_FALSE(std::isnan(curves[0].y[i]) && std::isnan(curves[1].y[i])) << i;
  // The group of Hopf points has no energy: it is read off the branch, 20 fJ times s = 3.3.
  EXPECT_NEAR(curves[3].y[0], 66, 0.3);
  const double fold = 1.6 - std::sqrt(1.6 * 1.6 - 2.1);
  EXPECT_NEAR(figure.panels[2].curves[2].y[0], 1.5 * fold * fold, 0.03);
}

TEST(PlotFigure, MapsKeepHolesAndNameBothAxes) {
  const Figure figure = make_figure(map_table());
  ASSERT_EQ(figure.panels.size(), 1u);
  const plot::Panel& panel = figure.panels[0];
  ASSERT_TRUE(panel.raster);
  EXPECT_EQ(panel.x.label, "Laser minus cold resonance wavelength (pm)");
  EXPECT_EQ(panel.y.label, "Power entering the bus (mW)");
  EXPECT_EQ(panel.colour.label, "Period of self-pulsing (ns)");
  EXPECT_TRUE(std::isnan(panel.raster->values[0]));
  EXPECT_THAT(figure.notes, ElementsAre("grey: no value"));
}

// Pulses from two states, or of two powers: the pulses run along x, the states are curves.
TEST(PlotFigure, ASequenceRunsAlongTheAbscissa) {
  Table table;
  table.add_axis({"power", "W", "power of the pulses", {1e-3, 2e-3}, {}});
  table.add_axis({"pulse", "1", "pulse, counted from 0", {0, 1, 2, 3, 4}, {}});
  table.add("transmission", "1", {"power", "pulse"}, {1, 2, 3, 4, 5, 2, 4, 6, 8, 10});
  const Figure figure = make_figure(table);
  EXPECT_EQ(figure.panels[0].x.label, "Pulse, counted from 0");
  ASSERT_EQ(figure.panels[0].curves.size(), 2u);
  EXPECT_EQ(figure.panels[0].curves[1].label, "power = 2 mW");
  EXPECT_EQ(figure.panels[0].curves[1].y, (std::vector<double>{2, 4, 6, 8, 10}));
}

TEST(PlotFigure, SelectionTakesUnitsAndTheNearestEntry) {
  const Figure figure = make_figure(map_table(), {.select = {{"power", "2.99 mW"}}});
  ASSERT_EQ(figure.panels[0].curves.size(), 1u);
  EXPECT_EQ(figure.panels[0].curves[0].x.size(), 30u);
  const std::vector<double> all = map_table().variable("period").values;
  EXPECT_NEAR(figure.panels[0].curves[0].y[15], all[23 * 30 + 15] * 1e9, 1e-9);
}

TEST(PlotFigure, FieldsAreMagnitudesPerMode) {
  const Figure figure = make_figure(modes_table());
  ASSERT_EQ(figure.panels.size(), 2u);
  EXPECT_EQ(figure.panels[0].title, "mode 0, n_eff = 2.4461, TE 98 %");
  EXPECT_EQ(figure.panels[0].x.label, "x (µm)");
  const std::vector<double>& field = figure.panels[1].raster->values;
  EXPECT_EQ(*std::min_element(field.begin(), field.end()), 0);
  EXPECT_EQ(*std::max_element(field.begin(), field.end()), 1);
}

TEST(PlotFigure, FieldsOfEachModeMayHaveTheirOwnGrid) {
  Table table;
  table.add_axis({"mode", "1", "", {0}, {}});
  table.add("n_eff_real", "1", {"mode"}, {2.5});
  Table& group = table.group("fields_0");
  group.add_axis({"y", "m", "", {-1e-7, 1e-7}, {}});
  group.add_axis({"x", "m", "", {-1e-7, 0, 1e-7}, {}});
  group.add("Ex_real", "V/m", {"y", "x"}, {3, 0, 0, 0, 0, 0});
  group.add("Ex_imag", "V/m", {"y", "x"}, {4, 2.5, 0, 0, 0, 0});
  group.add("Hx_real", "A/m", {"y", "x"}, {0, 0, 0, 0, 9, 9});
  const Figure figure = make_figure(table);
  ASSERT_EQ(figure.panels.size(), 1u);
  EXPECT_EQ(figure.panels[0].title, "mode 0, n_eff = 2.5000");
  EXPECT_THAT(figure.panels[0].raster->values, ElementsAre(1, 0.5, 0, 0, 0, 0));
}

TEST(PlotFigure, MaterialCurves) {
  const Table table =
      plot::material_curve_table("Si", {1e-6, 2e-6}, {3.5, 3.4}, {1e-3, 1e-6}, {}, {"Si/A"});
  const Figure figure = make_figure(table);
  ASSERT_EQ(figure.panels.size(), 2u);
  EXPECT_EQ(figure.panels[0].x.label, "Vacuum wavelength (nm)");
  EXPECT_TRUE(figure.panels[1].y.log);
  EXPECT_THAT(figure.notes, ElementsAre("records: Si/A"));
  EXPECT_EQ(figure.title, "Refractive index of Si");
}

TEST(PlotFigure, GroupsAndAbscissae) {
  Table table = map_table();
  Table& inner = table.group("extra");
  inner.add_axis({"step", "1", "", counted(5), {}});
  inner.add("a", "V", {"step"}, {1, 2, 3, 4, 5});
  inner.add("b", "A", {"step"}, {1e-3, 4e-3, 9e-3, 16e-3, 25e-3});
  const Figure figure = make_figure(table, {.x = "a", .y = {"extra/b"}});
  EXPECT_EQ(figure.panels[0].x.label, "a (V)");
  EXPECT_EQ(figure.panels[0].y.label, "b (mA)");
  EXPECT_THAT(figure.panels[0].curves[0].y, ElementsAre(1, 4, 9, 16, 25));
}

TEST(PlotFigure, WrongRequestsNameTheNearestRightOne) {
  const Table table = map_table();
  EXPECT_THAT(message_of([&] { make_figure(table, {.y = {"perod"}}); }),
              HasSubstr("did you mean 'period'"));
  EXPECT_THAT(message_of([&] {
                make_figure(table, {.select = {{"powr", "1 mW"}}});
              }),
              HasSubstr("did you mean 'power'"));
  EXPECT_THAT(message_of([&] {
                make_figure(table, {.select = {{"power", "1"}}});
              }),
              HasSubstr("needs a unit"));
  EXPECT_THAT(message_of([&] {
                make_figure(table, {.select = {{"power", "1 W"}}});
              }),
              HasSubstr("covers 100 uW ... 3 mW"));
  EXPECT_THAT(message_of([&] { make_figure(table, {.y = {"nothing/b"}}); }),
              HasSubstr("no group 'nothing'"));
  EXPECT_THAT(message_of([&] { make_figure(Table{}); }), HasSubstr("nothing to draw"));
}

TEST(PlotDecimate, KeepsExtremesOrderAndInterruptions) {
  plot::Points line{even(0, 1, 1000001), std::vector<double>(1000001, 1.0)};
  line.y[654321] = -7;
  line.y[123456] = 9;
  line.y[400000] = std::nan("");
  const plot::Points few = plot::decimate(line, 1000);
  EXPECT_LT(few.x.size(), 4100u);
  EXPECT_TRUE(std::is_sorted(few.x.begin(), few.x.end()));
  EXPECT_EQ(*std::min_element(few.y.begin(), few.y.end(), [](double a, double b) { return a < b; }),
            -7);
  EXPECT_EQ(std::count(few.y.begin(), few.y.end(), 9.0), 1);
  EXPECT_EQ(std::count_if(few.y.begin(), few.y.end(), [](double y) { return std::isnan(y); }), 1);
  EXPECT_EQ(few.x.front(), 0);
  EXPECT_EQ(few.x.back(), 1);
}

TEST(PlotDecimate, ShortLinesAreLeftAlone) {
  const plot::Points line{{3, 1, 2}, {1, 2, 3}};
  EXPECT_EQ(plot::decimate(line, 2).x, line.x);
}

TEST(PlotScale, TicksAreRoundNumbersWithEnoughDigits) {
  const std::vector<double> narrow = {1550.12, 1550.13};
  const plot::Scale scale = plot::make_scale({"x"}, {&narrow}, 0, 5);
  ASSERT_GE(scale.ticks.size(), 3u);
  EXPECT_EQ(scale.ticks.front().label, "1550.120");
  for (const plot::Tick& tick : scale.ticks) EXPECT_NEAR(std::stod(tick.label), tick.place, 1e-9);
}

TEST(PlotScale, LogAxesAreDecimalLogarithms) {
  const std::vector<double> values = {1e-6, 1e-1, 0, -3};
  const plot::Scale scale = plot::make_scale({"k", true}, {&values}, 0, 8);
  EXPECT_NEAR(scale.low, -6, 1e-12);
  EXPECT_NEAR(scale.high, -1, 1e-12);
  EXPECT_TRUE(std::isnan(scale.place(-3)));
  EXPECT_EQ(scale.ticks.front().label, "10⁻⁶");
}

// A few values of 10^60 among times of seconds do not squeeze the rest into a line.
TEST(PlotScale, LogAxesKeepTheMiddleOfTheirData) {
  const std::vector<double> data{1e-8, 1e-6, 1, 1e3, 1e60};
  const plot::Scale scale = plot::make_scale({"t", true}, {&data}, 0, 6);
  EXPECT_NEAR(scale.low, -8, 1e-9);
  EXPECT_NEAR(scale.high, 15, 1e-9);
}

TEST(PlotScale, ConstantsAndNothingStillHaveARange) {
  const std::vector<double> same = {3, 3, 3}, none = {std::nan("")};
  for (const auto* values : {&same, &none}) {
    const plot::Scale scale = plot::make_scale({"x"}, {values}, 0.05, 5);
    EXPECT_GT(scale.high, scale.low);
  }
}

TEST(PlotRaster, UnevenCellsKeepTheirPlacesAndNarrowLinesSurvive) {
  plot::Raster raster{{0, 1, 10, 11}, {5, 4}, {0, 0, 7, 0, 1, 1, 1, 1}};  // y descends
  const auto scale = [](const std::vector<double>& v) {
    return plot::make_scale({"x"}, {&v}, 0, 5);
  };
  const plot::EvenRaster even =
      plot::even_raster(raster, scale(raster.x), scale(raster.y), scale(raster.values), 120, 10);
  EXPECT_DOUBLE_EQ(even.x_low, -0.5);
  EXPECT_DOUBLE_EQ(even.x_high, 11.5);
  EXPECT_EQ(even.values[0], 1);  // the lowest row comes first
  const std::vector<double> top(even.values.end() - static_cast<long>(even.columns),
                                even.values.end());
  EXPECT_NEAR(std::count(top.begin(), top.end(), 7.0) * 12.0 / static_cast<double>(even.columns), 5,
              0.3);
  plot::Raster dips{counted(10000), {0, 1}, std::vector<double>(20000, 1.0)};
  dips.values[4321] = 0;
  const plot::EvenRaster small =
      plot::even_raster(dips, scale(dips.x), scale(dips.y), scale(dips.values), 100, 10);
  EXPECT_EQ(std::count(small.values.begin(), small.values.end(), 0.0), 1);
}

TEST(PlotLabels, UnitsAsEngineersWriteThem) {
  EXPECT_EQ(plot::shown_unit("wavelength", "m", 1.55e-6).text, "nm");
  EXPECT_EQ(plot::shown_unit("wavelength", "m", 12e-6).text, "µm");
  EXPECT_EQ(plot::shown_unit("detuning", "m", 5e-11).text, "pm");
  EXPECT_EQ(plot::shown_unit("density", "m^-3", 3e23).text, "10¹⁷\u00a0cm⁻³");
  EXPECT_EQ(plot::shown_unit("thermo", "1/K", 1.8e-4).text, "10⁻⁴\u00a01/K");
  EXPECT_EQ(plot::axis_label("q_loaded", "", {"", 1}), "q loaded");
  EXPECT_EQ(plot::shortened("abcdé", 4), "abc…");
}

}  // namespace
}  // namespace verdet
