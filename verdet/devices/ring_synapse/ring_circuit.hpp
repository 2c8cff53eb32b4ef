// A ring with one loaded arc, as its two buses see it.
#pragma once

#include "verdet/devices/phase_change/bare_guide.hpp"
#include "verdet/devices/phase_change/embedded_cell.hpp"

namespace verdet {

/// The bus couples in with t1, k1; half-way round a second bus with t2, k2 (k2 = 0: none). The cell
/// stands in the middle of the first half, so that drop light has passed it. Bogaerts2012 eqs. 1
/// and 6 with a round trip g = cell * bare arc.
class RingCircuit final : public CellCircuit {
 public:
  double t1 = 1, k1 = 0, t2 = 1, k2 = 0;
  BareGuide guide;
  double bare_length = 0;  ///< of the ring without the film, m
  double tuning = 0;       ///< phase added to a round trip, rad

  /// Half of the ring, less its part of the film.
  std::complex<double> half(double wavelength) const {
    return guide.field(bare_length / 2, wavelength) * std::polar(1.0, tuning / 2);
  }
  std::complex<double> round_trip(std::complex<double> cell, double wavelength) const {
    return cell * guide.field(bare_length, wavelength) * std::polar(1.0, tuning);
  }
  /// Fields at the first coupler's ring side and at the ports, per field at `in` (or at `add`).
  std::complex<double> build_up(std::complex<double> g) const { return 1.0 / (1.0 - t1 * t2 * g); }
  std::complex<double> through(std::complex<double> g) const { return (t1 - t2 * g) * build_up(g); }

  double share(FilmReadouts films, int, int, double wavelength) const override {
    const std::complex<double> inside = build_up(round_trip(films[0].amplitude(), wavelength));
    return k1 * k1 * std::norm(inside) * guide.power(bare_length / 4);
  }
  CellReadout read(FilmReadouts films, double wavelength) const override {
    return readout_of(through(round_trip(films[0].amplitude(), wavelength)));
  }
  bool feedback() const override { return true; }
};

}  // namespace verdet
