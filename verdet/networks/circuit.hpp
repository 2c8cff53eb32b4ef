// Devices wired output to input, or joined port to port: the composition of their equations of
// motion, or of their scattering matrices, is again a device.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "verdet/base/node.hpp"
#include "verdet/devices/device.hpp"

namespace verdet {

/// One end of a wire: a signal or a port of an instance.
struct Terminal {
  std::string instance;
  std::string signal;
};

/// The `connections:` and `ports:` of a circuit.
struct Wiring {
  std::vector<std::pair<Terminal, Terminal>> connections;  ///< output, input; or two ports
  std::vector<std::pair<std::string, Terminal>> ports;     ///< outside name, terminal
  Node node;
};

/// Reads `connections: [[a.out, b.in], ...]` and `ports: {in: a.in, out: b.out}`; appends faults.
Wiring read_wiring(const Node& circuit, const std::vector<std::string>& instances,
                   std::vector<Fault>& faults);

/// The circuit as a device with the states of its parts, in order, or with their scattering
/// (scattering_circuit.hpp). Throws InputError for unknown signals and for an algebraic loop (a
/// cycle of outputs that depend directly on inputs).
std::unique_ptr<Device> make_circuit(
    std::vector<std::pair<std::string, std::unique_ptr<Device>>> parts, const Wiring& wiring);

}  // namespace verdet
