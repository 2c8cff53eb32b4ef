// Two phase-change cells behind a splitter, in front of a balanced detector: a signed weight.
// Theory: README.md beside this file.
#pragma once

#include "verdet/devices/balanced_pair/parameters.hpp"
#include "verdet/devices/phase_change/embedded_cell.hpp"
#include "verdet/devices/phase_change/phase_change_device.hpp"

namespace verdet {

/// `transmission` is the weight T+ - T-, from -1 to 1, and `phase` that of the positive cell, whose
/// film is the first one. Pulses of port 0 go to the positive, of port 1 to the negative cell, in
/// full.
class BalancedPair final : public PhaseChangeDevice {
 public:
  BalancedPair(const BalancedPairParameters<double>& parameters, const Environment& environment);
  static DeviceInfo info();

  double read_noise(const FilmState& state) const override;
  bool signed_weight() const override { return true; }
  int write_ports() const override { return 2; }

  const std::vector<std::string>& ports() const override;
  std::size_t amplitude_count() const override { return 2; }
  std::span<const int> pattern() const override;

 private:
  const CellModel& embedded() const override { return pair_; }
  void scatter(double wavelength, std::span<std::complex<double>> out) const override;

  EmbeddedCell pair_;
  FilmState state_;
};

}  // namespace verdet
