// Devices joined port to port: the composition of their scattering matrices is again one.
#pragma once

#include "verdet/networks/circuit.hpp"

namespace verdet {

using CircuitParts = std::vector<std::pair<std::string, std::unique_ptr<Device>>>;

/// Whether this wiring joins ports: some part has no equation of motion, or every terminal is a
/// port.
bool joins_ports(const CircuitParts& parts, const Wiring& wiring);

/// The circuit as a device with the outer ports of the wiring, in their order. Ports that are
/// neither joined nor outer ones end without reflection. Throws InputError for parts that do not
/// scatter, for unknown ports and for a port that is used twice.
std::unique_ptr<Device> make_scattering_circuit(CircuitParts parts, const Wiring& wiring);

}  // namespace verdet
