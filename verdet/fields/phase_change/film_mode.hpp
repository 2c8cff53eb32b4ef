// Optical table of a phase-change cell: the complex mode of the loaded guide over the crystalline
// fraction of its film.
#pragma once

#include <complex>
#include <vector>

#include "verdet/base/context.hpp"
#include "verdet/materials/material.hpp"

namespace verdet {

/// Cross-section of a straight guide with a film on its core, and what it is made of.
struct FilmSection {
  double guide_width = 0;     ///< m
  double guide_height = 0;    ///< m
  double film_width = 0;      ///< m, centred on the core
  double film_thickness = 0;  ///< m
  double cap_thickness = 0;   ///< m, over the film; 0 for none
  Material core, substrate, cladding, film, cap;
};

/// Mode of the loaded guide at one crystalline fraction.
struct FilmMode {
  std::complex<double> index;  ///< n_eff, Im > 0 absorbs
  double group_index = 0;
  double facet = 1;  ///< power that passes one junction with the bare guide
};

/// |E|^2 in the film (any unit) at distances from its middle, ascending, m.
struct FilmProfile {
  std::vector<double> distance, intensity;
};

/// Modes solved at a few crystalline fractions (Chebyshev points) and joined by the polynomial
/// through them: the film is no small perturbation, so each is a full solve.
class FilmModes {
 public:
  /// `points` fractions; accuracy of each n_eff as for the mode solver. Throws InputError and
  /// ConvergenceError of the solver.
  FilmModes(const FilmSection& section, double wavelength, int points, double accuracy,
            const Context& context);

  /// A table given instead of solved: `modes` at the Chebyshev points `fractions(modes.size())`;
  /// the film's Im epsilon at equally spaced fractions; its |E|^2 by distance from the middle.
  FilmModes(double wavelength, FilmMode bare, std::vector<FilmMode> modes,
            std::vector<double> film_loss, FilmProfile profile);

  double wavelength() const noexcept { return wavelength_; }
  const FilmMode& bare() const noexcept { return bare_; }

  /// At any fraction in [0, 1].
  std::complex<double> index(double fraction) const;
  FilmMode at(double fraction) const;

  /// n_eff at a nearby wavelength: first order in the real part by the group index, extinction
  /// kept.
  std::complex<double> index(double fraction, double wavelength) const;

  /// Power attenuation 2 k0 Im n_eff, 1/m.
  double attenuation(double fraction) const;

  /// Im epsilon of the film: how much a cell of it absorbs under the same field.
  double film_loss(double fraction) const;

  /// Integral of the film's |E|^2 over distances from `inner` to `outer` (m) from the middle: the
  /// weight of that part, to be divided by the sum of the weights. A film that varies across is
  /// seen by the mode as the mean with these weights: exact for a uniform film, of first order in
  /// the variation.
  double weight(double inner, double outer) const;

  /// Chebyshev points of the second kind on [0, 1], ascending.
  static std::vector<double> fractions(int points);

 private:
  void weigh();
  template <class Value, class Get>
  Value interpolate(double fraction, Get&& get) const;

  double wavelength_;
  FilmMode bare_;
  std::vector<FilmMode> modes_;
  std::vector<double> nodes_, weights_;
  std::vector<double> film_loss_;
  FilmProfile profile_;
};

}  // namespace verdet
