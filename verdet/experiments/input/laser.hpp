// The laser that drives a device: the statement under `input:` and its drive.
#pragma once

#include "verdet/devices/device.hpp"
#include "verdet/experiments/input/shapes.hpp"
#include "verdet/solvers/ode/drive.hpp"

namespace verdet {

/// One laser on one port. Power times the shape gives |s|^2 of the field envelope s (sqrt(W)).
struct LaserParameters {
  std::optional<double> power;
  std::optional<double> detuning, frequency_detuning, wavelength;
  std::string port = "in";
  std::optional<StepShape> step;
  std::optional<RampShape> ramp;
  std::optional<PulseTrain> pulses;
  std::optional<BitPattern> prbs;
  std::optional<WaveformFile> waveform;
  std::optional<LaserScan> scan;
  std::vector<FurtherCarrier> carriers;

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "power",
            .symbol = "P",
            .unit = "W",
            .kind = Kind::Power,
            .min = 0,
            .meaning = "of the laser; of a waveform from a file a factor, 1 W when absent"},
      p.power...);
    v(About{.name = "detuning",
            .unit = "m",
            .meaning = "laser wavelength minus cold resonance wavelength (red is positive)"},
      p.detuning...);
    v(About{.name = "frequency_detuning",
            .unit = "Hz",
            .kind = Kind::Frequency,
            .meaning = "the same as laser frequency minus resonance frequency"},
      p.frequency_detuning...);
    v(About{.name = "wavelength", .unit = "m", .above = 0, .meaning = "the same, absolute"},
      p.wavelength...);
    v(About{.name = "port", .meaning = "where the laser enters"}, p.port...);
    v(About{.name = "step", .meaning = "one edge"}, p.step...);
    v(About{.name = "ramp", .meaning = "a straight line in power"}, p.ramp...);
    v(About{.name = "pulses", .meaning = "a pulse train"}, p.pulses...);
    v(About{.name = "prbs", .meaning = "a pseudo-random bit pattern"}, p.prbs...);
    v(About{.name = "waveform", .meaning = "samples from a file"}, p.waveform...);
    v(About{.name = "scan", .meaning = "detuning that moves"}, p.scan...);
    v(About{.name = "carriers", .meaning = "further lines on the same port"}, p.carriers...);
  }
  void validate(Problems& problems) const;

  /// At least one thing is stated.
  bool given() const;
};

/// The entry of the laser's port, or an InputError that lists the ports.
LaserInput laser_input(const Dynamics& dynamics, const LaserParameters& laser);

/// omega_laser - omega_0 in rad/s, exact: 2 pi c (1/(lambda_0 + d) - 1/lambda_0).
double angular_detuning(double detuning, double resonance_wavelength);
/// Of the laser at time 0.
double angular_detuning(const LaserParameters& laser, const LaserInput& input);

/// Field amplitude over time, as a share of sqrt(power). Reads the waveform's file.
PiecewiseLinear amplitude_shape(const LaserParameters& laser, double duration);

/// Adds the laser to `drive`, whose inputs are those of `dynamics`.
void add_laser(const Dynamics& dynamics, const LaserParameters& laser, double duration,
               Drive& drive);

}  // namespace verdet
