// Step sizes, one per lane. Included only by *_lanes.cpp files.
#pragma once

#include "verdet/solvers/ode/lane_flow.hpp"
#include "verdet/solvers/ode/tolerances.hpp"

namespace verdet {
inline namespace VERDET_ISA {

/// log2(x) of a positive normal number to 0.086: exponent and mantissa read as one fixed-point
/// number. Step control takes a tenth of it, so that step sizes are within one per cent.
VERDET_INLINE Lanes rough_log2(const Lanes& x) {
  Lanes y;
  for (std::size_t k = 0; k < Lanes::kVectors; ++k) {
    // 2^52 + (bits >> 12), exactly: no conversion instruction is needed below AVX-512.
    const VectorMask shifted = (reinterpret_cast<VectorMask>(x.v[k]) >> 12) | 0x4330000000000000;
    y.v[k] = (reinterpret_cast<Vector>(shifted) - 0x1p52) * 0x1p-40 - 1023.0;
  }
  return y;
}

/// Inverse of rough_log2.
VERDET_INLINE Lanes rough_exp2(const Lanes& x) {
  Lanes y;
  for (std::size_t k = 0; k < Lanes::kVectors; ++k) {
    const Vector fixed = (x.v[k] + 1023.0) * 0x1p40 + 0x1p52;
    y.v[k] =
        reinterpret_cast<Vector>((reinterpret_cast<VectorMask>(fixed) & 0xFFFFFFFFFFFFF) << 12);
  }
  return y;
}

/// Proportional-integral control (Gustafsson, in the form of Hairer1996, IV.2) in logarithms:
/// factor = safety err^-(1/5 - 3/4 beta) err_before^beta, with the Stepper's beta.
///
/// A predictive Stepper takes the smaller of this and
/// factor (h / h_before) (err_before / err)^(1/5) (Gustafsson's, in the form of Hairer1996, IV.8),
/// which expects the error to go on changing as it did over the last step: without it, every other
/// step was rejected where a state runs away.
template <class M, class Stepper>
class LaneControl {
 public:
  static constexpr std::size_t kStates = M::kStates;

  LaneControl(const Tolerances& tolerances) : relative_(tolerances.relative) {
    for (std::size_t i = 0; i < kStates; ++i) {
      unit_[i] = 1.0 / M::kStateList[i].scale;
      absolute_ = tolerances.absolute;
    }
  }

  /// Square of the error in units of the tolerance, of the worst state, as numerator over
  /// denominator: fractions are compared without a division.
  VERDET_INLINE void measure(const LaneState<M>& before, const LaneState<M>& after,
                             const LaneState<M>& error) {
    Lanes poison(0.0);  // NaN where any state's error is not finite: comparisons would lose it
    unroll<kStates>([&](auto i) __attribute__((always_inline)) {
      const Lanes weight = absolute_ + (relative_ * unit_[i]) * max(abs(before[i]), abs(after[i]));
      const Lanes part = unit_[i] * error[i];
      const Lanes over = part * part, under = weight * weight;
      poison = poison + 0.0 * over;
      if constexpr (i == 0) {
        over_ = over;
        under_ = under;
      } else {
        const LanesMask worse = over * under_ > over_ * under;
        over_ = select(worse, over, over_);
        under_ = select(worse, under, under_);
      }
    });
    over_ = over_ * (Stepper::kEstimate * Stepper::kEstimate) + poison;
  }
  VERDET_INLINE LanesMask accepted() const { return over_ <= under_; }

  /// What to multiply the step by, given which lanes accepted it.
  VERDET_INLINE Lanes factor(const LanesMask& accepted) {
    const Lanes wild = select(over_ < Lanes(0x1p900), over_, Lanes(0x1p900));  // also NaN
    const Lanes error = 0.5 * (rough_log2(max(wild, Lanes(1e-300))) - rough_log2(under_));
    const Lanes floor = max(error, Lanes(-13.0));
    Lanes push = kSafety - kPresent * floor + select(accepted, kPast * before_, Lanes(0.0));
    if constexpr (Stepper::kPredictive) {
      const Lanes ahead = change_ + kPresent * (before_ - floor);
      push = push + select(accepted, min(ahead, Lanes(0.0)), Lanes(0.0));
    }
    const Lanes most = select(held_, Lanes(0.0), Lanes(kLargest));
    error_ = error;
    before_ = select(accepted, floor, before_);
    held_ = !accepted;
    const Lanes taken = max(min(push, most), Lanes(kSmallest));
    change_ = select(accepted, taken, change_ + taken);
    return rough_exp2(taken);
  }
  /// log2 of the error in units of the tolerance.
  const Lanes& error() const { return error_; }

  void forget(std::size_t lane) {
    put(before_, lane, 0.0);
    put(change_, lane, 0.0);
    const std::int64_t no = 0;
    std::memcpy(reinterpret_cast<char*>(&held_) + lane * sizeof no, &no, sizeof no);
  }
  /// Root mean square of `x` in units of the tolerance around `at`.
  Lanes norm(const LaneState<M>& at, const LaneState<M>& x) const {
    Lanes sum(0.0);
    for (std::size_t i = 0; i < kStates; ++i) {
      const Lanes part = unit_[i] * x[i] / (absolute_ + relative_ * unit_[i] * abs(at[i]));
      sum += part * part;
    }
    return sqrt(sum / double(kStates));
  }

 private:
  static constexpr double kBeta = Stepper::kBeta;
  static constexpr double kPresent = 0.2 - 0.75 * kBeta, kPast = kBeta;
  static constexpr double kSafety = -0.152;  ///< log2 of 0.9
  static constexpr double kLargest = 2.6, kSmallest = -2.4;

  double relative_, absolute_;
  std::array<double, kStates> unit_;
  Lanes over_, under_, error_{0.0};
  Lanes before_{0.0}, change_{0.0};  // log2 of the last accepted error, and of h over its step
  LanesMask held_ = Lanes(1.0) < Lanes(0.0);
};

}  // namespace VERDET_ISA
}  // namespace verdet
