// The states inside one step. Included only by *_lanes.cpp files.
#pragma once

#include "verdet/solvers/ode/lane_flow.hpp"

namespace verdet {
inline namespace VERDET_ISA {

/// x(theta) = begin + theta (change + (1 - theta) (bend_0 + theta (bend_1 + theta bend_2))), the
/// dense output of order 4 that both methods of the lanes have. The stages of a step are summed
/// into it once, however many places inside are looked at.
template <class M>
struct LanePath {
  LaneState<M> begin, change;
  std::array<LaneState<M>, 3> bend;

  VERDET_INLINE LaneState<M> at(const Lanes& theta) const {
    const Lanes rest = 1.0 - theta;
    LaneState<M> x;
    unroll<M::kStates>([&](auto i) __attribute__((always_inline)) {
      const Lanes bent = bend[0][i] + theta * (bend[1][i] + theta * bend[2][i]);
      x[i] = begin[i] + theta * (change[i] + rest * bent);
    });
    return x;
  }
};

}  // namespace VERDET_ISA
}  // namespace verdet
