// From amplitudes to what is measured on a film.
#pragma once

#include <cmath>
#include <numbers>
#include <string>

#include "verdet/studies/fit/film_response.hpp"

namespace verdet {

// A measured quantity from the amplitudes: its value, and its change for changes of the amplitudes.
struct FilmQuantity {
  enum Kind { Psi, Delta, Reflectance, Transmittance } kind;
  bool s = true, p = true;
  double datum = 0, cosine = 1;

  double value(const FilmAmplitudes& a, double ambient) const {
    const std::complex<double> rho = a.r[1] / a.r[0];
    if (kind == Psi) return std::atan(std::abs(rho));
    if (kind == Delta) {  // Nebraska: the conjugate; on the turn nearest to the datum
      const double delta = -std::arg(rho);
      return delta + 2 * std::numbers::pi * std::round((datum - delta) / (2 * std::numbers::pi));
    }
    double sum = 0;
    for (int i = 0; i < 2; ++i) {
      if (!(i == 0 ? s : p)) continue;
      sum += kind == Reflectance
                 ? std::norm(a.r[i])
                 : a.admittance[i].real() * std::norm(a.t[i]) / incident(i, ambient);
    }
    return s && p ? 0.5 * sum : sum;
  }

  double slope(const FilmAmplitudes& a, double ambient, std::size_t slot,
               std::complex<double> by) const {
    const auto log_rho = [&] { return (a.dr[1][slot] / a.r[1] - a.dr[0][slot] / a.r[0]) * by; };
    if (kind == Psi) {
      const double tangent = std::abs(a.r[1] / a.r[0]);
      return tangent / (1 + tangent * tangent) * log_rho().real();
    }
    if (kind == Delta) return -log_rho().imag();
    double sum = 0;
    for (int i = 0; i < 2; ++i) {
      if (!(i == 0 ? s : p)) continue;
      if (kind == Reflectance)
        sum += 2 * (std::conj(a.r[i]) * a.dr[i][slot] * by).real();
      else
        sum += ((a.dadmittance[i][slot] * by).real() * std::norm(a.t[i]) +
                a.admittance[i].real() * 2 * (std::conj(a.t[i]) * a.dt[i][slot] * by).real()) /
               incident(i, ambient);
    }
    return s && p ? 0.5 * sum : sum;
  }

 private:
  double incident(int polarisation, double ambient) const {
    return polarisation == 0 ? ambient * cosine : ambient / cosine;
  }
};

inline FilmQuantity film_quantity(const std::string& name) {
  if (name == "psi") return {FilmQuantity::Psi};
  if (name == "delta") return {FilmQuantity::Delta};
  FilmQuantity q{name.starts_with("reflectance") ? FilmQuantity::Reflectance
                                                 : FilmQuantity::Transmittance};
  q.s = !name.ends_with("_p");
  q.p = !name.ends_with("_s");
  return q;
}

}  // namespace verdet
