#include "verdet/experiments/spectrum/resonances.hpp"

#include <algorithm>
#include <boost/math/tools/toms748_solve.hpp>
#include <cmath>

namespace verdet {
namespace {

// Transmission |S|^2 of the through amplitude at one wavelength.
class Through {
 public:
  Through(const Scattering& scattering, std::size_t amplitude)
      : scattering_(scattering),
        amplitude_(amplitude),
        real_(scattering.amplitude_count()),
        imag_(scattering.amplitude_count()) {}

  double operator()(double wavelength) {
    scattering_.amplitudes({&wavelength, 1}, real_, imag_);
    return real_[amplitude_] * real_[amplitude_] + imag_[amplitude_] * imag_[amplitude_];
  }

 private:
  const Scattering& scattering_;
  std::size_t amplitude_;
  std::vector<double> real_, imag_;
};

// Golden-section search for the minimum in [a, b]; good to the square root of rounding, which for a
// dip of relative width w is about 1e-8 w, and is then refined by the symmetry of its flanks.
double minimum(Through& through, double a, double b) {
  constexpr double kRatio = 0.6180339887498949;
  double c = b - kRatio * (b - a), d = a + kRatio * (b - a);
  double at_c = through(c), at_d = through(d);
  for (int i = 0; i < 60 && b - a > 1e-9 * (a * 1e-3); ++i) {
    if (at_c < at_d) {
      b = d, d = c, at_d = at_c;
      c = b - kRatio * (b - a);
      at_c = through(c);
    } else {
      a = c, c = d, at_c = at_d;
      d = a + kRatio * (b - a);
      at_d = through(d);
    }
  }
  return 0.5 * (a + b);
}

// Where the transmission crosses `level` between `inside` (below it) and `outside` (above).
double crossing(Through& through, double inside, double outside, double level) {
  const auto above = [&](double wavelength) { return through(wavelength) - level; };
  std::uintmax_t most = 80;
  const auto [from, to] =
      boost::math::tools::toms748_solve(above, std::min(inside, outside), std::max(inside, outside),
                                        boost::math::tools::eps_tolerance<double>(), most);
  return 0.5 * (from + to);
}

// The nearest wavelength on one side (`direction` +-1) where the transmission exceeds `level`,
// approached in growing steps so that a narrow dip is not stepped over; the half period at most.
double flank(Through& through, double centre, double direction, double half_period, double level) {
  double inside = centre;
  for (double step = 1e-9 * half_period; step < half_period; step *= 1.5) {
    const double outside = centre + direction * step;
    if (through(outside) > level) return crossing(through, inside, outside, level);
    inside = outside;
  }
  return centre + direction * half_period;
}

// What rounding leaves of a transmission of 1.
constexpr double kDip = 1e-12;

Resonance measure(Through& through, double cold, double fsr) {
  const double half = 0.5 * fsr;
  Resonance r{};
  r.fsr = fsr;
  // A doublet has its minima beside the cold resonance; the wider bracket finds the deeper one.
  const double bracket = 0.05 * fsr;
  r.wavelength = minimum(through, cold - bracket, cold + bracket);
  if (through(cold) <= through(r.wavelength)) r.wavelength = cold;
  const double bottom = through(r.wavelength), top = through(r.wavelength + half);
  r.extinction = top / bottom;
  if (!(top - bottom > kDip)) {  // a ring without loss passes everything: its width is in the phase
    r.wavelength = cold;
    r.fwhm = r.q = r.finesse = std::nan("");
    return r;
  }
  const double level = 0.5 * (1 + bottom);
  const double left = flank(through, r.wavelength, -1, half, level);
  const double right = flank(through, r.wavelength, +1, half, level);
  r.fwhm = right - left;
  r.q = r.wavelength / r.fwhm;
  r.finesse = r.fsr / r.fwhm;
  return r;
}

}  // namespace

std::vector<Resonance> measure_resonances(const Scattering& scattering, const Resonant& resonant,
                                          double from, double to, const Context& context) {
  Through through(scattering, resonant.dip_amplitude());
  std::vector<Resonance> list;
  for (const double cold : resonant.resonance_wavelengths(from, to)) {
    context.check();
    list.push_back(measure(through, cold, resonant.free_spectral_range(cold)));
  }
  return list;
}

}  // namespace verdet
