// What the records of a ring's core say about its nonlinear constants.
#pragma once

#include "verdet/devices/device.hpp"
#include "verdet/devices/microring/mode_rates.hpp"

namespace verdet {

/// Only what `nonlinear:` leaves open is looked up, so that a missing record is an error only where
/// it is needed.
RingMaterial<double> ring_material(const MicroringParameters<double>& p, double wavelength,
                                   const Environment& environment);

void add_nonlinear_sources(const MicroringParameters<double>& p, const Environment& environment,
                           std::vector<std::string>& records, std::vector<std::string>& references);

}  // namespace verdet
