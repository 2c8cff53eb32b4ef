// A 2x2 switch: Mach-Zehnder interferometer between two couplers, whose phase-change film sets bar
// or cross. Theory: README.md beside this file.
#pragma once

#include "verdet/devices/pcm_switch/parameters.hpp"
#include "verdet/devices/phase_change/interferometer.hpp"

namespace verdet {

class PcmSwitch final : public Interferometer {
 public:
  PcmSwitch(const PcmSwitchParameters<double>& parameters, const Environment& environment);
  static DeviceInfo info();

  const std::vector<std::string>& ports() const override;
  std::size_t amplitude_count() const override { return 4; }
  std::span<const int> pattern() const override;

 private:
  void scatter(double wavelength, std::span<std::complex<double>> out) const override;
};

}  // namespace verdet
