#include "verdet/devices/microring/ring_motion.hpp"
#include "verdet/solvers/ode/run_lanes.hpp"

VERDET_LANE_MODEL(ScatteringAllPassRing)
