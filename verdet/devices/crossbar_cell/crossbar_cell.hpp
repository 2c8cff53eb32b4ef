// One matrix unit of a photonic crossbar: row coupler, phase-change cell, column coupler. Theory:
// README.md beside this file.
#pragma once

#include "verdet/devices/crossbar_cell/parameters.hpp"
#include "verdet/devices/phase_change/embedded_cell.hpp"
#include "verdet/devices/phase_change/phase_change_device.hpp"

namespace verdet {

class CrossbarCell final : public PhaseChangeDevice {
 public:
  CrossbarCell(const CrossbarCellParameters<double>& parameters, const Environment& environment);
  static DeviceInfo info();

  const std::vector<std::string>& ports() const override;
  std::size_t amplitude_count() const override { return 3; }
  std::span<const int> pattern() const override;

 private:
  const CellModel& embedded() const override { return *embedded_; }
  void scatter(double wavelength, std::span<std::complex<double>> out) const override;

  double row_, column_;  ///< power coupled
  FilmState state_;
  std::unique_ptr<EmbeddedCell> embedded_;
};

}  // namespace verdet
