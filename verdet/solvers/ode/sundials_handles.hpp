// Owners of the objects that SUNDIALS hands out. Included only by the sources that use SUNDIALS.
#pragma once

#include <nvector/nvector_serial.h>
#include <sunlinsol/sunlinsol_dense.h>
#include <sunmatrix/sunmatrix_dense.h>

#include <memory>
#include <span>
#include <string>

#include "verdet/base/error.hpp"

namespace verdet {

struct SunDeleter {
  void operator()(SUNContext c) const { SUNContext_Free(&c); }
  void operator()(N_Vector v) const { N_VDestroy(v); }
  void operator()(SUNMatrix m) const { SUNMatDestroy(m); }
  void operator()(SUNLinearSolver s) const { SUNLinSolFree(s); }
};
template <class H>
using SunHandle = std::unique_ptr<std::remove_pointer_t<H>, SunDeleter>;

inline std::span<double> values(N_Vector v) {
  return {N_VGetArrayPointer(v), static_cast<std::size_t>(N_VGetLength(v))};
}

/// Context, vectors and the dense linear solver that every SUNDIALS integrator needs.
struct SunObjects {
  SunHandle<SUNContext> context;
  SunHandle<N_Vector> state, tolerance, scratch;
  SunHandle<SUNMatrix> matrix;
  SunHandle<SUNLinearSolver> linear;

  explicit SunObjects(std::span<const double> absolute) {
    SUNContext made = nullptr;
    SUNContext_Create(nullptr, &made);
    context.reset(made);
    const auto n = static_cast<sunindextype>(absolute.size());
    state.reset(N_VNew_Serial(n, made));
    tolerance.reset(N_VNew_Serial(n, made));
    scratch.reset(N_VNew_Serial(n, made));
    N_VConst(0.0, state.get());
    std::copy(absolute.begin(), absolute.end(), values(tolerance.get()).begin());
    matrix.reset(SUNDenseMatrix(n, n, made));
    linear.reset(SUNLinSol_Dense(state.get(), matrix.get(), made));
  }
};

/// SUNDIALS would write its messages to stderr; they are kept here instead.
struct SunMessages {
  std::string text;
  static void keep(int, const char*, const char*, char* message, void* self) {
    static_cast<SunMessages*>(self)->text = message;
  }
};

/// Row-major to the column-major dense matrix of SUNDIALS.
inline void store(std::span<const double> rows, SUNMatrix matrix) {
  const auto n = static_cast<std::size_t>(SM_ROWS_D(matrix));
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j)
      SM_ELEMENT_D(matrix, static_cast<sunindextype>(i), static_cast<sunindextype>(j)) =
          rows[i * n + j];
}

/// Wrong use of SUNDIALS by our own code.
inline void expect_ok(int flag, const char* call) {
  if (flag < 0) throw Error(std::string(call) + " failed with code " + std::to_string(flag));
}

}  // namespace verdet
