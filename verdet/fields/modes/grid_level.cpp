#include "verdet/fields/modes/grid_level.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

#include "verdet/base/error.hpp"
#include "verdet/fields/modes/prolongation.hpp"
#include "verdet/solvers/eigen/davidson.hpp"

namespace verdet {
namespace {

using Complex = std::complex<double>;

// A linear residual |A x - b| / (|A|_1 |x|) above this means that unpivoted factors are not good
// enough; rounding leaves about 1e-16.
constexpr double kGoodResidual = 1e-12;
// Triangular solves per mode that cost about as much as a factorisation.
constexpr int kCorrectionSolves = 9;

// The operator, its solver and their scalar: real when nothing absorbs.
template <class T>
struct Algebra {
  SparseMatrix<T> matrix, shifted;
  std::unique_ptr<DirectSolver<T>> solver;
  bool factored = false;  ///< `solver` holds factors, of this or of an earlier point
  T factored_shift{};

  void assemble(const YeeGrid& g, const NodeMedia& m, const Unknowns& u) {
    matrix = transverse_operator<T>(g, m, u);
  }

  void factor(DirectSolver<T>& with, T shift) {
    shifted = matrix;
    for (int c = 0; c < shifted.cols(); ++c) shifted.coeffRef(c, c) -= shift;
    with.factor(shifted);
  }

  double linear_residual(DirectSolver<T>& with) const {
    const Vector<T> b = Vector<T>::Ones(shifted.rows());
    const Vector<T> x = with.solve(b);
    double norm = 0;
    for (int c = 0; c < shifted.cols(); ++c) norm = std::max(norm, shifted.col(c).cwiseAbs().sum());
    return (shifted * x - b).norm() / (norm * x.norm());
  }

  bool factor_fast(T shift, const Unknowns& u) {
    if (!solver) {
      solver = make_multifrontal_solver<T>(dissect_grid(u.position, 2));
      solver->analyse(matrix);
    }
    factored = false;
    try {
      factor(*solver, shift);
    } catch (const ConvergenceError&) {
      return false;  // a pivot vanished: the pivoting solver decides
    }
    factored = linear_residual(*solver) < kGoodResidual;
    factored_shift = shift;
    return factored;
  }

  // With the factors of an earlier point of a sweep; nothing when they are too far off.
  std::optional<EigenPairs> correct(const Matrix<T>& guesses, const ShiftInvertOptions& wanted) {
    if (!solver || !factored || guesses.cols() == 0 || guesses.rows() != matrix.rows())
      return std::nullopt;
    DavidsonOptions o;
    o.count = wanted.count;
    o.absolute = wanted.absolute;
    o.solves = kCorrectionSolves * wanted.count;
    return correct_eigenpairs<T>(matrix, factored_shift, *solver, guesses, o);
  }

  EigenPairs solve(T shift, const Vector<T>& start, const ShiftInvertOptions& options,
                   const Unknowns& u) {
    if (factor_fast(shift, u)) return nearest_eigenpairs<T>(matrix, shift, *solver, start, options);
    const SeparatorTree tree = dissect_grid(u.position, 2);
    const auto pivoting = make_klu_solver<T>(&tree);
    pivoting->analyse(matrix);
    factor(*pivoting, shift);
    return nearest_eigenpairs<T>(matrix, shift, *pivoting, start, options);
  }
};

template <class T>
Vector<T> narrowed(const Vector<Complex>& v) {
  if constexpr (std::is_same_v<T, double>)
    return v.real() + v.imag();
  else
    return v;
}

// Rotated to the phase in which the sum of squares is real and positive: real modes become real,
// and sums of modes do not cancel.
Vector<Complex> upright(const Vector<Complex>& v) {
  const Complex square = (v.array() * v.array()).sum();
  return v * std::sqrt(std::conj(square) / std::max(std::abs(square), 1e-300));
}

bool absorbs(const Domain& d) {
  return d.absorb_x.at_low || d.absorb_x.at_high || d.absorb_y.at_low || d.absorb_y.at_high;
}

}  // namespace

struct GridLevel::State {
  YeeGrid grid;
  NodeMedia media;
  Unknowns unknowns;
  bool real = true;
  Algebra<double> real_algebra;
  Algebra<Complex> complex_algebra;

  template <class T>
  Algebra<T>& algebra() {
    if constexpr (std::is_same_v<T, double>)
      return real_algebra;
    else
      return complex_algebra;
  }

  template <class T>
  EigenPairs pairs(const LevelSearch& s) {
    ShiftInvertOptions options;
    options.count = s.count;
    options.tolerance = 0;
    options.absolute = s.tolerance * 2 * std::abs(s.index);
    if (s.least_index > 0) options.range = std::norm(s.index) - s.least_index * s.least_index;
    const Complex shift = s.index * s.index;
    T t;
    if constexpr (std::is_same_v<T, double>)
      t = shift.real();
    else
      t = shift;
    Matrix<T> guesses(s.guesses.rows(), s.guesses.cols());
    for (long k = 0; k < guesses.cols(); ++k) guesses.col(k) = narrowed<T>(s.guesses.col(k));
    if (auto near = algebra<T>().correct(guesses, options)) return *near;
    return algebra<T>().solve(t, narrowed<T>(s.start), options, unknowns);
  }
};

GridLevel::GridLevel() : state_(std::make_unique<State>()) {}
GridLevel::~GridLevel() = default;
GridLevel::GridLevel(GridLevel&&) noexcept = default;
GridLevel& GridLevel::operator=(GridLevel&&) noexcept = default;

YeeGrid make_grid(const Domain& d, int level, double wavelength) {
  YeeGrid g;
  g.k0 = 2 * M_PI / wavelength;
  g.x = make_axis(grid_lines(d.x, level), d.absorb_x, g.k0, d.conductor_left, d.conductor_right);
  g.y = make_axis(grid_lines(d.y, level), d.absorb_y, g.k0, d.conductor_bottom, d.conductor_top);
  g.window = d.window;
  set_curvature(g, d.bend_radius);
  return g;
}

void GridLevel::prepare(const CrossSection& section, const Domain& d, int level,
                        double wavelength) {
  State& s = *state_;
  s.grid = make_grid(d, level, wavelength);
  s.media = paint(section, s.grid, wavelength);
  Unknowns unknowns = number_unknowns(s.grid);
  if (unknowns.position != s.unknowns.position) {
    s.real_algebra.solver.reset();
    s.complex_algebra.solver.reset();
    s.real_algebra.factored = s.complex_algebra.factored = false;
  }
  s.unknowns = std::move(unknowns);
  s.real = s.media.lossless && !absorbs(d);
  if (s.real)
    s.real_algebra.assemble(s.grid, s.media, s.unknowns);
  else
    s.complex_algebra.assemble(s.grid, s.media, s.unknowns);
}

LevelModes GridLevel::solve(const LevelSearch& search) {
  State& s = *state_;
  const bool real = s.real && search.index.imag() == 0;
  if (!real && s.real) s.complex_algebra.assemble(s.grid, s.media, s.unknowns);
  const EigenPairs pairs = real ? s.pairs<double>(search) : s.pairs<Complex>(search);
  std::vector<int> rank(search.count);
  std::iota(rank.begin(), rank.end(), 0);
  std::vector<Complex> index;
  for (int k = 0; k < search.count; ++k) index.push_back(std::sqrt(pairs.values[k]));
  std::stable_sort(rank.begin(), rank.end(),
                   [&](int a, int b) { return index[a].real() > index[b].real(); });
  LevelModes out;
  out.solves = pairs.solves;
  out.vectors.resize(pairs.vectors.rows(), search.count);
  for (int k = 0; k < search.count; ++k) {
    out.index.push_back(index[rank[k]]);
    out.vectors.col(k) = pairs.vectors.col(rank[k]);
    const YeeFields f =
        recover_fields(s.grid, s.media, s.unknowns, out.vectors.col(k), out.index.back());
    out.group_index.push_back(group_index(s.grid, s.media, f));
  }
  return out;
}

Vector<Complex> GridLevel::prolong(const GridLevel& finer, const Vector<Complex>& mode) const {
  return interpolate_transverse(grid(), unknowns(), mode, finer.grid(), finer.unknowns());
}

Matrix<Complex> GridLevel::guesses_for(const GridLevel& finer, const LevelModes& modes) const {
  Matrix<Complex> out(finer.unknowns().count, modes.vectors.cols());
  for (long k = 0; k < out.cols(); ++k) out.col(k) = prolong(finer, upright(modes.vectors.col(k)));
  return out;
}

Vector<Complex> GridLevel::start_for(const GridLevel& finer, const LevelModes& modes) const {
  Vector<Complex> sum = Vector<Complex>::Zero(unknowns().count);
  for (long k = 0; k < modes.vectors.cols(); ++k) sum += upright(modes.vectors.col(k));
  return prolong(finer, sum);
}

const YeeGrid& GridLevel::grid() const {
  return state_->grid;
}
const NodeMedia& GridLevel::media() const {
  return state_->media;
}
const Unknowns& GridLevel::unknowns() const {
  return state_->unknowns;
}

bool GridLevel::lossless() const {
  return state_->real;
}

std::size_t GridLevel::bytes() const {
  const State& s = *state_;
  std::size_t sum = 0;
  if (s.real_algebra.solver) sum += s.real_algebra.solver->bytes();
  if (s.complex_algebra.solver) sum += s.complex_algebra.solver->bytes();
  return sum;
}

}  // namespace verdet
