#include "verdet/studies/sweep/execute.hpp"

#include <fmt/format.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "verdet/studies/provenance.hpp"
#include "verdet/studies/sweep/evaluate.hpp"
#include "verdet/studies/sweep/intervals.hpp"
#include "verdet/studies/sweep/rows.hpp"
#include "verdet/studies/sweep/timed.hpp"
#include "verdet/studies/sweep/work_queue.hpp"

namespace verdet {
namespace {

using Clock = std::chrono::steady_clock;  // a clock that jumps must not end or prolong anything

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

constexpr double kBatchSeconds = 0.2;
// What is computed but not yet published.
struct Finished {
  std::vector<std::uint64_t> points;
  TimedResult result;
};

std::uint64_t bytes_of(const Table& table) {
  std::uint64_t bytes = 0;
  for (const Variable& v : table.variables())
    bytes += v.values.size() * 8 + v.integers.size() * 4 + v.texts.size() * 16;
  for (const auto& [name, group] : table.groups()) bytes += bytes_of(group);
  return bytes;
}

Table segment_of(std::vector<Finished>& finished) {
  std::sort(finished.begin(), finished.end(), [](const Finished& a, const Finished& b) {
    return a.points.front() < b.points.front();
  });
  std::vector<RowBlock> blocks;
  std::vector<double> points;
  std::vector<std::int32_t> status;
  std::vector<std::string> messages;
  for (Finished& part : finished) {
    const bool some = !part.result.table.axes().empty();
    blocks.push_back({some ? &part.result.table : nullptr, part.points.size()});
    points.insert(points.end(), part.points.begin(), part.points.end());
    status.insert(status.end(), part.result.status.begin(), part.result.status.end());
    std::move(part.result.failures.begin(), part.result.failures.end(),
              std::back_inserter(messages));
  }
  Table segment = concatenate(blocks, std::move(points));
  segment.add_count("status", {kPointAxis}, std::move(status),
                    "0 computed, 1 failed, 2 over the time limit, -1 left out");
  segment.add_text("message", {kPointAxis}, std::move(messages), "why a point failed");
  return segment;
}

class Execution {
 public:
  Execution(const Plan& plan, SweepStore& store, const MaterialLibrary& materials,
            const SweepOptions& options, const Context& context)
      : given_(plan), store_(store), materials_(materials), options_(options), context_(context) {}

  SweepOutcome run() {
    store_.open(identity_of(given_), options_.shard, options_.force);
    const Plan& used = options_.retry_plan ? *options_.retry_plan : given_;
    plan_ = settled(used, devices_, materials_, context_);
    const std::uint64_t points = plan_.design.size();
    const PointRange share{options_.shard.first(points), options_.shard.last(points)};
    outcome_.progress.total = share.size();
    WorkQueue queue(plan_.design, missing(share));
    journal("start");
    {
      const std::jthread writer(
          [this](const std::stop_token& computed) { keep_publishing(computed); });
      std::vector<std::jthread> helpers;
      for (int t = 1; t < context_.threads; ++t) helpers.emplace_back([&] { work(queue); });
      work(queue);
    }
    if (!error_) publish();
    if (!error_) durably([&] { store_.settle(); });
    if (error_) std::rethrow_exception(error_);
    outcome_.complete = outcome_.progress.done == outcome_.progress.total;
    journal(outcome_.complete ? "complete" : "stopped");
    if (!outcome_.complete) throw Interrupted();
    return outcome_;
  }

 private:
  // Points of the share that no earlier run has finished; unreadable segments are computed again.
  std::vector<PointRange> missing(const PointRange& share) {
    const SweepIdentity identity = identity_of(given_);
    IntervalSet done;
    // The lines of a refined share reach beyond it.
    const PointRange where = options_.only.empty() ? share : PointRange{0, plan_.design.size()};
    for (const SegmentName& name : store_.segments(where.first, where.last)) {
      Table table;
      try {
        table = read_segment(name.path, identity, {.axis = {}, .only = {"status"}});
      } catch (const InputError& error) {
        context_.warn(fmt::format("{}; its points are computed again", error.what()));
        continue;
      }
      const std::vector<double>& points = table.axis(kPointAxis).values;
      const std::vector<std::int32_t>& status = table.variable("status").integers;
      std::vector<double> finished;
      for (std::size_t i = 0; i < points.size(); ++i)
        if (status[i] == kDone || !options_.retry_failed) finished.push_back(points[i]);
      done.add(finished);
    }
    done.merge();
    std::vector<PointRange> gaps;
    if (options_.only.empty()) {
      gaps = done.missing(share.first, share.last);
    } else {
      for (const std::uint64_t point : options_.only)
        for (const PointRange& gap : done.missing(point, point + 1)) gaps.push_back(gap);
      outcome_.progress.total = options_.only.size();
    }
    std::uint64_t left = 0;
    for (const PointRange& gap : gaps) left += gap.size();
    earlier_ = outcome_.progress.done = outcome_.progress.total - left;
    return gaps;
  }

  void work(WorkQueue& queue) {
    PointEvaluator evaluate(plan_, devices_, materials_);
    std::uint64_t size = WorkQueue::kFirstBatch;
    try {
      while (!context_.stop.stop_requested() && !failed()) {
        std::uint64_t dropped = 0;
        std::vector<std::uint64_t> points =
            queue.take(std::min(size, options_.most_in_batch),
                       static_cast<std::uint64_t>(context_.threads), dropped);
        if (points.empty() && dropped == 0) return;
        const Clock::time_point start = Clock::now();
        Finished finished{points, {}};
        if (!points.empty())
          finished.result = evaluate_timed(evaluate, points, options_.point_time_limit, context_);
        if (options_.retry_plan) add_note(finished.result);
        const double seconds = seconds_since(start);
        const bool small = 8 * bytes_of(finished.result.table) < options_.publish_bytes;
        if (seconds < kBatchSeconds / 2 && size < options_.most_in_batch && small) size *= 2;
        if (seconds > 2 * kBatchSeconds && size > 1) size /= 2;
        take(std::move(finished), dropped, seconds);
      }
    } catch (const Interrupted&) {
      return;
    } catch (...) {
      fail();
    }
  }

  void add_note(TimedResult& result) const {
    for (std::size_t i = 0; i < result.status.size(); ++i)
      if (result.status[i] == kDone) result.failures[i] = options_.retry_note;
  }

  bool failed() {
    const std::lock_guard lock(mutex_);
    return static_cast<bool>(error_);
  }

  void fail() {
    const std::lock_guard lock(mutex_);
    if (!error_) error_ = std::current_exception();
    changed_.notify_all();
  }

  // Takes over a finished batch. Where the disk is slower than the computing, this waits for it,
  // lest results fill the memory.
  void take(Finished finished, std::uint64_t dropped, double seconds) {
    std::unique_lock lock(mutex_);
    SweepProgress& p = outcome_.progress;
    outcome_.compute_seconds += seconds;
    p.done += finished.points.size() + dropped;
    for (std::size_t i = 0; i < finished.points.size(); ++i)
      if (finished.result.status[i] != kDone) {
        ++p.failed;
        if (outcome_.first_failure.empty()) outcome_.first_failure = finished.result.failures[i];
      }
    p.seconds = seconds_since(begun_);
    p.rate = static_cast<double>(p.done - earlier_) / std::max(p.seconds, 1e-9);
    if (!finished.points.empty()) {
      pending_bytes_ += bytes_of(finished.result.table);
      pending_.push_back(std::move(finished));
    }
    if (options_.progress) options_.progress(p);
    changed_.notify_all();
    changed_.wait(lock, [this] { return !crowded() || error_; });
  }

  bool crowded() const { return pending_bytes_ >= options_.publish_bytes; }

  // A thread of its own writes while the others compute: the disk and they do not wait for each
  // other, and HDF5 is entered by one thread at a time.
  void keep_publishing(const std::stop_token& computed) {
    try {
      for (;;) {
        {
          std::unique_lock lock(mutex_);
          const auto pause = std::chrono::duration<double>(options_.publish_seconds);
          changed_.wait_for(lock, computed, pause, [this] { return crowded(); });
          if (computed.stop_requested() || error_) return;
        }
        publish();
      }
    } catch (...) {
      fail();
    }
  }

  void publish() {
    std::vector<Finished> batch;
    {
      const std::lock_guard lock(mutex_);
      if (pending_.empty()) return;
      batch.swap(pending_);
      pending_bytes_ = 0;
      changed_.notify_all();
    }
    Table segment = segment_of(batch);
    add_segment_provenance(segment);
    durably([&] {
      try {
        store_.publish(segment);
      } catch (const Error&) {
        if (!options_.make_room || !options_.make_room()) throw;
        store_.publish(segment);
      }
    });
    if (options_.written) options_.written(segment);
    journal("running");
  }

  template <class Write>
  void durably(const Write& write) const {
    try {
      write();
    } catch (const Error& error) {  // by now a full disk is no wrong input but a failed computation
      throw Error(
          fmt::format("{}; what was published before is safe in {}: make room and run the "
                      "same command again",
                      error.what(), store_.folder()));
    }
  }

  void add_segment_provenance(Table& segment) const {
    if (const DeviceCache::Pointer device = devices_.any())
      add_provenance(segment, plan_, *device, context_);
    const std::lock_guard lock(mutex_);
    segment.set("compute_seconds", outcome_.compute_seconds - published_seconds_);
    published_seconds_ = outcome_.compute_seconds;
  }

  void journal(const char* state) {
    const SweepProgress p = [&] {
      const std::lock_guard lock(mutex_);
      return outcome_.progress;
    }();
    store_.journal(
        fmt::format("{{\"state\": \"{}\", \"done\": {}, \"failed\": {}, \"total\": {}, "
                    "\"seconds\": {:.3f}, \"rate\": {:.6g}}}",
                    state, p.done, p.failed, p.total, seconds_since(begun_), p.rate));
  }

  const Plan& given_;
  SweepStore& store_;
  const MaterialLibrary& materials_;
  const SweepOptions& options_;
  const Context& context_;
  Plan plan_;
  DeviceCache devices_;
  SweepOutcome outcome_;
  std::uint64_t earlier_ = 0;
  mutable std::mutex mutex_;  ///< of everything below
  std::vector<Finished> pending_;
  std::uint64_t pending_bytes_ = 0;
  mutable double published_seconds_ = 0;
  std::exception_ptr error_;
  std::condition_variable_any changed_;  ///< any of these
  Clock::time_point begun_ = Clock::now();
};

}  // namespace

SweepOutcome execute(const Plan& plan, SweepStore& store, const MaterialLibrary& materials,
                     const SweepOptions& options, const Context& context) {
  return Execution(plan, store, materials, options, context).run();
}

}  // namespace verdet
