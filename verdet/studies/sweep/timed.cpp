#include "verdet/studies/sweep/timed.hpp"

#include <fmt/format.h>

#include <chrono>
#include <condition_variable>
#include <thread>

#include "verdet/studies/sweep/rows.hpp"
#include "verdet/studies/sweep/store.hpp"

namespace verdet {
namespace {

// Requests a stop after some time, unless destroyed before.
class Alarm {
 public:
  Alarm(double seconds, std::stop_source& target)
      : thread_([this, seconds, &target](const std::stop_token& cancelled) {
          std::unique_lock lock(mutex_);
          const bool early = woken_.wait_for(
              lock, cancelled, std::chrono::duration<double>(seconds), [] { return false; });
          if (!early && !cancelled.stop_requested()) target.request_stop();
        }) {}

 private:
  std::mutex mutex_;
  std::condition_variable_any woken_;
  std::jthread thread_;
};

TimedResult with_status(BatchResult result) {
  std::vector<std::int32_t> status;
  for (const std::string& failure : result.failures)
    status.push_back(failure.empty() ? kDone : kFailed);
  return {std::move(result.table), std::move(status), std::move(result.failures)};
}

TimedResult joined(TimedResult a, std::size_t a_rows, TimedResult b, std::size_t b_rows) {
  const auto block = [](const TimedResult& r, std::size_t rows) {
    return RowBlock{r.table.axes().empty() ? nullptr : &r.table, rows};
  };
  const RowBlock blocks[] = {block(a, a_rows), block(b, b_rows)};
  TimedResult all{concatenate(blocks), std::move(a.status), std::move(a.failures)};
  all.status.insert(all.status.end(), b.status.begin(), b.status.end());
  all.failures.insert(all.failures.end(), b.failures.begin(), b.failures.end());
  return all;
}

}  // namespace

TimedResult evaluate_timed(PointEvaluator& evaluate, std::span<const std::uint64_t> points,
                           double limit, const Context& context) {
  Context own = context;
  own.progress = nullptr;
  own.threads = 1;
  if (!(limit > 0)) return with_status(evaluate(points, own));
  std::stop_source source;
  own.stop = source.get_token();
  try {
    const std::stop_callback link(context.stop, [&] { source.request_stop(); });
    const Alarm alarm(limit, source);
    return with_status(evaluate(points, own));
  } catch (const Interrupted&) {
    context.check();
  }
  if (points.size() == 1)
    return {{},
            {kTimedOut},
            {fmt::format("took longer than the time limit of {:g} s; raise it, or loosen the "
                         "tolerances of the experiment",
                         limit)}};
  const std::size_t half = points.size() / 2;
  TimedResult first = evaluate_timed(evaluate, points.first(half), limit, context);
  TimedResult second = evaluate_timed(evaluate, points.subspan(half), limit, context);
  return joined(std::move(first), half, std::move(second), points.size() - half);
}

}  // namespace verdet
