// Two phase-change cells behind a splitter, in front of a balanced detector: a signed weight.
// Theory: README.md beside this file.
#pragma once

#include "verdet/devices/balanced_pair/parameters.hpp"
#include "verdet/devices/phase_change_device.hpp"

namespace verdet {

/// Both films as one state, the positive one's first. `transmission` is the weight T+ - T-, from -1
/// to 1, and `phase` that of the positive cell. Pulses of port 0 go to the positive, of port 1 to
/// the negative cell, in full.
class PairModel final : public CellModel {
 public:
  PairModel(const CellModel& straight, double negative_state)
      : straight_(straight), negative_state_(negative_state) {}

  FilmState start(double crystalline) const override;
  using CellModel::apply;
  PulseOutcome apply(FilmState& state, std::span<const WritePulse> pulses, double period,
                     const Context& context) const override;
  double mean_crystalline(const FilmState& state) const override;  ///< of the positive cell
  double film_temperature(const FilmState& state) const override;
  CellReadout read(const FilmState& state, double wavelength) const override;

  /// One cell's part, 0 positive and 1 negative.
  FilmState part(const FilmState& state, int which) const;

 private:
  const CellModel& straight_;
  double negative_state_;
};

class BalancedPair final : public PhaseChangeDevice {
 public:
  BalancedPair(const BalancedPairParameters<double>& parameters, const Environment& environment);
  static DeviceInfo info();

  const CellModel& cell() const override { return *pair_; }
  double read_noise(const FilmState& state) const override;
  int write_ports() const override { return 2; }

  const std::vector<std::string>& ports() const override;
  std::size_t amplitude_count() const override { return 2; }
  std::span<const int> pattern() const override;

 private:
  void scatter(double wavelength, std::span<std::complex<double>> out) const override;

  std::unique_ptr<PairModel> pair_;
  FilmState state_;
};

}  // namespace verdet
