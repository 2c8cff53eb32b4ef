// Tensors of crystals: half-wave voltages, rotation of light, orientation.
#include "verdet/physics/crystal/tensor.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace verdet::physics {
namespace {

using Complexd = std::complex<double>;

TEST(Crystal, AFieldAlongTheAxisShiftsTheIndexByTheTextbookAmount) {
  // dn_e = -n_e^3 r33 E / 2, dn_o = -n_o^3 r13 E / 2 to first order in E.
  const double no = 2.2111, ne = 2.1376, field = 1e5;
  const Pockels r{.r13 = 8.6e-12, .r33 = 30.8e-12, .r22 = 3.4e-12, .r42 = 28e-12};
  const Tensor3 eps = with_field(uniaxial(no * no, ne * ne), r, {0, 0, field});
  EXPECT_NEAR(std::sqrt(eps[2][2].real()) - ne, -0.5 * ne * ne * ne * r.r33 * field, 1e-9);
  EXPECT_NEAR(std::sqrt(eps[0][0].real()) - no, -0.5 * no * no * no * r.r13 * field, 1e-9);
  EXPECT_EQ(eps[0][1], 0.0);
}

TEST(Crystal, AFieldAcrossTheAxisTurnsTheAxes) {
  // The xz element: -eps_o eps_e r42 E to first order; r22 couples x and y.
  const Pockels r{.r13 = 0, .r33 = 0, .r22 = 5e-12, .r42 = 30e-12};
  const Tensor3 eps = with_field(uniaxial(4.9, 4.6), r, {1e6, 0, 0});
  EXPECT_NEAR(eps[0][2].real(), -4.9 * 4.6 * 30e-6, 1e-8);
  EXPECT_NEAR(eps[0][1].real(), 4.9 * 4.9 * 5e-6, 1e-8);
  EXPECT_EQ(eps[0][2], eps[2][0]);
}

TEST(Crystal, NoFieldChangesNothing) {
  const Tensor3 eps = with_field(uniaxial(4.9, 4.6), {.r13 = 1e-11, .r33 = 3e-11}, {});
  EXPECT_NEAR(std::abs(eps[0][0] - 4.9), 0, 1e-14);
  EXPECT_NEAR(std::abs(eps[2][2] - 4.6), 0, 1e-14);
}

TEST(Crystal, GyrationGivesThePublishedRotation) {
  // 3300 deg/cm at n = 2.22 and 1.55 um: g = 6.3085e-3, 4500 deg/cm: 8.6025e-3.
  EXPECT_NEAR(gyration_of_rotation(3300 * M_PI / 180 * 100, 2.22, 1.55e-6), 6.3085e-3, 1e-7);
  EXPECT_NEAR(gyration_of_rotation(4500 * M_PI / 180 * 100, 2.22, 1.55e-6), 8.6025e-3, 1e-7);
}

TEST(Crystal, LightAlongTheMagnetisationTurnsByIt) {
  // Circular waves (1, +-i) see n^2 -+ g: their phases after a length L turn the plane by
  // (n_- - n_+) pi L / lambda.
  const double n = 2.2, g = 6e-3, wavelength = 1.55e-6;
  const Tensor3 eps = with_gyration(uniaxial(n * n, n * n), g, {0, 0, 1});
  const auto index = [&](double sign) {
    const Complexd i(0, 1);
    return std::sqrt(eps[0][0] + sign * i * eps[0][1]).real();
  };
  const double rotation = (index(-1) - index(1)) * M_PI / wavelength;
  EXPECT_NEAR(rotation / (M_PI * g / (n * wavelength)), 1, 1e-5);
  // Without loss the tensor is Hermitian, and it is odd in the magnetisation.
  EXPECT_EQ(eps[0][1], std::conj(eps[1][0]));
  const Tensor3 back = with_gyration(uniaxial(n * n, n * n), g, {0, 0, -1});
  EXPECT_EQ(back[0][1], eps[1][0]);
}

TEST(Crystal, RotationKeepsTheInvariants) {
  const Tensor3 eps = with_field(uniaxial(4.9, 4.6), {.r42 = 1e-9}, {1e7, 2e6, 0});
  const double c = std::cos(0.3), s = std::sin(0.3);
  const Tensor3 turned = rotated(eps, {{{c, s, 0}, {-s, c, 0}, {0, 0, 1}}});
  Complexd trace = 0, before = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    trace += turned[i][i];
    before += eps[i][i];
  }
  EXPECT_NEAR(std::abs(trace - before), 0, 1e-13);
  // An x-cut: the optic axis along the second axis of the wafer.
  const Tensor3 cut = rotated(uniaxial(4.9, 4.6), {{{1, 0, 0}, {0, 0, 1}, {0, -1, 0}}});
  EXPECT_EQ(cut[1][1], 4.6);
  EXPECT_EQ(cut[2][2], 4.9);
}

}  // namespace
}  // namespace verdet::physics
