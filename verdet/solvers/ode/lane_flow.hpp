// The equations of one model in lanes: a point's coefficients and its segment of the drive in each
// lane. Included only by *_lanes.cpp files.
#pragma once

#include <algorithm>
#include <cstring>

#include "verdet/solvers/ode/drive.hpp"
#include "verdet/solvers/ode/lane_matrix.hpp"
#include "verdet/solvers/ode/sparse_dual.hpp"

namespace verdet {
inline namespace VERDET_ISA {

VERDET_INLINE void put(Lanes& lanes, std::size_t lane, double value) {
  std::memcpy(reinterpret_cast<char*>(&lanes) + lane * sizeof(double), &value, sizeof value);
}
VERDET_INLINE double get(const Lanes& lanes, std::size_t lane) {
  double value;
  std::memcpy(&value, reinterpret_cast<const char*>(&lanes) + lane * sizeof(double), sizeof value);
  return value;
}

template <class M>
using LaneState = std::array<Lanes, M::kStates>;

/// dx/dt = f(x, u(t), t). The drive's segment is held as lines, so that a stage of a step costs one
/// multiply-add per input instead of a search.
template <class M, DriveShape S>
class LaneFlow {
 public:
  static constexpr std::size_t kStates = M::kStates, kInputs = M::kInputs;
  static constexpr std::size_t kMostTones = S == DriveShape::Toned ? DriveTable::kMostTones : 0;
  using Coefficients = typename M::template Coefficients<Lanes>;
  static constexpr std::size_t kCoefficients = sizeof(Coefficients) / sizeof(Lanes);
  /// Derivatives with respect to the states, then to time.
  using Slopes = SparseDual<Lanes, kStates + 1>;

  void set_coefficients(std::size_t lane, const double* values) {
    auto* own = reinterpret_cast<Lanes*>(&coefficients_);
    for (std::size_t i = 0; i < kCoefficients; ++i) put(own[i], lane, values[i]);
  }
  /// All drives of an ensemble wire their tones to the same inputs.
  void set_wiring(const DriveTable& table) {
    tones_ = std::min(table.carriers.size(), kMostTones);
    for (std::size_t i = 0; i < tones_; ++i) {
      re_[i] = static_cast<std::size_t>(table.carriers[i].real_input);
      im_[i] = static_cast<std::size_t>(table.carriers[i].imaginary_input);
    }
  }
  /// Segment `k`, with the inputs multiplied by `scale` (nullptr: by one).
  void set_segment(std::size_t lane, const DriveTable& table, std::size_t k, const double* scale) {
    const DriveTable::Line* line = table.segment(k);
    put(begin_, lane, table.times[k]);
    for (std::size_t i = 0; i < kInputs; ++i) {
      const double factor = scale ? scale[i] : 1.0;
      put(level_[i], lane, factor * line[i].start);
      put(slope_[i], lane, factor * line[i].slope);
    }
    for (std::size_t i = 0; i < tones_; ++i) set_tone(lane, table, line, i, scale);
  }

  /// The inputs along one step from t of size h: one multiply-add per input and stage.
  struct Along {
    Lanes t, h;
    std::array<Lanes, kInputs> now, change;
  };
  VERDET_INLINE Along along(const Lanes& t, const Lanes& h) const {
    Along step{t, h, {}, {}};
    unroll<kInputs>([&](auto i) __attribute__((always_inline)) {
      step.now[i] = S == DriveShape::Constant ? level_[i] : level_[i] + (t - begin_) * slope_[i];
      step.change[i] = h * slope_[i];
    });
    return step;
  }
  /// f at t + node h.
  VERDET_INLINE void rates(const Along& step, double node, const LaneState<M>& x,
                           LaneState<M>& f) const {
    const Lanes t = step.t + node * step.h;
    if constexpr (S == DriveShape::Toned) {
      toned_rates(t, x, f);
    } else {
      std::array<Lanes, kInputs> u;
      unroll<kInputs>([&](auto i) __attribute__((always_inline)) {
        u[i] = S == DriveShape::Constant ? step.now[i] : step.now[i] + node * step.change[i];
      });
      M::rhs(coefficients_, t, x.data(), u.data(), f.data());
    }
  }
  VERDET_INLINE void rates(const Lanes& t, const LaneState<M>& x, LaneState<M>& f) const {
    rates(along(t, Lanes(0.0)), 0.0, x, f);
  }

  /// f, W = I/gamma - h df/dx (not factored) and df/dt; `moves[i]` tells whether f_i knows time.
  VERDET_INLINE void linearise(const Lanes& t, const Lanes& h, double gamma, const LaneState<M>& x,
                               LaneState<M>& f, LaneMatrix<kStates>& w, LaneState<M>& dfdt,
                               std::array<bool, kStates>& moves) const {
    std::array<Slopes, kStates> state, rate;
    std::array<Slopes, kInputs> u;
    unroll<kStates>([&](auto i)
                        __attribute__((always_inline)) { state[i] = Slopes::variable(x[i], i); });
    const Slopes time = Slopes::variable(t, kStates);
    inputs(time, u);
    M::rhs(lifted(), time, state.data(), u.data(), rate.data());
    unroll<kStates>([&](auto i) __attribute__((always_inline)) {
      f[i] = rate[i].value;
      moves[i] = rate[i].live[kStates];
      dfdt[i] = rate[i].partial(kStates);
      unroll<kStates>([&](auto j) __attribute__((always_inline)) {
        w.live[i][j] = i == j || rate[i].live[j];
        const Lanes part = h * rate[i].partial(j);
        w.a[i][j] = i == j ? 1.0 / gamma - part : -part;
      });
    });
  }

  const Coefficients& coefficients() const { return coefficients_; }
  template <class T>
  VERDET_INLINE void inputs(const T& t, std::array<T, kInputs>& u) const {
    const T tau = t - T(begin_);
    unroll<kInputs>([&](auto i) __attribute__((always_inline)) {
      if constexpr (S == DriveShape::Constant)
        u[i] = T(level_[i]);
      else
        u[i] = T(level_[i]) + tau * T(slope_[i]);
    });
    // Source: exp(-i phase) = cos - i sin.
    for (std::size_t k = 0; k < kMostTones; ++k) {
      if (k >= tones_) break;
      const T amplitude = T(tone_level_[k]) + tau * T(tone_slope_[k]);
      const T phase = T(frequency_[k]) * t + T(phase_[k]);
      const SinCos<T> wave = sincos(phase);
      u[re_[k]] = u[re_[k]] + amplitude * wave.cos;
      u[im_[k]] = u[im_[k]] - amplitude * wave.sin;
    }
  }

 private:
  // A call of its own: beside the sines it costs nothing, and inlined into every stage it doubled
  // the compile time of a model.
  __attribute__((noinline)) void toned_rates(const Lanes& t, const LaneState<M>& x,
                                             LaneState<M>& f) const {
    std::array<Lanes, kInputs> u;
    inputs(t, u);
    M::rhs(coefficients_, t, x.data(), u.data(), f.data());
  }
  VERDET_INLINE typename M::template Coefficients<Slopes> lifted() const {
    typename M::template Coefficients<Slopes> to;
    const auto* from = reinterpret_cast<const Lanes*>(&coefficients_);
    auto* target = reinterpret_cast<Slopes*>(&to);
    unroll<kCoefficients>([&](auto i)
                              __attribute__((always_inline)) { target[i] = Slopes(from[i]); });
    return to;
  }
  void set_tone(std::size_t lane, const DriveTable& table, const DriveTable::Line* line,
                std::size_t i, const double* scale) {
    const DriveTable::Carrier& carrier = table.carriers[i];
    const double factor = scale ? scale[carrier.real_input] : 1.0;
    put(tone_level_[i], lane, factor * line[kInputs + i].start);
    put(tone_slope_[i], lane, factor * line[kInputs + i].slope);
    put(frequency_[i], lane, carrier.angular_frequency);
    put(phase_[i], lane, carrier.phase);
  }

  Coefficients coefficients_{};
  Lanes begin_{0.0};
  std::array<Lanes, kInputs> level_{}, slope_{};
  std::array<Lanes, kMostTones> tone_level_{}, tone_slope_{}, frequency_{}, phase_{};
  std::array<std::size_t, kMostTones> re_{}, im_{};
  std::size_t tones_ = 0;
};

}  // namespace VERDET_ISA
}  // namespace verdet
