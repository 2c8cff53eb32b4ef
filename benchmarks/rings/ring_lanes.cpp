#include "benchmarks/rings/ring.hpp"
#include "verdet/solvers/ode/run_lanes.hpp"

VERDET_LANE_MODEL(BenchmarkRing)
