// A phase-change film on a straight waveguide: written by light pulses, read by weak light.
#pragma once

#include "verdet/devices/crystallising.hpp"
#include "verdet/devices/device.hpp"
#include "verdet/devices/pcm_synapse/parameters.hpp"
#include "verdet/devices/phase_change_cell.hpp"

namespace verdet {

class PcmSynapse final : public Device,
                         public PhaseChangeCell,
                         public Crystallising,
                         public Scattering {
 public:
  PcmSynapse(const PcmSynapseParameters<double>& parameters, const Environment& environment);
  static DeviceInfo info();

  const CellModel& cell() const override { return *cell_; }
  double wavelength() const override { return parameters_.wavelength; }
  CellLimits limits() const override;
  Probe probe() const override;
  std::vector<std::string> assumptions() const override;

  const KineticsRecord& kinetics() const override { return kinetics_; }

  const std::vector<std::string>& ports() const override;
  std::size_t amplitude_count() const override { return 1; }
  std::span<const int> pattern() const override;
  void amplitudes(std::span<const double> wavelengths, std::span<double> real,
                  std::span<double> imag) const override;
  void amplitude_derivatives(std::span<const double> wavelengths, const std::string& path,
                             std::span<double> real, std::span<double> imag) const override;

 private:
  PcmSynapseParameters<double> parameters_;
  KineticsRecord kinetics_;
  std::unique_ptr<CellModel> cell_;
  FilmState state_;
};

}  // namespace verdet
