// The coefficients of the explicit Runge-Kutta pair of Dormand and Prince of order 5(4).
#pragma once

#include <array>

namespace verdet {

/// k_i = f(t + c_i h, x + h sum_j a_ij k_j); x_1 = x + h sum_j a_7j k_j; the seventh stage is the
/// first of the next step. The difference to the embedded solution of order 4 is h sum_i e_i k_i.
/// Dense output of order 4 in the form of Hairer, Norsett and Wanner (1993, II.6):
///
///     x + theta (D + (1 - theta) (h k_1 - D + theta (2 D - h k_1 - h k_7 + (1 - theta) Q))) ,
///
/// D = x_1 - x, Q = h sum_i q_i k_i. Source: DormandPrince1980 (table 2), Hairer1993 (II.5, II.6).
struct DormandPrince {
  static constexpr int kStages = 7;
  static constexpr int kOrder = 5;

  static constexpr std::array<std::array<double, 6>, 7> kArgument = {{
      {0, 0, 0, 0, 0, 0},
      {1.0 / 5, 0, 0, 0, 0, 0},
      {3.0 / 40, 9.0 / 40, 0, 0, 0, 0},
      {44.0 / 45, -56.0 / 15, 32.0 / 9, 0, 0, 0},
      {19372.0 / 6561, -25360.0 / 2187, 64448.0 / 6561, -212.0 / 729, 0, 0},
      {9017.0 / 3168, -355.0 / 33, 46732.0 / 5247, 49.0 / 176, -5103.0 / 18656, 0},
      {35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84},
  }};
  static constexpr std::array<double, 7> kNode = {0, 1.0 / 5, 3.0 / 10, 4.0 / 5, 8.0 / 9, 1, 1};
  static constexpr std::array<double, 7> kError = {
      71.0 / 57600, 0, -71.0 / 16695, 71.0 / 1920, -17253.0 / 339200, 22.0 / 525, -1.0 / 40};
  static constexpr std::array<double, 7> kDense = {
      -12715105075.0 / 11282082432.0,  0,
      87487479700.0 / 32700410799.0,   -10690763975.0 / 1880347072.0,
      701980252875.0 / 199316789632.0, -1453857185.0 / 822651844.0,
      69997945.0 / 29380423.0};

  /// The three rows of the bracket above but for D, which enters as -D, 2 D, 0: what of each rate
  /// goes with 1, theta and theta^2.
  static constexpr std::array<std::array<double, 7>, 3> bend() {
    std::array<std::array<double, 7>, 3> rows{};
    for (std::size_t j = 0; j < 7; ++j) {
      rows[1][j] = kDense[j];
      rows[2][j] = -kDense[j];
    }
    rows[0][0] = 1;
    rows[1][0] -= 1;
    rows[1][6] -= 1;
    return rows;
  }
};

}  // namespace verdet
