// A ring with one loaded arc, as its two buses see it.
#pragma once

#include <cmath>
#include <numbers>

#include "verdet/devices/embedded_cell.hpp"

namespace verdet {

/// The bus couples in with t1, k1; half-way round a second bus with t2, k2 (k2 = 0: none). The cell
/// stands in the middle of the first half, so that drop light has passed it. Bogaerts2012 eqs. 1
/// and 6 with a round trip g = cell * bare arc.
class RingCircuit final : public CellCircuit {
 public:
  double t1 = 1, k1 = 0, t2 = 1, k2 = 0;
  double bare_length = 0;             ///< of the ring without the film, m
  double attenuation = 0;             ///< of that part, power, 1/m
  double index = 0, group_index = 0;  ///< of that part, at `reference`
  double reference = 0;               ///< wavelength, m
  double tuning = 0;                  ///< phase added to a round trip, rad

  /// The bare arc: index linear in wavelength with this group index.
  std::complex<double> arc(double wavelength, double length) const {
    const double slope = (index - group_index) / reference;
    const double n = index + slope * (wavelength - reference);
    const double turns = n * length / wavelength + tuning * length / (2 * pi * bare_length);
    return std::polar(std::exp(-0.5 * attenuation * length), 2 * pi * turns);
  }
  std::complex<double> round_trip(std::complex<double> cell, double wavelength) const {
    return cell * arc(wavelength, bare_length);
  }
  /// Fields at the first coupler's ring side and at the ports, per field at `in` (or at `add`).
  std::complex<double> build_up(std::complex<double> g) const { return 1.0 / (1.0 - t1 * t2 * g); }

  double share(std::complex<double> cell, double wavelength) const override {
    const std::complex<double> inside = build_up(round_trip(cell, wavelength));
    return k1 * k1 * std::norm(inside) * std::exp(-attenuation * bare_length / 4);
  }
  std::complex<double> read(std::complex<double> cell, double wavelength) const override {
    const std::complex<double> g = round_trip(cell, wavelength);
    return (t1 - t2 * g) * build_up(g);
  }
  bool feedback() const override { return true; }

 private:
  static constexpr double pi = std::numbers::pi;
};

}  // namespace verdet
