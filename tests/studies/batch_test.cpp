// The seam of batches: an experiment that takes many points at once, one by one, and fails in both
// ways, must be the same experiment to a sweep.
#include <gtest/gtest.h>

#include <atomic>
#include <cmath>

#include "verdet/materials/library.hpp"
#include "verdet/studies/grid.hpp"
#include "verdet/studies/run.hpp"
#include "verdet/tables/compare.hpp"

namespace verdet {
namespace {

struct ToySettings {
  double drive = 1;
  std::string method = "auto";

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "drive", .kind = Kind::Number, .meaning = "what the device follows"},
      p.drive...);
    v(About{.name = "method", .meaning = "decided by settle"}, p.method...);
  }
};

std::atomic<int> batches = 0, singles = 0;
std::size_t settle_points = 0;

double rate(const Device& device, double u) {
  const double x = 0;
  double dxdt = 0;
  offer<Dynamics>(device).rhs(0, {&x, 1}, {&u, 1}, {&dxdt, 1});
  return dxdt;
}

Table toy(const Device& device, const ToySettings& p, const Context&) {
  ++singles;
  if (p.drive == 13) throw ConvergenceError("thirteen is unlucky; ask for another drive");
  Table table;
  table.add("rate", "1/s", {}, {rate(device, p.drive)});
  table.set("method", p.method);
  return table;
}

BatchResult toy_batch(const Batch<ToySettings>& batch, const Context&) {
  ++batches;
  std::vector<double> rates;
  for (std::size_t i = 0; i < batch.size(); ++i) {
    if (batch.settings[i]->drive == 13) throw Error("the lanes met thirteen");
    rates.push_back(rate(*batch.devices[i], batch.settings[i]->drive));
  }
  BatchResult result{{}, std::vector<std::string>(batch.size())};
  result.table.add_axis({kPointAxis, "1", "", std::vector<double>(batch.size()), {}});
  result.table.add("rate", "1/s", {kPointAxis}, std::move(rates));
  result.table.set("method", batch.settings[0]->method);
  return result;
}

void toy_settle(ToySettings& p, const Batch<ToySettings>& sample, const Context&) {
  settle_points = sample.size();
  if (p.method == "auto") p.method = "explicit";
}

const Registry& registry() {
  static const Registry all = [] {
    Registry r = make_registry();
    r.experiments.add(Experiment<ToySettings>{"toy", "one by one", toy});
    r.experiments.add(
        Experiment<ToySettings>{"toy_batch", "many at once", toy, toy_batch, toy_settle});
    return r;
  }();
  return all;
}

Table run_toy(const std::string& type, const std::string& sweep) {
  const Plan plan =
      make_plan(parse_yaml("verdet: 1\ndevice: {type: relaxator}\nexperiment: {type: " + type +
                           "}\nsweep: " + sweep + "\n"),
                registry());
  return run(plan, MaterialLibrary(), Context());
}

TEST(Batch, GivesTheNumbersOfSinglePoints) {
  const std::string sweep =
      "{device.lifetime: [1 ns, 2 ns, 3 ns], experiment.drive: {from: 0, to: 1, points: 40}}";
  const Table one = run_toy("toy", sweep);
  batches = singles = 0;
  const Table many = run_toy("toy_batch", sweep);
  EXPECT_EQ(batches, 1);
  EXPECT_EQ(singles, 0);
  EXPECT_EQ(many.variable("rate").axes, (std::vector<std::string>{"lifetime", "drive"}));
  EXPECT_EQ(many.variable("rate").values, one.variable("rate").values);
  EXPECT_DOUBLE_EQ(many.variable("rate").values[40 + 39], 1 / 2e-9);
}

TEST(Batch, ThatFailsAsAWholeIsComputedOneByOne) {
  const Table table = run_toy("toy_batch", "{experiment.drive: [12, 13, 14]}");
  EXPECT_EQ(table.variable("status").integers, (std::vector<std::int32_t>{0, 1, 0}));
  EXPECT_NE(table.variable("message").texts[1].find("unlucky"), std::string::npos);
  EXPECT_DOUBLE_EQ(table.variable("rate").values[2], 14 / 1e-9);
  EXPECT_TRUE(std::isnan(table.variable("rate").values[1]));
}

TEST(Batch, SettlesOnceWhatTheProgramDecides) {
  const Table table = run_toy("toy_batch", "{experiment.drive: {from: 0, to: 1, points: 100}}");
  EXPECT_EQ(settle_points, 16u);
  EXPECT_EQ(table.text_attribute("method"), "explicit");
  EXPECT_NE(table.text_attribute("resolved_spec").find("explicit"), std::string::npos);
}

// Rings of different circumference have different numbers of resonances in the window.
TEST(Batch, OfSpectraHasTheNumbersOfSingleSpectra) {
  const auto spec = [](const std::string& radius, const std::string& sweep) {
    return make_plan(
        parse_yaml(
            "verdet: 1\n"
            "device: {type: microring, radius: " +
            radius +
            ", effective_index: 2.4, "
            "group_index: 4.2, reference_wavelength: 1550 nm, through_coupling: 0.1}\n"
            "experiment: {type: spectrum, wavelength: {from: 1540 nm, to: 1560 nm, points: 37}, "
            "inputs: [in], outputs: [through]}\n" +
            sweep),
        registry());
  };
  const std::vector<std::string> radii = {"5 um", "30 um", "2 um"};
  const Table many = run(spec("5 um", "sweep: {device.radius: [5 um, 30 um, 2 um]}\n"),
                         MaterialLibrary(), Context());
  const Table& resonances = *many.find_group("resonances");
  const std::size_t most = resonances.axis("resonance").size();
  EXPECT_EQ(many.axis("port_out").labels, (std::vector<std::string>{"through"}));
  for (std::size_t i = 0; i < radii.size(); ++i) {
    const Table one = run(spec(radii[i], ""), MaterialLibrary(), Context());
    for (const char* name : {"S_real", "S_imag"})
      for (std::size_t k = 0; k < 37; ++k)
        EXPECT_EQ(many.variable(name).values[i * 37 + k], one.variable(name).values[k]);
    const std::vector<double>& q = one.find_group("resonances")->variable("q").values;
    EXPECT_EQ(resonances.variable("count_resonance").integers[i], static_cast<int>(q.size()));
    for (std::size_t k = 0; k < most; ++k) {
      const double value = resonances.variable("q").values[i * most + k];
      if (k < q.size())
        EXPECT_EQ(value, q[k]);
      else
        EXPECT_TRUE(std::isnan(value));
    }
  }
}

TEST(Batch, SpreadRowsLeavesTheOthersBlank) {
  Table table;
  table.add_axis({kPointAxis, "1", "", {0, 1}, {}});
  table.add("y", "1", {kPointAxis}, {5, 6});
  table.add_count("n", {kPointAxis}, {7, 8});
  const std::vector<std::size_t> rows = {0, 2};
  const Table wide = spread_rows(table, rows, 3);
  EXPECT_EQ(wide.variable("y").values[2], 6);
  EXPECT_TRUE(std::isnan(wide.variable("y").values[1]));
  EXPECT_EQ(wide.variable("n").integers, (std::vector<std::int32_t>{7, -1, 8}));
}

}  // namespace
}  // namespace verdet
