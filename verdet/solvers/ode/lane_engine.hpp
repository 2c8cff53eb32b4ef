// Many points of one model, each with its own time, step and fate, in the lanes of one thread.
// Included only by *_lanes.cpp files.
#pragma once

#include <cmath>

#include "verdet/solvers/ode/lane_first_step.hpp"
#include "verdet/solvers/ode/lane_history.hpp"
#include "verdet/solvers/ode/lane_observer.hpp"

namespace verdet {
inline namespace VERDET_ISA {

/// Every decision is taken per lane by arithmetic that lanes share but do not mix, so the numbers
/// of a point depend neither on its lane nor on its neighbours.
/// `kObserved` tells whether samples or probes are wanted: keeping the stages of every step for
/// them costs a tenth.
template <class M, class Stepper, bool kObserved>
class LaneEngine {
 public:
  static constexpr std::size_t kStates = M::kStates, kInputs = M::kInputs;
  static constexpr std::size_t kWidth = Lanes::kWidth;

  LaneEngine(const LaneJob& job, PointQueue& queue)
      : job_(job), queue_(queue), control_(job.tolerances), observer_(job) {
    x_.fill(Lanes(0.0));
    after_ = x_;
    flow_.set_wiring(job.drives.front());
    point_.fill(PointQueue::kNone);
  }

  void run() {
    for (std::size_t lane = 0; lane < kWidth; ++lane) fill(lane);
    begin();
    for (unsigned count = 0; active_ != 0; ++count) {
      const unsigned served = step() & active_;
      if (served != 0) serve(served);
      if (count % 1024 == 0 && queue_.stopped()) return;
    }
  }

 private:
  /// One step of every lane; the lanes that need a scalar look afterwards, as bits.
  __attribute__((flatten)) unsigned step() {
    const Lanes left = stop_ - t_;
    const LanesMask last = step_ * 1.0000001 >= left;
    const Lanes h = select(last, left, select(2.0 * step_ > left, 0.5 * left, step_));
    typename Stepper::Stages stages;
    const LanesMask safe = stepper_.attempt(flow_, t_, h, x_, after_, error_, stages);
    control_.measure(x_, after_, error_);
    const LanesMask accepted = control_.accepted() && safe;
    const Lanes grown = control_.factor(accepted) * h;
    // A step cut short by a break point says nothing about the size that the next one could have.
    step_ = min(select(accepted, select(h < step_, max(grown, step_), grown), grown), largest_);
    if constexpr (kObserved) observe(stages, h, accepted);
    history_.add(t_, h, control_.error());
    stepper_.accept(stages, accepted);
    unroll<kStates>([&](auto i) __attribute__((always_inline)) {
      x_[i] = select(accepted, after_[i], x_[i]);
    });
    t_ = select(accepted, select(last, stop_, t_ + h), t_);
    accepted_ += select(accepted, Lanes(1.0), Lanes(0.0));
    tried_ += Lanes(1.0);
    const LanesMask stuck = !(step_ >= smallest_ || accepted);
    return bits((accepted && last) || stuck || tried_ >= most_);
  }

  __attribute__((noinline)) void observe(const typename Stepper::Stages& stages, const Lanes& h,
                                         const LanesMask& accepted) {
    observer_.step({flow_, stages, t_, h, x_, after_, accepted}, point_);
  }

  void serve(unsigned which) {
    for (std::size_t lane = 0; lane < kWidth; ++lane) {
      if (!(which >> lane & 1U)) continue;
      if (get(t_, lane) < get(stop_, lane)) {
        fail(lane);
        fill(lane);
        continue;
      }
      if (++segment_[lane] == table_[lane]->segments()) {
        finish(lane, OdeStatus::Done);
        fill(lane);
      } else {
        enter(lane);
      }
    }
    begin();
  }

  /// Gives the lane the next waiting point, or puts it to rest.
  void fill(std::size_t lane) {
    const std::size_t point = queue_.take();
    point_[lane] = point;
    put(accepted_, lane, 0.0);
    put(tried_, lane, 0.0);
    control_.forget(lane);
    if (point == PointQueue::kNone) return rest(lane);
    active_ |= 1U << lane;
    flow_.set_coefficients(lane, job_.coefficients + point * LaneFlowOf::kCoefficients);
    for (std::size_t i = 0; i < kStates; ++i) put(x_[i], lane, job_.initial[point * kStates + i]);
    table_[lane] = &job_.drives[job_.drive_of_point.empty() ? 0 : job_.drive_of_point[point]];
    segment_[lane] = 0;
    put(t_, lane, table_[lane]->times.front());
    const double span = table_[lane]->times.back() - table_[lane]->times.front();
    const double largest = job_.tolerances.largest_step;
    put(largest_, lane, largest > 0 ? largest : span);
    put(smallest_, lane, 1e-15 * std::max(span, std::abs(table_[lane]->times.back())));
    fresh_ |= 1U << lane;
    observer_.begin(lane);
    enter(lane);
  }

  /// Its last point goes on in steps of size zero, unseen.
  void rest(std::size_t lane) {
    active_ &= ~(1U << lane);
    put(step_, lane, 0.0);
    put(stop_, lane, INFINITY);
    observer_.rest(lane);
  }

  void enter(std::size_t lane) {
    const double* scale = job_.input_scale ? job_.input_scale + point_[lane] * kInputs : nullptr;
    flow_.set_segment(lane, *table_[lane], segment_[lane], scale);
    put(stop_, lane, table_[lane]->times[segment_[lane] + 1]);
    moved_ |= 1U << lane;
  }

  void begin() {
    if (moved_ == 0) return;
    stepper_.restart(flow_, t_, x_, mask_of(moved_));
    if (kObserved) observer_.enter(mask_of(moved_), flow_, t_, x_);
    if (fresh_ != 0) step_ = select(mask_of(fresh_), first_step(), step_);
    moved_ = 0;
    fresh_ = 0;
  }

  Lanes first_step() const {
    if (job_.tolerances.first_step > 0) return min(Lanes(job_.tolerances.first_step), largest_);
    return guess_first_step<M>(flow_, control_, t_, min(stop_ - t_, largest_), x_);
  }

  void fail(std::size_t lane) {
    const bool wild = get(control_.error(), lane) > kWild;
    finish(lane, get(tried_, lane) >= job_.tolerances.most_steps ? OdeStatus::TooManySteps
                 : wild                                          ? OdeStatus::NotFinite
                                                                 : OdeStatus::StepTooSmall);
    job_.outcome[point_[lane]].history = history_.of(lane, get(tried_, lane));
  }

  void finish(std::size_t lane, OdeStatus status) {
    const std::size_t point = point_[lane];
    PointOutcome& outcome = job_.outcome[point];
    outcome.status = status;
    outcome.time = get(t_, lane);
    const auto tried = static_cast<std::int64_t>(get(tried_, lane));
    outcome.steps.accepted = static_cast<std::int64_t>(get(accepted_, lane));
    outcome.steps.rejected = tried - outcome.steps.accepted;
    outcome.steps.rates = tried * Stepper::kRatesPerStep;
    outcome.steps.jacobians = tried * Stepper::kJacobiansPerStep;
    for (std::size_t i = 0; i < kStates; ++i)
      job_.final_state[point * kStates + i] = get(x_[i], lane);
    observer_.finish(lane, point, outcome.time);
    queue_.finished();
  }

  static LanesMask mask_of(unsigned which) {
    Lanes chosen(0.0);
    for (std::size_t lane = 0; lane < kWidth; ++lane)
      if (which >> lane & 1U) put(chosen, lane, 1.0);
    return chosen > Lanes(0.5);
  }

  static constexpr double kWild = 400;  ///< log2 of an error that stands for NaN, see LaneControl
  using LaneFlowOf = typename Stepper::Flow;
  const LaneJob& job_;
  PointQueue& queue_;
  LaneFlowOf flow_;
  Stepper stepper_;
  LaneControl<M, Stepper> control_;
  LaneObserver<M, Stepper> observer_;
  LaneHistory history_;
  LaneState<M> x_, after_, error_;
  Lanes t_{0.0}, step_{0.0}, stop_{INFINITY}, largest_{0.0}, smallest_{0.0};
  Lanes accepted_{0.0}, tried_{0.0};
  Lanes most_{job_.tolerances.most_steps};
  std::array<std::size_t, kWidth> point_{}, segment_{};
  std::array<const DriveTable*, kWidth> table_{};
  unsigned active_ = 0, fresh_ = 0, moved_ = 0;
};

}  // namespace VERDET_ISA
}  // namespace verdet
