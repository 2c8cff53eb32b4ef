#include "verdet/devices/relaxator/relaxator.hpp"
#include "verdet/solvers/ode/run_lanes.hpp"

VERDET_LANE_MODEL(Relaxator)
