#include "verdet/fields/modes/transverse_operator.hpp"

#include <type_traits>

namespace verdet {
namespace {

using Complex = std::complex<double>;

template <class T>
T narrowed(Complex z) {
  if constexpr (std::is_same_v<T, double>)
    return z.real();
  else
    return z;
}

template <class T>
std::vector<T> narrowed(const std::vector<Complex>& v) {
  std::vector<T> out;
  out.reserve(v.size());
  for (const Complex& z : v) out.push_back(narrowed<T>(z));
  return out;
}

// Divisions are dear, above all complex ones: all factors are inverted once.
template <class T>
std::vector<T> inverses(const std::vector<Complex>& v) {
  std::vector<T> out;
  out.reserve(v.size());
  for (const Complex& z : v) out.push_back(T(1) / narrowed<T>(z));
  return out;
}

bool shorted(const YeeAxis& a, int line) {
  return (line == 0 && a.conductor_low) || (line == a.cells() && a.conductor_high);
}

// Collects the rows of the operator in compressed row storage.
template <class T>
class Assembler {
 public:
  Assembler(const YeeGrid& g, const NodeMedia& m, const Unknowns& u)
      : g_(g),
        u_(u),
        ex_(narrowed<T>(m.epsilon_x.value)),
        ey_(narrowed<T>(m.epsilon_y.value)),
        ez_inverse_(inverses<T>(m.epsilon_z.value)),
        x_inverse_(inverses<T>(g.x.width)),
        y_inverse_(inverses<T>(g.y.width)),
        x_dual_inverse_(inverses<T>(g.x.dual)),
        y_dual_inverse_(inverses<T>(g.y.dual)),
        line_(narrowed<T>(g.curvature_line)),
        centre_(narrowed<T>(g.curvature_centre)) {
    row_begin_.reserve(static_cast<std::size_t>(u.count) + 1);
    row_begin_.push_back(0);
    column_.reserve(static_cast<std::size_t>(u.count) * 9);
    value_.reserve(static_cast<std::size_t>(u.count) * 9);
  }

  SparseMatrix<T> run() {
    for (int j = 0; j <= u_.ny; ++j)
      for (int i = 0; i < u_.nx; ++i)
        if (u_.x(i, j) >= 0) ex_row(i, j);
    for (int j = 0; j < u_.ny; ++j)
      for (int i = 0; i <= u_.nx; ++i)
        if (u_.y(i, j) >= 0) ey_row(i, j);
    using Rows = Eigen::SparseMatrix<T, Eigen::RowMajor, int>;
    const Eigen::Map<const Rows> rows(u_.count, u_.count, static_cast<long>(value_.size()),
                                      row_begin_.data(), column_.data(), value_.data());
    return SparseMatrix<T>(rows);
  }

 private:
  T epsilon_x(int i, int j) const { return ex_[i + static_cast<std::size_t>(u_.nx) * j]; }
  T epsilon_y(int i, int j) const { return ey_[i + static_cast<std::size_t>(u_.nx + 1) * j]; }
  T epsilon_z_inverse(int i, int j) const {
    return ez_inverse_[i + static_cast<std::size_t>(u_.nx + 1) * j];
  }

  // h (ex Ex - d_y phi) + d_x psi at (i+1/2, j).
  void ex_row(int i, int j) {
    const T h = centre_[i];
    add(u_.x(i, j), h * epsilon_x(i, j));
    for (const int side : {0, 1}) add_psi(i + side, j, (side ? T(1) : T(-1)) * x_inverse_[i]);
    for (const int side : {0, 1}) {
      const int cell = j - 1 + side;
      if (cell >= 0 && cell < u_.ny) add_phi(i, cell, (side ? -h : h) * y_dual_inverse_[j]);
    }
    finish();
  }

  // h (ey Ey + d_x phi) + d_y psi at (i, j+1/2).
  void ey_row(int i, int j) {
    const T h = line_[i];
    add(u_.y(i, j), h * epsilon_y(i, j));
    for (const int side : {0, 1}) add_psi(i, j + side, (side ? T(1) : T(-1)) * y_inverse_[j]);
    for (const int side : {0, 1}) {
      const int cell = i - 1 + side;
      if (cell >= 0 && cell < u_.nx) add_phi(cell, j, (side ? h : -h) * x_dual_inverse_[i]);
    }
    finish();
  }

  // factor x psi at node (i, j), psi = (d_x ex Ex + d_y ey Ey) / ez; zero on a conductor.
  void add_psi(int i, int j, T factor) {
    if (shorted(g_.x, i) || shorted(g_.y, j)) return;
    const T f = factor * epsilon_z_inverse(i, j);
    const T x = f * x_dual_inverse_[i], y = f * y_dual_inverse_[j];
    if (i > 0) add(u_.x(i - 1, j), -x * epsilon_x(i - 1, j));
    if (i < u_.nx) add(u_.x(i, j), x * epsilon_x(i, j));
    if (j > 0) add(u_.y(i, j - 1), -y * epsilon_y(i, j - 1));
    if (j < u_.ny) add(u_.y(i, j), y * epsilon_y(i, j));
  }

  // factor x phi in cell (i, j), phi = h (d_x Ey - d_y Ex).
  void add_phi(int i, int j, T factor) {
    const T f = factor * centre_[i];
    const T x = f * x_inverse_[i], y = f * y_inverse_[j];
    add(u_.y(i + 1, j), x);
    add(u_.y(i, j), -x);
    add(u_.x(i, j + 1), -y);
    add(u_.x(i, j), y);
  }

  // A neighbour may appear through phi and through psi: entries of one row are merged.
  void add(int column, T value) {
    if (column < 0) return;
    for (std::size_t e = row_begin_.back(); e < column_.size(); ++e)
      if (column_[e] == column) {
        value_[e] += value;
        return;
      }
    column_.push_back(column);
    value_.push_back(value);
  }

  void finish() { row_begin_.push_back(static_cast<int>(column_.size())); }

  const YeeGrid& g_;
  const Unknowns& u_;
  std::vector<T> ex_, ey_, ez_inverse_, x_inverse_, y_inverse_, x_dual_inverse_, y_dual_inverse_;
  std::vector<T> line_, centre_;
  std::vector<int> row_begin_, column_;
  std::vector<T> value_;
};

}  // namespace

Unknowns number_unknowns(const YeeGrid& g) {
  Unknowns u;
  u.nx = g.nx();
  u.ny = g.ny();
  u.ex.assign(static_cast<std::size_t>(u.nx) * (u.ny + 1), -1);
  u.ey.assign(static_cast<std::size_t>(u.nx + 1) * u.ny, -1);
  for (int j = 0; j <= u.ny; ++j)
    for (int i = 0; i < u.nx && !shorted(g.y, j); ++i) {
      u.ex[i + static_cast<std::size_t>(u.nx) * j] = u.count++;
      u.position.push_back({2 * i + 1, 2 * j});
    }
  for (int j = 0; j < u.ny; ++j)
    for (int i = 0; i <= u.nx; ++i)
      if (!shorted(g.x, i)) {
        u.ey[i + static_cast<std::size_t>(u.nx + 1) * j] = u.count++;
        u.position.push_back({2 * i, 2 * j + 1});
      }
  return u;
}

template <class T>
SparseMatrix<T> transverse_operator(const YeeGrid& grid, const NodeMedia& media,
                                    const Unknowns& unknowns) {
  return Assembler<T>(grid, media, unknowns).run();
}

template SparseMatrix<double> transverse_operator(const YeeGrid&, const NodeMedia&,
                                                  const Unknowns&);
template SparseMatrix<Complex> transverse_operator(const YeeGrid&, const NodeMedia&,
                                                   const Unknowns&);

}  // namespace verdet
