#include "lanes/ode_models.hpp"
#include "verdet/solvers/ode/run_lanes.hpp"

VERDET_LANE_MODEL(test::Ring)
