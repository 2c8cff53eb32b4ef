// Included only by *_lanes.cpp files: runs a model's scatter over SIMD lanes of wavelengths.
#pragma once

#include <array>

#include "verdet/base/complex.hpp"
#include "verdet/base/lanes.hpp"
#include "verdet/devices/coefficients.hpp"
#include "verdet/devices/lanes.hpp"

namespace verdet {

template <class D>
[[gnu::flatten]] void scatter_lanes(const typename D::template Coefficients<double>& coefficients,
                                    std::span<const double> wavelengths, std::span<double> real,
                                    std::span<double> imag) {
  const auto c = lift<D::template Coefficients, Lanes>(coefficients);
  const std::size_t count = wavelengths.size();
  if (count == 0) return;
  const std::size_t amplitudes = real.size() / count;  // those wanted; a model may state more
  std::array<Complex<Lanes>, D::kAmplitudes> a;
  std::size_t i = 0;
  for (; i + Lanes::kWidth <= count; i += Lanes::kWidth) {
    D::scatter(c, Lanes::load(wavelengths.data() + i), a.data());
    for (std::size_t k = 0; k < amplitudes; ++k) {
      a[k].re.store(real.data() + k * count + i);
      a[k].im.store(imag.data() + k * count + i);
    }
  }
  if (i == count) return;
  // The rest, padded by its last wavelength so that every lane computes something valid.
  Lanes last(wavelengths[count - 1]);
  for (std::size_t j = i; j < count; ++j) last.set(static_cast<int>(j - i), wavelengths[j]);
  D::scatter(c, last, a.data());
  for (std::size_t k = 0; k < amplitudes; ++k)
    for (std::size_t j = i; j < count; ++j) {
      real[k * count + j] = a[k].re[static_cast<int>(j - i)];
      imag[k * count + j] = a[k].im[static_cast<int>(j - i)];
    }
}

}  // namespace verdet
