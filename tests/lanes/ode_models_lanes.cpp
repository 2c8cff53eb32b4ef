#include "lanes/ode_models.hpp"
#include "verdet/solvers/ode/run_lanes.hpp"

VERDET_LANE_MODEL(test::Spiral)
VERDET_LANE_MODEL(test::Hill)
VERDET_LANE_MODEL(test::Brittle)
VERDET_LANE_MODEL(test::VanDerPol)
