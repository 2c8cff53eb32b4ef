// A Mach-Zehnder interferometer with a phase-change film in one arm or in both. What divides the
// light, and which ports there are, the concrete device says.
#pragma once

#include <Eigen/Core>

#include "verdet/devices/phase_change/bare_guide.hpp"
#include "verdet/devices/phase_change/embedded_cell.hpp"
#include "verdet/devices/phase_change/interferometer_parameters.hpp"
#include "verdet/devices/phase_change/phase_change_device.hpp"

namespace verdet {

/// Fields behind a divider per fields in front of it, unitary.
using Divider = Eigen::Matrix2cd;

/// Directional coupler [t, i k; i k, t] that crosses over the power `coupling`, k^2.
Divider coupler_divider(double coupling);

/// Two dividers and the arms between them.
class ArmPair final : public CellCircuit {
 public:
  /// An arm: bare guide, with the film in its middle if it has one.
  struct Arm {
    double bare_length = 0;  ///< m
    bool film = false;
    double phase = 0;  ///< of its heater, rad
  };
  Divider first, second;
  Arm arms[2];
  BareGuide guide;

  /// Fields of the arms per field that enters each.
  Eigen::Vector2cd fields(FilmReadouts films, double wavelength) const;
  /// Fields at the two outputs per field at each of the two inputs.
  Eigen::Matrix2cd transfer(FilmReadouts films, double wavelength) const {
    return second * fields(films, wavelength).asDiagonal() * first;
  }

  /// Pulses enter at the first input; the first film is that of the first arm.
  double share(FilmReadouts films, int film, int port, double wavelength) const override;
  /// From the first input to the first output.
  CellReadout read(FilmReadouts films, double wavelength) const override {
    return readout_of(transfer(films, wavelength)(0, 0));
  }
};

class Interferometer : public PhaseChangeDevice {
 public:
  Interferometer(DeviceInfo info, const InterferometerParameters<double>& parameters,
                 const Divider& first, const Divider& second, const Environment& environment);

 protected:
  /// Of the device in its `state`.
  Eigen::Matrix2cd transfer(double wavelength) const;

 private:
  const CellModel& embedded() const override { return *embedded_; }
  ArmPair arms_of(const InterferometerParameters<double>& p) const;

  ArmPair arms_;
  std::unique_ptr<EmbeddedCell> embedded_;
  FilmState state_;
};

}  // namespace verdet
