// Polynomials in ascending powers, by Horner's rule.
#pragma once

#include <span>

namespace verdet::physics {

/// c[0] + c[1] x + c[2] x^2 + ...; 0 for an empty list.
template <class T>
T polynomial(std::span<const double> c, const T& x) {
  T sum = T(0.0);
  for (std::size_t i = c.size(); i-- > 0;) sum = sum * x + c[i];
  return sum;
}

}  // namespace verdet::physics
