// What devices with a phase-change cell share: parameters, kinetics, the straight cell itself.
// Where it stands, and what light sees of it, the concrete device says.
#pragma once

#include <complex>

#include "verdet/devices/crystallising.hpp"
#include "verdet/devices/device.hpp"
#include "verdet/devices/phase_change/bare_guide.hpp"
#include "verdet/devices/phase_change/build.hpp"
#include "verdet/devices/phase_change_cell.hpp"

namespace verdet {

class PhaseChangeDevice : public Device,
                          public PhaseChangeCell,
                          public Crystallising,
                          public Scattering {
 public:
  PhaseChangeDevice(DeviceInfo info, const PcmSynapseParameters<double>& parameters,
                    const Environment& environment);

  /// Throws InputError where no kinetics are known.
  const CellModel& cell() const final;
  double wavelength() const override { return parameters_.wavelength; }
  CellLimits limits() const override;
  Probe probe() const override { return probe_of(parameters_.probe); }
  std::vector<std::string> assumptions() const override;
  std::optional<HeaterSummary> heater() const override { return heater_; }

  const KineticsRecord& kinetics() const override;

  void amplitudes(std::span<const double> wavelengths, std::span<double> real,
                  std::span<double> imag) const override;
  void amplitude_derivatives(std::span<const double> wavelengths, const std::string& path,
                             std::span<double> real, std::span<double> imag) const override;

 protected:
  /// The distinct amplitudes of the device's `state` at one wavelength.
  virtual void scatter(double wavelength, std::span<std::complex<double>> out) const = 0;
  const CellModel& straight() const { return *straight_; }
  /// The straight cell in what stands round it.
  virtual const CellModel& embedded() const { return *straight_; }
  /// The guide without the film, with this attenuation (1/m).
  BareGuide guide(double loss) const {
    return {bare_.index.real(), bare_.group_index, parameters_.wavelength, loss};
  }
  const PcmSynapseParameters<double>& parameters() const { return parameters_; }

 private:
  PcmSynapseParameters<double> parameters_;
  std::optional<KineticsRecord> kinetics_;
  std::unique_ptr<CellModel> straight_;
  FilmMode bare_;
  std::optional<HeaterSummary> heater_;
};

}  // namespace verdet
