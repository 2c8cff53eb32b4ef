// A table begun while its points are computed is the one that is made afterwards from the segments.
#include "verdet/studies/sweep/draft.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <numeric>

#include "verdet/materials/library.hpp"
#include "verdet/studies/sweep/collect.hpp"
#include "verdet/studies/sweep/execute.hpp"
#include "verdet/tables/compare.hpp"
#include "verdet/tables/hdf5.hpp"

namespace verdet {
namespace {

struct Settings {
  double drive = 1, phase = 0;

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "drive", .kind = Kind::Number, .meaning = "13 throws"}, p.drive...);
    v(About{.name = "phase", .kind = Kind::Number, .meaning = "of the trace"}, p.phase...);
  }
};

// A trace of 150 samples, of 151 from drive 9000 on, 2 or 5 pulses, and some events.
Table traced(const Device&, const Settings& p, const Context&) {
  if (p.drive == 13) throw ConvergenceError("thirteen is unlucky; ask for another drive");
  Table table;
  std::vector<double> x(p.drive < 9000 ? 150 : 151);
  std::iota(x.begin(), x.end(), 0.0);
  std::vector<double> trace;
  for (const double at : x) trace.push_back(std::sin(at * p.drive + p.phase));
  table.add_axis({"x", "1", "", std::move(x), {}});
  table.add("trace", "1", {"x"}, std::move(trace));
  table.add("answer", "1", {}, {p.drive + p.phase});
  std::vector<double> pulses(p.drive < 150 ? 2 : 5);
  std::iota(pulses.begin(), pulses.end(), 0.0);
  table.add_axis({"pulse", "1", "", pulses, {}});
  table.add("height", "1", {"pulse"}, pulses);
  Table& events = table.group("events");
  const auto count = static_cast<std::size_t>(p.drive) % 3;
  events.add_axis({"event", "1", "", std::vector<double>(count), {}});
  events.add("time", "s", {"event"}, std::vector<double>(count, p.drive));
  return table;
}

const Registry& registry() {
  static const Registry all = [] {
    Registry r = make_registry();
    r.experiments.add(Experiment<Settings>{"traced", "a trace", traced});
    return r;
  }();
  return all;
}

class Draft : public testing::TestWithParam<int> {
 protected:
  Draft() : folder_(testing::TempDir() + std::to_string(::getpid()) + "draft") {
    std::filesystem::remove_all(folder_);
    context_.threads = 2;
    options_.publish_bytes = 20000;
    options_.most_in_batch = 7;
    stream_ = {.digits = GetParam(), .threads = 2, .slab_bytes = 40000};
  }
  ~Draft() override { std::filesystem::remove_all(folder_); }

  static Plan plan(const std::string& sweep) {
    return make_plan(parse_yaml("verdet: 1\ndevice: {type: relaxator}\n"
                                "experiment: {type: traced}\nsweep: " +
                                sweep + "\n"),
                     registry());
  }
  void compute(const Plan& p, TableDraft& draft) {
    SweepStore store(folder_);
    options_.written = [&](const Table& segment) { draft.take(segment); };
    execute(p, store, MaterialLibrary{}, options_, context_);
  }
  Table collected(const Plan& p, TableDraft* draft) {
    const SweepStore store(folder_);
    const std::string path = folder_ + ".h5";
    collect(p, store, path, {false, GetParam(), 2, draft}, context_);
    Table table = read_hdf5(path);
    std::filesystem::remove(path);
    return table;
  }
  void expect_the_same(const Plan& p, TableDraft& draft) {
    const Table with = collected(p, &draft), without = collected(p, nullptr);
    for (const std::string& line : differences(with, without, {.relative = 0}))
      ADD_FAILURE() << line;
    EXPECT_EQ(with.attributes().size(), without.attributes().size());
    EXPECT_FALSE(std::filesystem::exists(folder_ + ".h5." + std::to_string(::getpid()) + ".part"));
  }
  TableDraft draft(const Plan& p) { return {folder_ + ".h5", p.design, stream_, 0}; }
  TableDraft drafted(const Plan& p) {
    TableDraft whole = draft(p);
    compute(p, whole);
    return whole;
  }

  std::string folder_;
  Context context_;
  SweepOptions options_;
  StreamOptions stream_;
};

TEST_P(Draft, HoldsEverySlabOfAnUndisturbedRun) {
  const Plan p = plan("{experiment.drive: {from: 10, to: 209, points: 200}}");
  TableDraft all = drafted(p);
  EXPECT_TRUE(all.has(0));
  EXPECT_TRUE(all.has(5));
  expect_the_same(p, all);
}

TEST_P(Draft, HoldsAGrid) {
  const Plan p = plan(
      "{experiment.drive: {from: 10, to: 20, points: 11}, "
      "experiment.phase: {from: 0, to: 1, points: 23}}");
  TableDraft all = drafted(p);
  EXPECT_TRUE(all.has(0));
  expect_the_same(p, all);
}

TEST_P(Draft, IsMadeUpByTheSegmentsOfEarlierRuns) {
  const Plan p = plan("{experiment.drive: {from: 10, to: 209, points: 200}}");
  std::stop_source source;
  context_.stop = source.get_token();
  options_.progress = [&](const SweepProgress& progress) {
    if (progress.done > 60) source.request_stop();
  };
  {
    TableDraft lost = draft(p);
    EXPECT_THROW(compute(p, lost), Interrupted);
  }
  context_.stop = {};
  options_.progress = {};
  TableDraft rest = drafted(p);
  expect_the_same(p, rest);
}

TEST_P(Draft, IsGivenUpWhereTheShapeChanges) {
  const Plan p = plan("{experiment.drive: {from: 8900, to: 9099, points: 200}}");
  TableDraft none = drafted(p);
  expect_the_same(p, none);
}

TEST_P(Draft, LeavesOutPointsThatAreNotComputed) {
  const Plan p = plan(
      "{experiment.drive: {from: 10, to: 209, points: 200}, "
      "where: drive < 100 or drive > 110}");
  TableDraft some = drafted(p);
  expect_the_same(p, some);
}

TEST_P(Draft, OfASmallTableThereIsNone) {
  const Plan p = plan("{experiment.drive: [14, 15, 16]}");
  TableDraft none(folder_ + ".h5", p.design, stream_);
  compute(p, none);
  EXPECT_EQ(none.finish({}, {}, {}), nullptr);
}

INSTANTIATE_TEST_SUITE_P(Digits, Draft, testing::Values(0, 6));

}  // namespace
}  // namespace verdet
