#include "verdet/devices/microring/adiabatic_ring.hpp"
#include "verdet/solvers/ode/run_lanes.hpp"

VERDET_LANE_MODEL(AdiabaticAllPassRing)
VERDET_LANE_MODEL(AdiabaticAddDropRing)
