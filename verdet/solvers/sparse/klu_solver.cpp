#include <klu.h>

#include <complex>
#include <type_traits>

#include "verdet/base/error.hpp"
#include "verdet/solvers/sparse/direct_solver.hpp"

namespace verdet {
namespace {

template <class T>
class KluSolver final : public DirectSolver<T> {
 public:
  explicit KluSolver(const SeparatorTree* tree) {
    klu_defaults(&common_);
    if (tree) order_ = tree->order;
  }
  ~KluSolver() override {
    release_numeric();
    if (symbolic_) klu_free_symbolic(&symbolic_, &common_);
  }
  KluSolver(const KluSolver&) = delete;
  KluSolver& operator=(const KluSolver&) = delete;

  void analyse(const SparseMatrix<T>& a) override {
    release_numeric();
    if (symbolic_) klu_free_symbolic(&symbolic_, &common_);
    const int n = static_cast<int>(a.rows());
    auto* p = const_cast<int*>(a.outerIndexPtr());
    auto* i = const_cast<int*>(a.innerIndexPtr());
    std::vector<int> order = order_;
    symbolic_ = order.empty() ? klu_analyze(n, p, i, &common_)
                              : klu_analyze_given(n, p, i, order.data(), order.data(), &common_);
    if (!symbolic_) fail("the symbolic analysis failed (structurally singular matrix?)");
  }

  void factor(const SparseMatrix<T>& a) override {
    release_numeric();
    auto* p = const_cast<int*>(a.outerIndexPtr());
    auto* i = const_cast<int*>(a.innerIndexPtr());
    auto* x = reinterpret_cast<double*>(const_cast<T*>(a.valuePtr()));
    numeric_ = kReal ? klu_factor(p, i, x, symbolic_, &common_)
                     : klu_z_factor(p, i, x, symbolic_, &common_);
    if (!numeric_) fail("the matrix is numerically singular; shift it or check for free unknowns");
  }

  Vector<T> solve(const Vector<T>& b) override {
    Vector<T> x = b;
    auto* data = reinterpret_cast<double*>(x.data());
    const int n = static_cast<int>(b.size());
    const int good = kReal ? klu_solve(symbolic_, numeric_, n, 1, data, &common_)
                           : klu_z_solve(symbolic_, numeric_, n, 1, data, &common_);
    if (!good) fail("the triangular solve failed");
    return x;
  }

  std::size_t bytes() const override { return common_.memusage; }

 private:
  static constexpr bool kReal = std::is_same_v<T, double>;

  void release_numeric() {
    if (!numeric_) return;
    kReal ? klu_free_numeric(&numeric_, &common_) : klu_z_free_numeric(&numeric_, &common_);
  }
  [[noreturn]] void fail(const std::string& why) const {
    throw ConvergenceError("KLU: " + why + " (status " + std::to_string(common_.status) + ")");
  }

  std::vector<int> order_;
  klu_common common_{};
  klu_symbolic* symbolic_ = nullptr;
  klu_numeric* numeric_ = nullptr;
};

}  // namespace

template <class T>
std::unique_ptr<DirectSolver<T>> make_klu_solver(const SeparatorTree* tree) {
  return std::make_unique<KluSolver<T>>(tree);
}

template std::unique_ptr<DirectSolver<double>> make_klu_solver(const SeparatorTree*);
template std::unique_ptr<DirectSolver<std::complex<double>>> make_klu_solver(const SeparatorTree*);

}  // namespace verdet
