// The optical path round a ring over wavelength.
#pragma once

namespace verdet {

/// Nothing but T: part of a model's coefficients.
template <class T>
struct RoundTrip {
  static constexpr int kOrder = 4;  ///< of the index polynomial over the bandwidth

  T length;             ///< L, m
  T wavelength0;        ///< m
  T index[kOrder + 1];  ///< n_eff = sum index[k] (lambda - lambda0)^k

  /// n_eff at lambda0 + offset.
  T index_at(const T& offset) const {
    T n = index[kOrder];
    for (int k = kOrder - 1; k >= 0; --k) n = index[k] + offset * n;
    return n;
  }
  /// n_g = n_eff - lambda dn_eff/dlambda.
  T group_index(const T& wavelength) const {
    const T offset = wavelength - wavelength0;
    T slope(0.0);
    for (int k = kOrder; k >= 1; --k) slope = double(k) * index[k] + offset * slope;
    return index_at(offset) - wavelength * slope;
  }
  /// How many wavelengths fit round the ring.
  T order_at(const T& wavelength) const {
    return index_at(wavelength - wavelength0) * length / wavelength;
  }
  /// The wavelength of which `order` fit, by Newton's method from a guess that is less than a free
  /// spectral range away; d(order)/dlambda = -n_g L/lambda^2.
  T resonance(const T& order, T wavelength) const {
    for (int i = 0; i < 8; ++i)
      wavelength = wavelength + (order_at(wavelength) - order) * wavelength * wavelength /
                                    (group_index(wavelength) * length);
    return wavelength;
  }
};

}  // namespace verdet
