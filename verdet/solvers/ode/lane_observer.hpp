// Samples and probes of the points in the lanes. Included only by *_lanes.cpp files.
#pragma once

#include "verdet/solvers/ode/lane_job.hpp"
#include "verdet/solvers/ode/lane_probe.hpp"

namespace verdet {
inline namespace VERDET_ISA {

template <class M, class Stepper>
class LaneObserver {
 public:
  using Step = LaneStep<M, Stepper>;
  using View = LaneView<M, Stepper>;
  using Flow = typename Stepper::Flow;
  static constexpr std::size_t kWidth = Lanes::kWidth;

  explicit LaneObserver(const LaneJob& job) : job_(job) {
    if (!job.output) return;
    for (const ProbeRequest& request : job.output->probes) probes_.emplace_back(request);
  }

  void begin(std::size_t lane) {
    next_[lane] = 0;
    put(due_, lane, sample_time(0));
    for (LaneProbe& probe : probes_) probe.begin(lane);
  }

  void rest(std::size_t lane) { put(due_, lane, INFINITY); }

  /// Lanes that begin a segment of their drive.
  void enter(const LanesMask& which, const Flow& flow, const Lanes& t, const LaneState<M>& x) {
    if (probes_.empty()) return;
    const LaneChannels<M> y = channels_at<M>(flow, t, x);
    for (LaneProbe& probe : probes_) probe.enter(which, t, y[channel(probe)]);
  }

  void step(const Step& step, const std::array<std::size_t, kWidth>& point) {
    View view(step);
    // The end may be rounded to just before a sample there: a tie within rounding counts as inside.
    const Lanes reach = step.begin + step.size + 1e-9 * step.size;
    for (;;) {
      const LanesMask due = step.accepted && due_ <= reach;
      if (!any(due)) break;
      sample(step, view, bits(due), point);
    }
    if (!probes_.empty()) probe(step, view);
  }

  void finish(std::size_t lane, std::size_t point, double end) {
    for (std::size_t k = 0; k < probes_.size(); ++k)
      job_.probes[point * probes_.size() + k] = probes_[k].finish(lane, end);
  }

 private:
  static std::size_t channel(const LaneProbe& probe) {
    return static_cast<std::size_t>(probe.request().channel);
  }
  double sample_time(std::size_t k) const {
    return job_.output && k < job_.output->samples.times.size() ? job_.output->samples.times[k]
                                                                : INFINITY;
  }
  // A channel known to the compiler needs only those states that it is made of.
  void probe(const Step& step, View& view) {
    for (LaneProbe& probe : probes_)
      unroll<std::tuple_size_v<LaneChannels<M>>>([&](auto c) __attribute__((always_inline)) {
        if (channel(probe) == c) probe_channel<c>(step, view, probe);
      });
  }
  template <std::size_t c>
  __attribute__((noinline)) void probe_channel(const Step& step, View& view, LaneProbe& probe) {
    static constexpr PathWeights<Stepper> kEarly(Lobatto::kNode[1]), kLate(Lobatto::kNode[2]);
    const auto look = [](void* v, const Lanes& theta) {
      return (*static_cast<View*>(v))(theta)[c];
    };
    probe.step(step.accepted, step.begin, step.size,
               {step.at(kEarly, Lobatto::kNode[1])[c], step.at(kLate, Lobatto::kNode[2])[c],
                step.end()[c]},
               {&view, look});
  }
  void sample(const Step& step, View& view, unsigned due,
              const std::array<std::size_t, kWidth>& point) {
    const Lanes theta = select(step.size > Lanes(0.0), (due_ - step.begin) / step.size, Lanes(0.0));
    const LaneChannels<M> y = view(max(min(theta, Lanes(1.0)), Lanes(0.0)));
    const SampleRequest& request = job_.output->samples;
    for (std::size_t lane = 0; lane < kWidth; ++lane) {
      if (!(due >> lane & 1U)) continue;
      const std::size_t row = point[lane] * request.times.size() + next_[lane];
      double* to = job_.samples + row * request.channels.size();
      for (const int c : request.channels) *to++ = get(y[static_cast<std::size_t>(c)], lane);
      put(due_, lane, sample_time(++next_[lane]));
    }
  }

  const LaneJob& job_;
  std::vector<LaneProbe> probes_;
  Lanes due_{INFINITY};
  std::array<std::size_t, kWidth> next_{};
};

}  // namespace VERDET_ISA
}  // namespace verdet
