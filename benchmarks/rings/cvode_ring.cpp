#include <cvodes/cvodes.h>
#include <nvector/nvector_serial.h>
#include <sunlinsol/sunlinsol_dense.h>
#include <sunmatrix/sunmatrix_dense.h>

#include "benchmarks/rings/peer.hpp"
#include "verdet/base/dual.hpp"

namespace verdet {

namespace {

struct Run {
  BenchmarkRing::Coefficients<double> ring;
  double amplitude, begin = 0;
  DriveTable::Line line{};
};

int rates(realtype t, N_Vector x, N_Vector f, void* data) {
  const Run& run = *static_cast<Run*>(data);
  const double u[2] = {run.amplitude * (run.line.start + run.line.slope * (t - run.begin)), 0.0};
  BenchmarkRing::rhs(run.ring, t, N_VGetArrayPointer(x), u, N_VGetArrayPointer(f));
  return 0;
}

// By hand, so that CVODE has the fastest Jacobian it could have.
int jacobian(realtype, N_Vector state, N_Vector, SUNMatrix j, void* data, N_Vector, N_Vector,
             N_Vector) {
  const auto& c = static_cast<Run*>(data)->ring;
  const double* x = N_VGetArrayPointer(state);
  const double energy = x[0] * x[0] + x[1] * x[1];
  const double shift = c.detuning + c.kerr * energy + c.carrier_shift * x[2] + c.heat_shift * x[3];
  const double loss = c.half_loss + c.half_tpa * energy + c.half_fca * x[2];
  const double heat = c.linear_heating + 2 * c.tpa_heating * energy + c.fca_heating * x[2];
  realtype* const* column = SUNDenseMatrix_Cols(j);
  for (int k = 0; k < 2; ++k) {
    column[k][0] = -2 * x[k] * (c.half_tpa * x[0] + c.kerr * x[1]);
    column[k][1] = -2 * x[k] * (c.half_tpa * x[1] - c.kerr * x[0]);
    column[k][2] = 4 * c.generation * energy * x[k];
    column[k][3] = 2 * x[k] * heat;
  }
  column[0][0] -= loss;
  column[0][1] += shift;
  column[1][0] -= shift;
  column[1][1] -= loss;
  column[2][0] = -c.half_fca * x[0] - c.carrier_shift * x[1];
  column[2][1] = -c.half_fca * x[1] + c.carrier_shift * x[0];
  column[2][2] = -c.carrier_decay;
  column[2][3] = energy * c.fca_heating;
  column[3][0] = -c.heat_shift * x[1];
  column[3][1] = c.heat_shift * x[0];
  column[3][2] = 0;
  column[3][3] = -c.heat_decay;
  return 0;
}

// One solver for all rings, as a careful user would write it.
struct Solver {
  SUNContext context = nullptr;
  N_Vector x, tolerance;
  SUNMatrix matrix;
  SUNLinearSolver linear;
  void* memory;

  explicit Solver(Run& run) {
    SUNContext_Create(nullptr, &context);
    x = N_VNew_Serial(4, context);
    tolerance = N_VNew_Serial(4, context);
    N_VConst(0.0, x);
    matrix = SUNDenseMatrix(4, 4, context);
    linear = SUNLinSol_Dense(x, matrix, context);
    memory = CVodeCreate(CV_BDF, context);
    CVodeInit(memory, rates, 0.0, x);
    CVodeSetUserData(memory, &run);
    CVodeSVtolerances(memory, 1e-6, tolerance);
    CVodeSetLinearSolver(memory, linear, matrix);
    CVodeSetJacFn(memory, jacobian);
    CVodeSetMaxNumSteps(memory, 100000000);
  }
};

}  // namespace

RingRun cvode_ring(const RingSet& set, std::size_t i, double relative) {
  static Run run;  // the solver is made once for all rings
  static Solver solver(run);
  RingRun result;
  run = {set.points[i], set.amplitudes[i]};
  const DriveTable table = tabulate(set.drive, 1, 0.0, set.duration);
  N_VConst(0.0, solver.x);
  for (int k = 0; k < 4; ++k)
    N_VGetArrayPointer(solver.tolerance)[k] = relative / 100 * BenchmarkRing::kStateList[k].scale;
  for (std::size_t k = 0; k < table.segments(); ++k) {
    run.line = *table.segment(k);
    run.begin = table.times[k];
    CVodeReInit(solver.memory, table.times[k], solver.x);
    CVodeSVtolerances(solver.memory, relative, solver.tolerance);
    CVodeSetStopTime(solver.memory, table.times[k + 1]);
    realtype t = 0;
    CVode(solver.memory, table.times[k + 1], solver.x, &t, CV_NORMAL);
    long taken = 0;
    CVodeGetNumSteps(solver.memory, &taken);
    result.steps += taken;
  }
  for (std::size_t k = 0; k < 4; ++k) result.end[k] = N_VGetArrayPointer(solver.x)[k];
  return result;
}

}  // namespace verdet
