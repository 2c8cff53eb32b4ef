// A microring with a phase-change film on an arc of it: state shifts and broadens the resonance,
// and the circulating light writes. Theory: README.md beside this file.
#pragma once

#include "verdet/devices/phase_change/phase_change_device.hpp"
#include "verdet/devices/ring_synapse/parameters.hpp"
#include "verdet/devices/ring_synapse/ring_circuit.hpp"

namespace verdet {

class RingSynapse final : public PhaseChangeDevice {
 public:
  RingSynapse(const RingSynapseParameters<double>& parameters, const Environment& environment);
  static DeviceInfo info();

  const std::vector<std::string>& ports() const override { return ports_; }
  std::size_t amplitude_count() const override { return ports_.size() == 2 ? 1 : 4; }
  std::span<const int> pattern() const override;

 private:
  const CellModel& embedded() const override { return *embedded_; }
  RingCircuit circuit_of(const RingSynapseParameters<double>& p) const;
  void scatter(double wavelength, std::span<std::complex<double>> out) const override;

  std::vector<std::string> ports_;
  RingCircuit circuit_;
  FilmState state_;
  std::unique_ptr<EmbeddedCell> embedded_;
};

}  // namespace verdet
