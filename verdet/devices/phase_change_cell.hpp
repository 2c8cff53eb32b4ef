// The interface of devices whose state is written by pulses of light or current and read by weak
// light.
#pragma once

#include <memory>

#include "verdet/fields/phase_change/film_heater.hpp"

namespace verdet {

/// Where a pulse does harm.
struct CellLimits {
  double film = 0;       ///< temperature at which the film is taken to be lost, K
  double guide = 0;      ///< temperature at which core or cladding are taken to soften, K
  double glass = 0;      ///< glass transition of the film: above it reading changes the state, K
  double ambient = 300;  ///< temperature of the wafer, K
};

/// The weak light that reads a cell, and the noise of its detector.
struct Probe {
  double power = 0;            ///< in the guide in front of the cell, W
  double bandwidth = 0;        ///< of the detector, Hz
  double intensity_noise = 0;  ///< relative, one-sided, 1/Hz
  double detector_noise = 0;   ///< noise-equivalent power, W/Hz^0.5
  double responsivity = 0;     ///< A/W
  double drift_exponent = 0;   ///< nu of T(t) = T (t/t0)^-nu, a law of the user's
  double drift_time = 1;       ///< t0, s

  /// Standard deviation of the transmission read in one bandwidth: shot noise, relative intensity
  /// noise and detector noise (bib: Agrawal2010, sect. 4.4).
  double noise(double transmission) const;

  /// A transmission `time` (s) after it was written; exactly the same for nu = 0.
  double drifted(double transmission, double time) const;
};

class PhaseChangeCell {
 public:
  static constexpr const char* kName = "pulses";
  virtual ~PhaseChangeCell() = default;

  virtual const CellModel& cell() const = 0;
  virtual double wavelength() const = 0;  ///< of pulses and probe, m
  virtual CellLimits limits() const = 0;
  virtual Probe probe() const = 0;
  /// Standard deviation of one reading of the weight in this state.
  virtual double read_noise(const FilmState& state) const;
  /// Whether its optics are known at `wavelength` alone.
  virtual bool one_wavelength() const { return false; }
  /// Whether the weight that is read may be negative; else it is a power transmission.
  virtual bool signed_weight() const { return false; }
  /// Number of ports that take write pulses.
  virtual int write_ports() const { return 1; }
  /// Of the electrical heater, if there is one.
  virtual std::optional<HeaterSummary> heater() const { return std::nullopt; }
  /// Names of what was assumed without a source, for the tables.
  virtual std::vector<std::string> assumptions() const = 0;
};

}  // namespace verdet
