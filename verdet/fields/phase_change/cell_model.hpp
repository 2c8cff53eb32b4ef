// A phase-change cell as pulses and probes see it; three levels of model stand behind it.
#pragma once

#include <cmath>
#include <complex>
#include <string>
#include <vector>

#include "verdet/base/context.hpp"
#include "verdet/fields/phase_change/film_state.hpp"

namespace verdet {

enum class PulseShape { rectangular, gaussian, triangle };

/// What a pulse drives: light in the guide in front of the cell, or the source of a heater.
enum class PulseDrive { light, voltage, current };

/// One pulse. `width` is that at half maximum.
struct WritePulse {
  double power = 0;   ///< at the peak, W; of a heater's source V or A
  double width = 0;   ///< s
  double period = 0;  ///< from its start to the start of the next one, s
  PulseShape shape = PulseShape::rectangular;
  double start = 0;  ///< of the pulse within the period, s
  int port = 0;      ///< which of the ports that take pulses
  PulseDrive drive = PulseDrive::light;

  /// Duration of what is not zero: width, 4 width (a Gaussian, centred) or 2 width.
  double duration() const;
  double power_at(double time) const;  ///< W, V or A, `time` from the start of the period
};

/// Sum of the powers of light (pulses at wavelengths far enough apart not to interfere).
double power_at(std::span<const WritePulse> pulses, double time);

/// The first beginning or end of a pulse after `time`, or `period`.
double next_edge(std::span<const WritePulse> pulses, double time, double period);

/// What a pulse did.
struct PulseOutcome {
  double delivered = 0;   ///< energy in the guide in front of the cell and from the source, J
  double electrical = 0;  ///< the source's part of it, J
  /// By the film from light, and set free by the heater over the cell, J.
  double absorbed = 0;
  double peak_temperature = 0;  ///< of the film, K
  double peak_guide = 0;        ///< of core and oxide, K
  /// From the pulse's start until the hottest film cell is below the glass transition again, s:
  /// the state changes no more. 0 when it never was above.
  double latency = 0;
  int steps = 0;
};

/// The cell seen by weak light: power transmission and phase of the whole cell, ends included.
struct CellReadout {
  double transmission = 0;
  double phase = 0;  ///< k0 int Re n_eff dz, rad

  std::complex<double> amplitude() const { return std::polar(std::sqrt(transmission), phase); }
};

/// One more number that a kind of cell shows, beside what all of them do.
struct CellFigure {
  std::string name, unit, meaning;
  double value = 0;
};

class CellModel {
 public:
  virtual ~CellModel() = default;

  /// At ambient temperature, the film crystalline to this fraction everywhere.
  virtual FilmState start(double crystalline) const = 0;
  /// Moves `state` on by `period` under all `pulses`. Throws Interrupted.
  virtual PulseOutcome apply(FilmState& state, std::span<const WritePulse> pulses, double period,
                             const Context& context) const = 0;
  /// The same for one pulse and its own period.
  PulseOutcome apply(FilmState& state, const WritePulse& pulse, const Context& context) const {
    return apply(state, {&pulse, 1}, pulse.period, context);
  }
  /// Mean crystalline fraction of the film.
  virtual double mean_crystalline(const FilmState& state) const = 0;
  /// Of the hottest film cell, K.
  virtual double film_temperature(const FilmState& state) const = 0;
  /// The cell as it is now: a hot film reads as the melt it is in parts.
  virtual CellReadout read(const FilmState& state, double wavelength) const = 0;
  /// The same ones, in the same order, for every state.
  virtual std::vector<CellFigure> figures(const FilmState&) const { return {}; }
};

}  // namespace verdet
