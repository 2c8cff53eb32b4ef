// Stacks with layers too thick or too rough for interference: powers instead of amplitudes cross
// them (bib: Katsidis2002, the incoherent limit).
#pragma once

#include <vector>

#include "verdet/fields/film/film.hpp"

namespace verdet {

/// A stack of which some layers are incoherent. Their interfaces see the real part of their index,
/// so their absorption per wavelength must be small.
struct PartlyCoherentStack {
  FilmStack<double> stack;
  std::vector<bool> incoherent;  ///< per layer
};

FilmPowers<double> film_powers(const PartlyCoherentStack& stack, const PlaneWave& wave);

/// Averages over the lost phases: |r_p|^2, |r_s|^2 and r_p r_s^* of exp(-i omega t). The degree of
/// polarisation of the reflected light follows from them.
struct ReflectedCoherence {
  double p = 0, s = 0;
  std::complex<double> cross;
};
ReflectedCoherence reflected_coherence(const PartlyCoherentStack& stack, double wavenumber,
                                       double tangential);

}  // namespace verdet
