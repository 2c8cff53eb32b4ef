// Points that throw, hang or return NaN, alone and in batches: each is data, and the others stay
// what they are.
#include "verdet/studies/sweep/execute.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <thread>

#include "verdet/materials/library.hpp"
#include "verdet/studies/sweep/collect.hpp"
#include "verdet/studies/sweep/refine.hpp"
#include "verdet/tables/hdf5.hpp"

namespace verdet {
namespace {

struct Settings {
  double drive = 1;

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "drive", .kind = Kind::Number, .meaning = "says what the point does"},
      p.drive...);
  }
};

constexpr double kThrows = 13, kHangs = 17, kNaN = 19;

double answer(double drive, const Context& context) {
  if (drive == kThrows) throw ConvergenceError("thirteen is unlucky; ask for another drive");
  while (drive == kHangs) {
    context.check();
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return drive == kNaN ? std::nan("") : std::sin(drive);
}

Table one(const Device&, const Settings& p, const Context& context) {
  Table table;
  table.add("answer", "1", {}, {answer(p.drive, context)});
  Table& events = table.group("events");
  Axis axis{"event", "1", "", {}, {}};
  const int count = static_cast<int>(p.drive) % 3;
  for (int i = 0; i < count; ++i) axis.values.push_back(i);
  events.add_axis(std::move(axis));
  events.add("time", "s", {"event"}, std::vector<double>(static_cast<std::size_t>(count), p.drive));
  return table;
}

BatchResult many(const Batch<Settings>& batch, const Context& context) {
  BatchResult result{{}, std::vector<std::string>(batch.size())};
  std::vector<double> answers;
  for (std::size_t i = 0; i < batch.size(); ++i) {
    try {
      answers.push_back(answer(batch.settings[i]->drive, context));
    } catch (const ConvergenceError& error) {
      answers.push_back(std::nan(""));
      result.failures[i] = error.what();
    }
  }
  result.table.add_axis({kPointAxis, "1", "", std::vector<double>(batch.size()), {}});
  result.table.add("answer", "1", {kPointAxis}, std::move(answers));
  return result;
}

// A resonance of width 1e-3, and nothing past 0.8 (as where a limit cycle ends).
double line_shape(double x) {
  return x > 0.8 ? std::nan("") : 1 / (1 + std::pow((x - 0.3) / 1e-3, 2));
}

Table line(const Device&, const Settings& p, const Context&) {
  Table table;
  table.add("height", "1", {}, {line_shape(p.drive)});
  return table;
}

const Registry& registry() {
  static const Registry all = [] {
    Registry r = make_registry();
    r.experiments.add(Experiment<Settings>{"one", "one by one", one});
    r.experiments.add(Experiment<Settings>{"many", "in batches", one, many});
    r.experiments.add(Experiment<Settings>{"line", "a narrow line", line});
    return r;
  }();
  return all;
}

class Execute : public testing::TestWithParam<std::string> {
 protected:
  Execute() : folder_(testing::TempDir() + std::to_string(::getpid()) + "execute_" + GetParam()) {
    std::filesystem::remove_all(folder_);
    context_.threads = 2;
    options_.publish_seconds = 0.01;
  }
  ~Execute() override { std::filesystem::remove_all(folder_); }

  Plan plan(const std::string& sweep) const {
    return make_plan(parse_yaml("verdet: 1\ndevice: {type: relaxator}\nexperiment: {type: " +
                                GetParam() + "}\nsweep: {experiment.drive: " + sweep + "}\n"),
                     registry());
  }
  SweepOutcome compute(const Plan& p) {
    SweepStore store(folder_);
    return execute(p, store, materials_, options_, context_);
  }
  Table collected(const Plan& p) {
    const SweepStore store(folder_);
    const std::string path = folder_ + ".h5";
    collect(p, store, path, {}, context_);
    Table table = read_hdf5(path);
    std::filesystem::remove(path);
    return table;
  }

  std::string folder_;
  MaterialLibrary materials_;
  Context context_;
  SweepOptions options_;
};

TEST_P(Execute, APointThatThrowsOrIsNaNIsData) {
  const Plan p = plan("[11, 12, 13, 19]");
  const SweepOutcome outcome = compute(p);
  const Table table = collected(p);
  EXPECT_EQ(table.variable("status").integers, (std::vector<std::int32_t>{0, 0, 1, 0}));
  EXPECT_TRUE(std::isnan(table.variable("answer").values[3]));
  EXPECT_EQ(table.variable("answer").values[1], std::sin(12.0));
  EXPECT_EQ(outcome.progress.failed, 1u);
  EXPECT_NE(outcome.first_failure.find("unlucky"), std::string::npos);
}

TEST_P(Execute, APointThatHangsIsGivenUpAndTheOthersStay) {
  options_.point_time_limit = 0.05;
  const Plan p = plan("{from: 0, to: 299, points: 300}");
  compute(p);
  const Table table = collected(p);
  const std::vector<std::int32_t>& status = table.variable("status").integers;
  const std::vector<double>& answers = table.variable("answer").values;
  EXPECT_EQ(table.axis("drive").size(), 300u);
  for (std::size_t i = 0; i < 300; ++i) {
    const double drive = table.axis("drive").values[i];
    EXPECT_EQ(status[i], drive == kThrows ? 1 : drive == kHangs ? 2 : 0) << i;
    if (drive == kThrows || drive == kHangs || drive == kNaN)
      EXPECT_TRUE(std::isnan(answers[i]));
    else
      EXPECT_EQ(answers[i], std::sin(drive)) << i;
  }
  EXPECT_NE(table.variable("message").texts[17].find("time limit"), std::string::npos);
}

TEST_P(Execute, FailedPointsAreRetriedOnRequestOnly) {
  const Plan p = plan("{from: 10, to: 16, points: 7}");
  EXPECT_EQ(compute(p).progress.failed, 1u);
  EXPECT_EQ(compute(p).progress.failed, 0u) << "computed again without being asked";
  options_.retry_failed = true;
  EXPECT_EQ(compute(p).progress.failed, 1u);
  EXPECT_EQ(collected(p).variable("status").integers[3], 1);
}

TEST_P(Execute, StoppedItPublishesWhatIsFinishedAndGoesOnFromThere) {
  const Plan p = plan("{from: 100, to: 20099, points: 20000}");
  std::stop_source source;
  context_.stop = source.get_token();
  options_.progress = [&](const SweepProgress& progress) {
    if (progress.done > 500) source.request_stop();
  };
  EXPECT_THROW(compute(p), Interrupted);
  context_.stop = {};
  std::uint64_t first = 0;
  options_.progress = [&](const SweepProgress& progress) {
    if (first == 0) first = progress.done;
  };
  compute(p);
  EXPECT_GT(first, 500u);
  const Table table = collected(p);
  const std::vector<double>& answers = table.variable("answer").values;
  ASSERT_EQ(answers.size(), 20000u);
  for (std::size_t i = 0; i < answers.size(); ++i)
    ASSERT_EQ(answers[i], std::sin(table.axis("drive").values[i]));
}

INSTANTIATE_TEST_SUITE_P(Experiments, Execute, testing::Values("one", "many"),
                         [](const auto& test) { return test.param; });

// Points with 0, 1 or 2 events: the counts and the padding do not depend on how points were cut.
TEST(ExecuteRagged, CountsDoNotDependOnTheCut) {
  const MaterialLibrary materials;
  Context context;
  const Plan p =
      make_plan(parse_yaml("verdet: 1\ndevice: {type: relaxator}\nexperiment: {type: one}\n"
                           "sweep: {experiment.drive: {from: 0, to: 9, points: 10}}\n"),
                registry());
  std::vector<Table> tables;
  for (const std::uint64_t most : {1u, 3u, 100u}) {
    const std::string folder = testing::TempDir() + std::to_string(::getpid()) + "ragged";
    std::filesystem::remove_all(folder);
    SweepStore store(folder);
    SweepOptions options;
    options.most_in_batch = most;
    options.publish_bytes = 1;
    execute(p, store, materials, options, context);
    collect(p, store, folder + ".h5", {}, context);
    tables.push_back(read_hdf5(folder + ".h5"));
    std::filesystem::remove_all(folder);
  }
  for (const Table& table : tables) {
    const Table* events = table.find_group("events");
    ASSERT_TRUE(events);
    EXPECT_EQ(events->variable("count_event").integers,
              (std::vector<std::int32_t>{0, 1, 2, 0, 1, 2, 0, 1, 2, 0}));
    EXPECT_EQ(events->variable("time").axes, (std::vector<std::string>{"drive", "event"}));
    EXPECT_EQ(events->variable("time").values[5 * 2 + 1], 5);
    EXPECT_TRUE(std::isnan(events->variable("time").values[4 * 2 + 1]));
  }
}

Table refined(const std::string& folder, const std::string& more, int threads) {
  const Plan p = make_plan(
      parse_yaml("verdet: 1\ndevice: {type: relaxator}\nexperiment: {type: line}\nsweep: {" + more +
                 "experiment.drive: {from: 0, to: 1, refine: {variable: height, tolerance: 0.01, "
                 "points: 33, levels: 9}}}\n"),
      registry());
  std::filesystem::remove_all(folder);
  Context context;
  context.threads = threads;
  const MaterialLibrary materials;
  SweepStore store(folder);
  execute_refined(p, store, materials, {}, context);
  collect(p, store, folder + ".h5", {}, context);
  std::filesystem::remove_all(folder);
  return read_hdf5(folder + ".h5");
}

TEST(ExecuteRefined, TheLineIsFollowedAndTheRestIsLeftAlone) {
  const Table table = refined(testing::TempDir() + std::to_string(::getpid()) + "refined", "", 1);
  const std::vector<double>& x = table.variable("drive").values;
  const std::vector<double>& y = table.variable("height").values;
  EXPECT_LT(x.size(), 200u) << "a uniform grid of this step has 16385 points";
  double worst = 0, edge = 0;
  for (std::size_t i = 0; i + 1 < x.size(); ++i) {
    ASSERT_LT(x[i], x[i + 1]);
    EXPECT_TRUE(y[i] == line_shape(x[i]) || (std::isnan(y[i]) && x[i] > 0.8));
    const double middle = (x[i] + x[i + 1]) / 2;
    if (!std::isnan(y[i + 1]))
      worst = std::max(worst, std::abs((y[i] + y[i + 1]) / 2 - line_shape(middle)));
    if (!std::isnan(y[i])) edge = x[i + 1];
  }
  EXPECT_LT(worst, 0.012);
  EXPECT_NEAR(edge, 0.8, 1.0 / (32 << 9)) << "the end of the line is followed to the last level";
}

TEST(ExecuteRefined, LinesOfAnotherAxisAreRefinedEachForItselfWhateverTheThreads) {
  const std::string outer = "device.gain: [0.25, 0.5], ";
  const Table one = refined(testing::TempDir() + std::to_string(::getpid()) + "refined", outer, 1);
  const Table two = refined(testing::TempDir() + std::to_string(::getpid()) + "refined", outer, 2);
  EXPECT_EQ(one.variable("drive").values, two.variable("drive").values);
  EXPECT_EQ(one.axis("point").size() % 2, 0u);
  EXPECT_EQ(one.variable("gain").values.back(), 0.5);
}

}  // namespace
}  // namespace verdet
