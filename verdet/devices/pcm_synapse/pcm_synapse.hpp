// A phase-change film on a straight waveguide: written by light pulses, read by weak light.
#pragma once

#include "verdet/devices/phase_change/phase_change_device.hpp"

namespace verdet {

class PcmSynapse final : public PhaseChangeDevice {
 public:
  PcmSynapse(const PcmSynapseParameters<double>& parameters, const Environment& environment);
  static DeviceInfo info();

  const std::vector<std::string>& ports() const override;
  std::size_t amplitude_count() const override { return 1; }
  std::span<const int> pattern() const override;

 private:
  void scatter(double wavelength, std::span<std::complex<double>> out) const override;

  FilmState state_;
};

}  // namespace verdet
