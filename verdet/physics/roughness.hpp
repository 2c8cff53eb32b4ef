// A rough interface as a film of both media (bib: Aspnes1979).
#pragma once

#include "verdet/physics/elementary.hpp"

namespace verdet::physics {

/// Bruggeman's effective permittivity of spheres, half `a` and half `b`:
///   (a - e)/(a + 2 e) + (b - e)/(b + 2 e) = 0, so e = (s + sqrt(s^2 + 8 a b))/4 with s = (a + b)/2
/// The root with Im >= 0 is the physical one.
template <class T>
Complex<T> bruggeman_half(const Complex<T>& a, const Complex<T>& b) {
  const Complex<T> s = T(0.5) * (a + b);
  return T(0.25) * (s + sqrt(s * s + T(8.0) * (a * b)));
}

}  // namespace verdet::physics
