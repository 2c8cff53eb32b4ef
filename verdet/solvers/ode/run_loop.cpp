#include "verdet/solvers/ode/run_loop.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace verdet {

namespace {

class Loop {
 public:
  Loop(Integrator& integrator, const OdeRun& run)
      : integrator_(integrator), run_(run), x_(run.initial.begin(), run.initial.end()) {
    t_ = run.output.begin;
    for (const OdeEvent& event : run.events) values_.push_back(event.value(t_, x_));
  }

  OdeResult go() {
    for (const double stop : run_.stops) {
      integrator_.restart(t_, x_, stop);
      while (t_ < stop && result_.status == OdeStatus::Done) advance();
      if (result_.status != OdeStatus::Done) break;
    }
    result_.end_time = t_;
    result_.final_state = x_;
    const StepStatistics counted = integrator_.statistics();
    result_.steps.rates = counted.rates;
    result_.steps.jacobians = counted.jacobians;
    result_.steps.rejected = counted.rejected;
    if (result_.status != OdeStatus::Done && result_.status != OdeStatus::Stopped) complain();
    return std::move(result_);
  }

 private:
  void advance() {
    run_.context.check();
    if (result_.steps.accepted >= static_cast<std::int64_t>(run_.tolerances.most_steps)) {
      result_.status = OdeStatus::TooManySteps;
      return;
    }
    const std::vector<double>& wanted = run_.output.times;
    const auto next = std::upper_bound(wanted.begin(), wanted.end(), t_);
    if (next != wanted.end()) integrator_.aim(*next);
    result_.status = integrator_.step();
    if (result_.status != OdeStatus::Done) return;
    double end = integrator_.time();
    ++result_.steps.accepted;
    recent_.push_back({t_, end - t_});
    if (recent_.size() > kShown) recent_.pop_front();
    const double last = find_events(end);
    write_samples(last);
    t_ = last;
    integrator_.state(last, x_);
    if (run_.context.progress)
      run_.context.progress(t_ - run_.output.begin, run_.output.end - run_.output.begin);
  }

  // Zeros in (t_, end], in order of time; the end of the run if one of them is terminal.
  double find_events(double end) {
    std::vector<OdeHit> hits;
    std::vector<double> x(x_.size());
    for (std::size_t k = 0; k < run_.events.size(); ++k) {
      integrator_.state(end, x);
      const double before = values_[k], after = run_.events[k].value(end, x);
      values_[k] = after;
      const bool rising = before < 0 && after >= 0, falling = before > 0 && after <= 0;
      const int direction = run_.events[k].direction;
      if (!(rising && direction >= 0) && !(falling && direction <= 0)) continue;
      const double t = zero(run_.events[k], end, before, after);
      integrator_.state(t, x);
      hits.push_back({k, t, x});
    }
    std::stable_sort(hits.begin(), hits.end(),
                     [](const OdeHit& a, const OdeHit& b) { return a.time < b.time; });
    for (OdeHit& hit : hits) {
      result_.hits.push_back(std::move(hit));
      if (!run_.events[result_.hits.back().event].terminal) continue;
      result_.status = OdeStatus::Stopped;
      return result_.hits.back().time;
    }
    return end;
  }

  // Illinois variant of regula falsi, down to the resolution of time.
  double zero(const OdeEvent& event, double end, double fa, double fb) const {
    double a = t_, b = end;
    std::vector<double> x(x_.size());
    for (int i = 0, side = 0; i < 200 && std::abs(b - a) > 4e-16 * std::abs(b) && fb != 0; ++i) {
      const double t = std::clamp(b - fb * (b - a) / (fb - fa), std::min(a, b), std::max(a, b));
      integrator_.state(t, x);
      const double f = event.value(t, x);
      if ((f < 0) == (fa < 0)) {
        a = t, fa = f;
        if (side == -1) fb /= 2;
        side = -1;
      } else {
        b = t, fb = f;
        if (side == 1) fa /= 2;
        side = 1;
      }
      if (t == a && t == b) break;
    }
    return b;
  }

  void write_samples(double last) {
    const std::vector<double>& wanted = run_.output.times;
    while (result_.times.size() < wanted.size() && wanted[result_.times.size()] <= last) {
      const double t = wanted[result_.times.size()];
      std::vector<double> x(x_.size()), s(x_.size() * run_.parameters);
      // A sample at the very begin lies before the first step.
      integrator_.state(t, x);
      result_.times.push_back(t);
      result_.states.insert(result_.states.end(), x.begin(), x.end());
      integrator_.sensitivities(t, s);
      result_.sensitivities.insert(result_.sensitivities.end(), s.begin(), s.end());
    }
  }

  void complain() {
    std::string& text = result_.message;
    text = fmt::format("{} at t = {:.9g} s; state", meaning(result_.status), t_);
    for (std::size_t i = 0; i < std::min(x_.size(), kShown); ++i)
      text += fmt::format(" {:.6g}", x_[i]);
    if (x_.size() > kShown) text += " ...";
    text += "; last steps";
    for (const StepRecord& step : recent_)
      text += fmt::format(" (t {:.9g}, h {:.3g})", step.time, step.size);
    const std::string own = integrator_.complaint();
    if (!own.empty()) text += "; the solver says: " + own;
    text += std::string("; ") + remedy(result_.status);
  }

  static constexpr std::size_t kShown = 8;
  Integrator& integrator_;
  const OdeRun& run_;
  double t_;
  std::vector<double> x_, values_;
  std::deque<StepRecord> recent_;
  OdeResult result_;
};

}  // namespace

double Integrator::inside(double t) const {
  return std::clamp(t, std::nextafter(segment_begin_, segment_end_),
                    std::nextafter(segment_end_, segment_begin_));
}

OdeResult run(Integrator& integrator, const OdeRun& run) {
  return Loop(integrator, run).go();
}

}  // namespace verdet
