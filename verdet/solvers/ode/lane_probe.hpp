// Figures of one channel, gathered step by step in every lane. Included only by *_lanes.cpp files.
#pragma once

#include <bit>
#include <cmath>

#include "verdet/solvers/ode/lane_view.hpp"
#include "verdet/solvers/ode/lane_wave.hpp"
#include "verdet/solvers/ode/last_outside.hpp"

namespace verdet {
inline namespace VERDET_ISA {

/// One channel inside a step.
struct LaneLook {
  void* step;
  Lanes (*channel)(void* step, const Lanes& theta);

  double operator()(double theta, std::size_t lane) const {
    return get(channel(step, Lanes(theta)), lane);
  }
};

/// The mean is summed up in all lanes together, without a branch. Turning points and crossings are
/// rare: all lanes are tested for them, and those that have one are looked at one by one.
class LaneProbe {
 public:
  static constexpr std::size_t kWidth = Lanes::kWidth;
  /// Values after the start of a step.
  using Nodes = std::array<Lanes, Lobatto::kNodes - 1>;

  explicit LaneProbe(const ProbeRequest& request)
      : request_(&request), wave_(kWidth, LaneWave(request)) {}
  const ProbeRequest& request() const { return *request_; }

  void begin(std::size_t lane);
  /// The value at the start of a segment of the drive, which may be a jump.
  void enter(const LanesMask& which, const Lanes& t, const Lanes& value);
  /// `nodes` of a step; `at(theta, lane)` gives the channel inside it.
  void step(const LanesMask& accepted, const Lanes& t, const Lanes& h, const Nodes& nodes,
            const LaneLook& at);
  ProbeResult finish(std::size_t lane, double end) const;

 private:
  /// A step in one lane.
  struct Step {
    double begin, size;
    std::array<double, Lobatto::kNodes> values;

    double time(std::size_t node) const { return begin + Lobatto::kNode[node] * size; }
    double gap(std::size_t node) const {
      return (Lobatto::kNode[node] - Lobatto::kNode[node - 1]) * size;
    }
  };
  void look(std::size_t lane, const Step& step, const LaneLook& at);
  void cross(std::size_t lane, const Step& step, std::size_t node, const LaneLook& at);
  void settle(std::size_t lane, const Step& step);

  const ProbeRequest* request_;
  Lanes integral_{0.0}, length_{0.0}, level_{INFINITY};
  Lanes last_{0.0}, rise_{0.0};    // the value reached, and the latest change that was not zero
  Lanes earlier_{0.0}, gap_{0.0};  // the node before, and how long before; 0: not to be used
  std::vector<LaneWave> wave_;
  std::array<LastAbove, kWidth> above_, below_;
};

inline void LaneProbe::begin(std::size_t lane) {
  for (Lanes* zero : {&integral_, &length_, &rise_, &gap_}) put(*zero, lane, 0.0);
  put(level_, lane, INFINITY);
  wave_[lane] = LaneWave(*request_);
  above_[lane].clear();
  below_[lane].clear();
}

inline void LaneProbe::enter(const LanesMask& which, const Lanes& t, const Lanes& value) {
  const LanesMask inside = which && t >= Lanes(request_->from) && t < Lanes(request_->to);
  for (unsigned left = bits(inside); left != 0; left &= left - 1) {
    const auto lane = static_cast<std::size_t>(std::countr_zero(left));
    LaneWave& wave = wave_[lane];
    const double before = get(last_, lane), after = get(value, lane), rise = get(rise_, lane);
    if (!wave.opened()) {
      wave.open(get(t, lane), after);
    } else if (after != before) {
      if (rise * (after - before) < 0) wave.turn(get(t, lane), before, rise > 0);
      put(rise_, lane, after - before);
    }
    put(gap_, lane, 0.0);
    put(level_, lane, wave.level());
  }
  last_ = select(inside, value, last_);
}

inline void LaneProbe::step(const LanesMask& accepted, const Lanes& t, const Lanes& h,
                            const Nodes& nodes, const LaneLook& at) {
  const Lanes middle = t + 0.5 * h;
  const LanesMask inside =
      accepted && middle > Lanes(request_->from) && middle < Lanes(request_->to);
  if (!any(inside)) return;
  Lanes before = last_, top = last_, least = rise_, most = rise_, sum = Lobatto::kWeight[0] * last_;
  for (std::size_t k = 0; k < nodes.size(); ++k) {
    const Lanes rise = nodes[k] - before;
    least = min(least, rise);
    most = max(most, rise);
    top = max(top, nodes[k]);
    sum += Lobatto::kWeight[k + 1] * nodes[k];
    before = nodes[k];
  }
  const LanesMask turns = least < Lanes(0.0) && most > Lanes(0.0);
  const LanesMask events = inside && (turns || top >= level_);
  const auto step_of = [&](std::size_t lane) -> Step {
    return {get(t, lane),
            get(h, lane),
            {get(last_, lane), get(nodes[0], lane), get(nodes[1], lane), get(nodes[2], lane)}};
  };
  for (unsigned left = bits(events); left != 0; left &= left - 1) {
    const auto lane = static_cast<std::size_t>(std::countr_zero(left));
    look(lane, step_of(lane), at);
  }
  if (request_->settling)
    for (std::size_t lane = 0; lane < kWidth; ++lane)
      if (bits(inside) >> lane & 1U) settle(lane, step_of(lane));
  integral_ = select(inside, integral_ + h * sum, integral_);
  length_ = select(inside, length_ + h, length_);
  const Lanes rise = nodes[2] - nodes[1];
  rise_ = select(inside && (rise < Lanes(0.0) || rise > Lanes(0.0)), rise, rise_);
  earlier_ = select(inside, nodes[1], earlier_);
  gap_ = select(inside, (1 - Lobatto::kNode[2]) * h, gap_);
  last_ = select(inside, nodes[2], last_);
}

inline void LaneProbe::look(std::size_t lane, const Step& step, const LaneLook& at) {
  LaneWave& wave = wave_[lane];
  double earlier = get(earlier_, lane), gap = get(gap_, lane), rise = get(rise_, lane);
  for (std::size_t k = 1; k < Lobatto::kNodes; ++k) {
    const double now = step.values[k - 1], next = step.values[k];
    if (rise * (next - now) < 0) {
      // Where the parabola turns, the step itself is read; not before its start.
      const Vertex turn = vertex(earlier, now, next, gap, step.gap(k));
      const double place = Lobatto::kNode[k - 1] + turn.offset / step.size;
      wave.turn(step.time(k - 1), place > 0 ? at(place, lane) : turn.value, rise > 0);
    }
    if (std::max(now, next) >= wave.level()) cross(lane, step, k, at);
    if (next != now) rise = next - now;
    earlier = now;
    gap = step.gap(k);
  }
  put(level_, lane, wave.level());
}

// The crossing between nodes k - 1 and k by the Illinois variant of regula falsi, a fixed number of
// times; then the integral up to it by Gauss (degree 5).
inline void LaneProbe::cross(std::size_t lane, const Step& step, std::size_t k,
                             const LaneLook& at) {
  const double level = wave_[lane].level();
  double a = Lobatto::kNode[k - 1], b = Lobatto::kNode[k];
  double fa = step.values[k - 1] - level, fb = step.values[k] - level;
  double theta = fa < 0 ? b : a;  // a jump may have crossed at the start
  for (int i = 0, side = 0; i < 6 && fa < 0 && fb > 0; ++i) {
    theta = b - fb * (b - a) / (fb - fa);
    const double f = at(theta, lane) - level;
    if (f < 0) {
      a = theta;
      fa = f;
      if (side < 0) fb *= 0.5;
      side = -1;
    } else {
      b = theta;
      fb = f;
      if (side > 0) fa *= 0.5;
      side = 1;
    }
  }
  constexpr double kOffset = 0.3872983346207417;  // sqrt(3/5) / 2
  const double ends = at(theta * (0.5 - kOffset), lane) + at(theta * (0.5 + kOffset), lane);
  const double mean = (5.0 / 18) * ends + (4.0 / 9) * at(theta * 0.5, lane);
  const double length = theta * step.size;
  wave_[lane].cross(step.begin + length, get(integral_, lane) + length * mean);
}

inline void LaneProbe::settle(std::size_t lane, const Step& step) {
  for (std::size_t k = 0; k < Lobatto::kNodes; ++k) {
    above_[lane].add(step.time(k), step.values[k]);
    below_[lane].add(step.time(k), -step.values[k]);
  }
}

inline ProbeResult LaneProbe::finish(std::size_t lane, double end) const {
  const LaneWave& wave = wave_[lane];
  ProbeResult r{NAN, NAN, NAN, NAN, NAN, NAN, NAN, wave.count(), wave.spikes()};
  const double length = get(length_, lane), last = get(last_, lane);
  if (!(length > 0)) return r;
  r.mean = get(integral_, lane) / length;
  r.minimum = std::min(wave.low(), last);
  r.maximum = std::max(wave.high(), last);
  // Still oscillating: a crossing within the last one and a half periods, of a swing that is not
  // the noise of the integration.
  const double stop = std::min(end, request_->to), range = r.maximum - r.minimum;
  const bool swings = range > 1e-3 * std::max(std::abs(r.minimum), std::abs(r.maximum));
  const Crossings::Cycle cycle = wave.crossings().cycle();
  if (swings && stop - wave.crossings().last() < 1.5 * cycle.period) {
    r.period = cycle.period;
    r.period_change = cycle.change;
    r.cycle_mean = cycle.mean;
  }
  if (request_->settling) {
    const double band = request_->settle_band * range;
    const double final_value = above_[lane].last();
    const double settled =
        std::max(above_[lane].time(final_value + band), below_[lane].time(-(final_value - band)));
    const double begin = stop - length;
    if (settled < stop - 0.05 * length) r.settling_time = std::max(settled - begin, 0.0);
  }
  return r;
}

}  // namespace VERDET_ISA
}  // namespace verdet
