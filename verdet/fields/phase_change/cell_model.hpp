// A phase-change cell as pulses and probes see it; three levels of model stand behind it.
#pragma once

#include <complex>

#include "verdet/base/context.hpp"
#include "verdet/fields/phase_change/film_state.hpp"

namespace verdet {

enum class PulseShape { rectangular, gaussian, triangle };

/// One optical pulse in the guide, in front of the cell. `width` is that at half maximum.
struct WritePulse {
  double power = 0;   ///< at the peak, W
  double width = 0;   ///< s
  double period = 0;  ///< from its start to the start of the next one, s
  PulseShape shape = PulseShape::rectangular;

  /// Duration of what is not zero: width, 4 width (a Gaussian, centred) or 2 width.
  double duration() const;
  double power_at(double time) const;  ///< W, from the pulse's start
};

/// What a pulse did.
struct PulseOutcome {
  double delivered = 0;         ///< energy in the guide in front of the cell, J
  double absorbed = 0;          ///< in the film, J
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
};

class CellModel {
 public:
  virtual ~CellModel() = default;

  /// At ambient temperature, the film crystalline to this fraction everywhere.
  virtual FilmState start(double crystalline) const = 0;
  /// Moves `state` on by one period. Throws Interrupted.
  virtual PulseOutcome apply(FilmState& state, const WritePulse& pulse,
                             const Context& context) const = 0;
  /// Mean crystalline fraction of the film.
  virtual double mean_crystalline(const FilmState& state) const = 0;
  virtual CellReadout read(const FilmState& state, double wavelength) const = 0;
};

}  // namespace verdet
