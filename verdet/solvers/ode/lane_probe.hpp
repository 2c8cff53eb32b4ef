// Figures of one channel, gathered step by step in every lane. Included only by *_lanes.cpp files.
#pragma once

#include <cmath>

#include "verdet/solvers/ode/lane_crossings.hpp"
#include "verdet/solvers/ode/lane_swing.hpp"
#include "verdet/solvers/ode/lane_view.hpp"
#include "verdet/solvers/ode/last_outside.hpp"
#include "verdet/solvers/ode/output_request.hpp"

namespace verdet {
inline namespace VERDET_ISA {

class LaneProbe {
 public:
  static constexpr std::size_t kWidth = Lanes::kWidth;
  using Nodes = std::array<Lanes, Lobatto::kNodes>;

  explicit LaneProbe(const ProbeRequest& request) : request_(request) {}
  const ProbeRequest& request() const { return request_; }

  void begin(std::size_t lane);
  /// The value at the start of a segment of the drive, which may be a jump.
  void enter(const LanesMask& which, const Lanes& t, const Lanes& value);
  /// `nodes` of an accepted step; `at(theta)` gives the channel inside it.
  template <class At>
  void step(const LanesMask& accepted, const Lanes& t, const Lanes& h, const Nodes& nodes, At&& at);
  ProbeResult finish(std::size_t lane, double end) const;

 private:
  void widen(const LanesMask& inside, const Lanes& h, const Nodes& nodes);
  template <class At>
  void cross(const LanesMask& crossing, const Lanes& t, const Lanes& h, std::size_t node,
             const Nodes& nodes, const Lanes& level, At&& at);
  void record(const LanesMask& crossing, const Lanes& when, const Lanes& integral);

  ProbeRequest request_;
  Lanes low_, high_, integral_, length_;
  Lanes earlier_, gap_;  // the node before the step, and how long before; 0: none
  Lanes armed_;
  LaneSwing swing_;
  std::array<Crossings, kWidth> crossings_;
  std::array<std::vector<double>, kWidth> spikes_;
  std::array<LastAbove, kWidth> above_, below_;
};

inline void LaneProbe::begin(std::size_t lane) {
  put(low_, lane, INFINITY);
  put(high_, lane, -INFINITY);
  for (Lanes* zero : {&integral_, &length_, &earlier_, &gap_, &armed_}) put(*zero, lane, 0.0);
  swing_.begin(lane);
  crossings_[lane].clear();
  spikes_[lane].clear();
  above_[lane].clear();
  below_[lane].clear();
}

inline void LaneProbe::enter(const LanesMask& which, const Lanes& t, const Lanes& value) {
  gap_ = select(which, Lanes(0.0), gap_);
  const LanesMask inside = which && t >= Lanes(request_.from) && t <= Lanes(request_.to);
  low_ = select(inside, min(low_, value), low_);
  high_ = select(inside, max(high_, value), high_);
}

template <class At>
void LaneProbe::step(const LanesMask& accepted, const Lanes& t, const Lanes& h, const Nodes& nodes,
                     At&& at) {
  const Lanes middle = t + 0.5 * h;
  const LanesMask inside = accepted && middle > Lanes(request_.from) && middle < Lanes(request_.to);
  if (!any(inside)) return;
  widen(inside, h, nodes);
  const Lanes threshold =
      std::isnan(request_.threshold) ? swing_.middle(low_, high_) : Lanes(request_.threshold);
  const Lanes rearm = std::isnan(request_.rearm) ? threshold - 0.25 * swing_.size(low_, high_)
                                                 : Lanes(request_.rearm);
  Lanes sum = Lobatto::kWeight[0] * nodes[0];
  for (std::size_t k = 1; k < nodes.size(); ++k) {
    sum += Lobatto::kWeight[k] * nodes[k];
    armed_ = select(inside && nodes[k - 1] < rearm, Lanes(1.0), armed_);
    const LanesMask crossing =
        inside && armed_ > Lanes(0.5) && nodes[k - 1] < threshold && nodes[k] >= threshold;
    if (any(crossing)) cross(crossing, t, h, k, nodes, threshold, at);
    swing_.turn(inside, nodes[k], low_, high_);
  }
  integral_ = select(inside, integral_ + h * sum, integral_);
  length_ = select(inside, length_ + h, length_);
  if (!request_.settling) return;
  for (std::size_t lane = 0; lane < kWidth; ++lane) {
    if (!(bits(inside) >> lane & 1U)) continue;
    for (std::size_t k = 0; k < nodes.size(); ++k) {
      const double when = get(t, lane) + Lobatto::kNode[k] * get(h, lane);
      above_[lane].add(when, get(nodes[k], lane));
      below_[lane].add(when, -get(nodes[k], lane));
    }
  }
}

// Extrema of the parabolas through neighbouring nodes, including the last one of the step before.
inline void LaneProbe::widen(const LanesMask& inside, const Lanes& h, const Nodes& nodes) {
  const auto widen_to = [&](const Lanes& value, const LanesMask& valid) {
    low_ = select(valid, min(low_, value), low_);
    high_ = select(valid, max(high_, value), high_);
  };
  const auto vertex = [&](const Lanes& a, const Lanes& b, const Lanes& c, const Lanes& left,
                          const Lanes& right) {
    const LanesMask turns = inside && (b - a) * (c - b) < Lanes(0.0) && left > Lanes(0.0);
    if (!any(turns)) return;
    const Lanes rise = (b - a) / left, fall = (c - b) / right;
    const Lanes slope = (rise * right + fall * left) / (left + right);
    const Lanes curvature = 2.0 * (fall - rise) / (left + right);
    widen_to(b - 0.5 * slope * slope / curvature, turns);
  };
  vertex(earlier_, nodes[0], nodes[1], gap_, Lobatto::kNode[1] * h);
  widen_to(nodes[0], inside);
  for (std::size_t k = 1; k < nodes.size(); ++k) {
    widen_to(nodes[k], inside);
    if (k + 1 < nodes.size())
      vertex(nodes[k - 1], nodes[k], nodes[k + 1], (Lobatto::kNode[k] - Lobatto::kNode[k - 1]) * h,
             (Lobatto::kNode[k + 1] - Lobatto::kNode[k]) * h);
  }
  earlier_ = select(inside, nodes[3], earlier_);
  gap_ = select(inside, (1 - Lobatto::kNode[3]) * h, gap_);
}

// The crossing between nodes k - 1 and k by the Illinois variant of regula falsi, a fixed number of
// times so that lanes do not depend on each other; then the integral up to it by Gauss (degree 5).
template <class At>
void LaneProbe::cross(const LanesMask& crossing, const Lanes& t, const Lanes& h, std::size_t node,
                      const Nodes& nodes, const Lanes& level, At&& at) {
  Lanes a = Lobatto::kNode[node - 1], b = Lobatto::kNode[node];
  Lanes fa = nodes[node - 1] - level, fb = nodes[node] - level;
  Lanes theta = b, side(0.0);
  for (int i = 0; i < 8; ++i) {
    const Lanes width = fb - fa;
    theta = select(width > Lanes(0.0), b - fb * (b - a) / width, b);
    const Lanes f = at(theta) - level;
    const LanesMask low = f < Lanes(0.0);
    fb = select(low && side < Lanes(-0.5), 0.5 * fb, select(low, fb, f));
    fa = select(!low && side > Lanes(0.5), 0.5 * fa, select(low, f, fa));
    a = select(low, theta, a);
    b = select(low, b, theta);
    side = select(low, Lanes(-1.0), Lanes(1.0));
  }
  constexpr double kOffset = 0.3872983346207417;  // sqrt(3/5) / 2
  const Lanes sum = (5.0 / 18) * (at(theta * (0.5 - kOffset)) + at(theta * (0.5 + kOffset))) +
                    (4.0 / 9) * at(theta * 0.5);
  record(crossing, t + theta * h, integral_ + theta * h * sum);
}

inline void LaneProbe::record(const LanesMask& crossing, const Lanes& when, const Lanes& integral) {
  armed_ = select(crossing, Lanes(0.0), armed_);
  for (std::size_t lane = 0; lane < kWidth; ++lane) {
    if (!(bits(crossing) >> lane & 1U)) continue;
    crossings_[lane].add(get(when, lane), get(integral, lane));
    if (spikes_[lane].size() < static_cast<std::size_t>(request_.most_spikes))
      spikes_[lane].push_back(get(when, lane));
  }
}

inline ProbeResult LaneProbe::finish(std::size_t lane, double end) const {
  ProbeResult r{
      NAN, NAN, NAN, NAN, NAN, NAN, NAN, static_cast<int>(crossings_[lane].count()), spikes_[lane]};
  const double length = get(length_, lane), low = get(low_, lane), high = get(high_, lane);
  if (!(length > 0)) return r;
  r.mean = get(integral_, lane) / length;
  r.minimum = low;
  r.maximum = high;
  // Still oscillating: a crossing within the last one and a half periods, of a swing that is not
  // the noise of the integration.
  const double stop = std::min(end, request_.to);
  const bool swings = high - low > 1e-3 * std::max(std::abs(low), std::abs(high));
  const Crossings::Cycle cycle = crossings_[lane].cycle();
  if (swings && stop - crossings_[lane].last() < 1.5 * cycle.period) {
    r.period = cycle.period;
    r.period_change = cycle.change;
    r.cycle_mean = cycle.mean;
  }
  if (request_.settling) {
    const double band = request_.settle_band * (high - low);
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
