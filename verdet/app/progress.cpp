#include "verdet/app/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>

namespace verdet {

using Clock = std::chrono::steady_clock;

ProgressLine::ProgressLine(Context& context) : context_(context) {
  if (!isatty(STDERR_FILENO)) return;
  context_.progress = [this, start = Clock::now(), last = Clock::time_point{}](
                          double done, double total) mutable {
    const Clock::time_point now = Clock::now();
    if (now - last < std::chrono::milliseconds(200) && done < total) return;
    last = now;
    const double elapsed = std::chrono::duration<double>(now - start).count();
    const double rate = done / std::max(elapsed, 1e-9);
    fmt::print(stderr, "\r{:.0f} of {:.0f}, {:.3g}/s, {:.0f} s left   ", done, total, rate,
               (total - done) / std::max(rate, 1e-9));
    shown_ = true;
  };
}

ProgressLine::~ProgressLine() {
  context_.progress = nullptr;
  if (shown_) fmt::print(stderr, "\n");
}

}  // namespace verdet
