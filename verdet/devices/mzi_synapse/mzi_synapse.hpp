// A Mach-Zehnder interferometer between two Y-branches, with a phase-change film in an arm: phase
// becomes a weight. Theory: README.md beside this file.
#pragma once

#include "verdet/devices/mzi_synapse/parameters.hpp"
#include "verdet/devices/phase_change/interferometer.hpp"

namespace verdet {

class MziSynapse final : public Interferometer {
 public:
  MziSynapse(const MziSynapseParameters<double>& parameters, const Environment& environment);
  static DeviceInfo info();

  const std::vector<std::string>& ports() const override;
  std::size_t amplitude_count() const override { return 1; }
  std::span<const int> pattern() const override;

 private:
  void scatter(double wavelength, std::span<std::complex<double>> out) const override {
    out[0] = transfer(wavelength)(0, 0);
  }
};

}  // namespace verdet
