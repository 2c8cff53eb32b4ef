#include "verdet/fields/film/berreman.hpp"

#include <Eigen/Eigenvalues>
#include <Eigen/LU>
#include <algorithm>
#include <array>

#include "verdet/base/error.hpp"

namespace verdet {
namespace {

using Complex64 = std::complex<double>;
using Eigen::Matrix2cd;
using Eigen::Matrix4cd;
using Eigen::Vector2cd;
constexpr Complex64 kI{0, 1};

// The four waves of a layer: fields (Ex, Ey) and (Hx, Hy) per column, and q.
struct Modes {
  Matrix2cd e_down, h_down, e_up, h_up;
  Vector2cd q_down, q_up;
};

// d/dz (Ex, Ey, Hx, Hy) = i k0 D (...), from curl E = i k0 H and curl H = -i k0 eps E.
Matrix4cd berreman_matrix(const Eigen::Matrix3cd& e, double x) {
  const Complex64 zz = 1.0 / e(2, 2);
  Matrix4cd d = Matrix4cd::Zero();
  d(0, 0) = -x * e(2, 0) * zz;
  d(0, 1) = -x * e(2, 1) * zz;
  d(0, 3) = 1.0 - x * x * zz;
  d(1, 2) = -1;
  d(2, 0) = e(1, 2) * e(2, 0) * zz - e(1, 0);
  d(2, 1) = x * x - e(1, 1) + e(1, 2) * e(2, 1) * zz;
  d(2, 3) = x * e(1, 2) * zz;
  d(3, 0) = e(0, 0) - e(0, 2) * e(2, 0) * zz;
  d(3, 1) = e(0, 1) - e(0, 2) * e(2, 1) * zz;
  d(3, 3) = -x * e(0, 2) * zz;
  return d;
}

double flux(const Vector2cd& e, const Vector2cd& h) {
  return (e(0) * std::conj(h(1)) - e(1) * std::conj(h(0))).real();
}

// q with a decaying exp(i q k0 z), or, without loss, one that carries power along z.
Complex64 forward_root(Complex64 square) {
  const Complex64 root = std::sqrt(square);
  return root.imag() < 0 ? -root : root;
}

// s and p of a medium that is isotropic about the normal, where the eigenvectors are degenerate.
Modes axial_modes(Complex64 in_plane, Complex64 normal, double x) {
  const Complex64 s = forward_root(in_plane - x * x);
  const Complex64 p = forward_root(in_plane - x * x * in_plane / normal);
  Modes m;
  m.e_down = m.e_up = Matrix2cd::Identity();
  m.h_down << 0, -s, in_plane / p, 0;
  m.h_up = -m.h_down;
  m.q_down << p, s;
  m.q_up = -m.q_down;
  return m;
}

Modes general_modes(const Eigen::Matrix3cd& permittivity, double x) {
  const Eigen::ComplexEigenSolver<Matrix4cd> solver(berreman_matrix(permittivity, x));
  const auto& q = solver.eigenvalues();
  const auto& v = solver.eigenvectors();
  std::array<double, 4> forwardness;
  for (int i = 0; i < 4; ++i) {
    const bool decays = std::abs(q(i).imag()) > 1e-10 * std::abs(q(i));
    forwardness[i] = decays ? q(i).imag() : 1e-14 * flux(v.col(i).head<2>(), v.col(i).tail<2>());
  }
  std::array<int, 4> order = {0, 1, 2, 3};
  std::stable_sort(order.begin(), order.end(),
                   [&](int a, int b) { return forwardness[a] > forwardness[b]; });
  if (!(forwardness[order[1]] > 0 && forwardness[order[2]] < 0))
    throw Error("the waves of an anisotropic layer cannot be sorted; change the angle slightly");
  Modes m;
  for (int k = 0; k < 2; ++k) {
    m.e_down.col(k) = v.col(order[k]).head<2>();
    m.h_down.col(k) = v.col(order[k]).tail<2>();
    m.q_down(k) = q(order[k]);
    m.e_up.col(k) = v.col(order[k + 2]).head<2>();
    m.h_up.col(k) = v.col(order[k + 2]).tail<2>();
    m.q_up(k) = q(order[k + 2]);
  }
  return m;
}

Modes modes_of(const Eigen::Matrix3cd& e, double x) {
  const double off = std::abs(e(0, 1)) + std::abs(e(1, 0)) + std::abs(e(0, 2)) + std::abs(e(2, 0)) +
                     std::abs(e(1, 2)) + std::abs(e(2, 1)) + std::abs(e(0, 0) - e(1, 1));
  return off == 0 ? axial_modes(e(0, 0), e(2, 2), x) : general_modes(e, x);
}

// n x (H above - H below) = sigma E.
Matrix2cd with_sheet(Matrix2cd y, Complex64 sheet) {
  y(1, 0) += sheet;
  y(0, 1) -= sheet;
  return y;
}

struct Step {
  Matrix2cd admittance, field;  ///< at the top; E at the bottom over E at the top
};

Step step(const TensorLayer& layer, double wavenumber, double x, const Matrix2cd& below) {
  const Modes m = modes_of(layer.permittivity, x);
  const Complex64 phase = kI * (wavenumber * layer.thickness);
  const Eigen::Array2cd down = (phase * m.q_down.array()).exp();
  const Eigen::Array2cd up = (-phase * m.q_up.array()).exp();
  const Matrix2cd bottom = (m.h_up - below * m.e_up).inverse() * (below * m.e_down - m.h_down);
  const Matrix2cd top = up.matrix().asDiagonal() * bottom * down.matrix().asDiagonal();
  const Matrix2cd inverse = (m.e_down + m.e_up * top).inverse();
  return {with_sheet((m.h_down + m.h_up * top) * inverse, layer.sheet),
          (m.e_down + m.e_up * bottom) * down.matrix().asDiagonal() * inverse};
}

}  // namespace

TensorResponse berreman(const TensorStack& stack, double wavenumber, double tangential) {
  const std::size_t n = stack.layers.size();
  const Modes last = modes_of(stack.substrate.permittivity, tangential);
  const Matrix2cd bare = last.h_down * last.e_down.inverse();
  std::vector<Matrix2cd> y(n + 1), field(n);
  y[n] = with_sheet(bare, stack.substrate.sheet);
  for (std::size_t i = n; i-- > 0;) {
    const Step s = step(stack.layers[i], wavenumber, tangential, y[i + 1]);
    y[i] = s.admittance;
    field[i] = s.field;
  }
  const double index2 = stack.ambient * stack.ambient;
  const Modes outer = axial_modes(index2, index2, tangential);
  const Matrix2cd r = (outer.h_down + y[0]).inverse() * (outer.h_down - y[0]);
  const double cosine = outer.q_down(0).real() / stack.ambient;
  TensorResponse response;
  response.reflection << -r(0, 0), -r(0, 1) / cosine, r(1, 0) * cosine, r(1, 1);
  for (int column = 0; column < 2; ++column) {
    const Vector2cd in = Vector2cd::Unit(column);
    const double incident = flux(in, outer.h_down * in);
    const Vector2cd back = r * in;
    response.reflectance[column] = -flux(back, outer.h_up * back) / incident;
    Vector2cd e = in + back;
    for (std::size_t i = 0; i < n; ++i) {
      const double sheet = stack.layers[i].sheet.real() * e.squaredNorm();
      response.sheets[column].push_back(sheet / incident);
      const double entering = flux(e, y[i] * e) - sheet;
      e = field[i] * e;
      response.absorptance[column].push_back((entering - flux(e, y[i + 1] * e)) / incident);
    }
    response.transmittance[column] = flux(e, bare * e) / incident;
    response.sheets[column].push_back(stack.substrate.sheet.real() * e.squaredNorm() / incident);
  }
  return response;
}

}  // namespace verdet
