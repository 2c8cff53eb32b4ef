// Plane waves in a stack of isotropic and uniaxial layers: reflection, transmission, absorption.
//
// The stack is described by the admittance Y = H/E of the tangential fields (H in units of E/Z0),
// carried from the substrate to the ambient. Within a layer of own admittance Y_l the ratio of the
// upward to the downward wave is G = (Y_l - Y)/(Y_l + Y); over a thickness d it turns into
// G exp(2 i q k0 d), which can only shrink: no matrix overflows in thick or opaque layers. A
// conducting sheet adds sigma Z0 to Y. Y per polarisation, q = sqrt(...) of the normal wave vector
// over k0, x the tangential one:
//   s: q^2 = eps - x^2,                  Y = q
//   p: q^2 = eps - x^2 eps/eps_normal,   Y = eps/q       (optic axis along the normal)
// Everything is templated on the scalar of the stack: duals give exact derivatives.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "verdet/physics/elementary.hpp"

namespace verdet {

enum class Polarisation { S, P };

constexpr std::array<std::string_view, 2> choice_names(Polarisation) {
  return {"s", "p"};
}

/// One layer, from the ambient's side; its sheet lies on its top.
template <class T>
struct FilmLayer {
  Complex<T> permittivity{T(1.0)};         ///< in the plane of the layer
  Complex<T> normal_permittivity{T(1.0)};  ///< along the normal; equal to it in isotropic media
  T thickness{0.0};                        ///< m
  Complex<T> sheet{T(0.0)};                ///< sheet conductivity times Z0, 1
};

/// Layers between a lossless ambient and a substrate that fills the half space below.
template <class T>
struct FilmStack {
  double ambient = 1;  ///< real index
  std::vector<FilmLayer<T>> layers;
  FilmLayer<T> substrate;  ///< its thickness is not used; its sheet lies on its top
};

/// One plane wave.
struct PlaneWave {
  double wavenumber = 0;  ///< k0 = 2 pi / vacuum wavelength, 1/m
  double tangential = 0;  ///< n_ambient sin(angle of incidence)
  Polarisation polarisation = Polarisation::S;
};

/// Normal wave vector over k0 and admittance in a medium.
template <class T>
struct FilmMedium {
  Complex<T> q, admittance;

  FilmMedium(const FilmLayer<T>& layer, const PlaneWave& wave) {
    const double x2 = wave.tangential * wave.tangential;
    if (wave.polarisation == Polarisation::S) {
      q = sqrt_forward(layer.permittivity - Complex<T>(T(x2)));
      admittance = q;
    } else {
      q = sqrt_forward(layer.permittivity -
                       T(x2) * (layer.permittivity / layer.normal_permittivity));
      admittance = layer.permittivity / q;
    }
  }
};

/// The ambient's admittance, real.
inline double ambient_admittance(double index, const PlaneWave& wave) {
  const double q = std::sqrt(index * index - wave.tangential * wave.tangential);
  return wave.polarisation == Polarisation::S ? q : index * index / q;
}

/// What a layer does to the admittance: of the wave at its top, given the one at its bottom, and
/// how the tangential field falls from top to bottom.
template <class T>
struct FilmStep {
  Complex<T> admittance, field_ratio;

  FilmStep(const FilmLayer<T>& layer, const PlaneWave& wave, const Complex<T>& below) {
    const FilmMedium<T> medium(layer, wave);
    const Complex<T> phase =
        (wave.wavenumber * layer.thickness) * Complex<T>(-medium.q.im, medium.q.re);
    const Complex<T> pass = exp(phase);
    const Complex<T> up = (medium.admittance - below) / (medium.admittance + below);
    const Complex<T> up_top = up * (pass * pass);
    const Complex<T> one(T(1.0));
    admittance = medium.admittance * ((one - up_top) / (one + up_top)) + layer.sheet;
    field_ratio = pass * ((one + up) / (one + up_top));
  }
};

/// Reflection of the tangential electric field.
template <class T>
Complex<T> tangential_reflection(const FilmStack<T>& stack, const PlaneWave& wave) {
  Complex<T> y = FilmMedium<T>(stack.substrate, wave).admittance + stack.substrate.sheet;
  for (std::size_t i = stack.layers.size(); i-- > 0;)
    y = FilmStep<T>(stack.layers[i], wave, y).admittance;
  const Complex<T> y0(T(ambient_admittance(stack.ambient, wave)));
  return (y0 - y) / (y0 + y);
}

/// Amplitude reflected over amplitude incident, exp(-i omega t), with the axes of Azzam and
/// Bashara: at normal incidence r_p = -r_s.
template <class T>
Complex<T> film_reflection(const FilmStack<T>& stack, const PlaneWave& wave) {
  const Complex<T> r = tangential_reflection(stack, wave);
  return wave.polarisation == Polarisation::S ? r : -r;
}

/// Powers over the incident power; their sum is 1.
template <class T>
struct FilmPowers {
  T reflectance{}, transmittance{};
  std::vector<T> absorptance;  ///< per layer, without its sheet
  std::vector<T> sheets;       ///< absorbed in the sheet on each layer and on the substrate
};

/// R, T (normal power flux just inside the substrate) and A per layer.
template <class T>
FilmPowers<T> film_powers(const FilmStack<T>& stack, const PlaneWave& wave) {
  const std::size_t n = stack.layers.size();
  const Complex<T> bare = FilmMedium<T>(stack.substrate, wave).admittance;
  std::vector<FilmStep<T>> steps;
  steps.reserve(n);
  Complex<T> y = bare + stack.substrate.sheet;
  std::vector<T> flux(n + 1);  // of a unit tangential field, at the top of layer i
  flux[n] = y.re;
  for (std::size_t i = n; i-- > 0;) {
    steps.emplace_back(stack.layers[i], wave, y);
    y = steps.back().admittance;
    flux[i] = y.re;
  }
  const double y0 = ambient_admittance(stack.ambient, wave);
  const Complex<T> r = (Complex<T>(T(y0)) - y) / (Complex<T>(T(y0)) + y);
  FilmPowers<T> powers;
  powers.reflectance = norm(r);
  powers.absorptance.resize(n);
  powers.sheets.resize(n + 1);
  T field = norm(Complex<T>(T(1.0)) + r) / y0;  // |E|^2 over the incident power
  for (std::size_t i = 0; i < n; ++i) {
    powers.sheets[i] = field * stack.layers[i].sheet.re;
    const T entering = field * flux[i] - powers.sheets[i];
    field = field * norm(steps[n - 1 - i].field_ratio);
    powers.absorptance[i] = entering - field * flux[i + 1];
  }
  powers.transmittance = field * bare.re;
  powers.sheets[n] = field * stack.substrate.sheet.re;
  return powers;
}

/// rho = r_p / r_s as ellipsometers state it: tan(psi) exp(i delta) in the Nebraska convention,
/// exp(+i omega t).
template <class T>
Complex<T> ellipsometric_ratio(const FilmStack<T>& stack, double wavenumber, double tangential) {
  return conj(film_reflection(stack, {wavenumber, tangential, Polarisation::P}) /
              film_reflection(stack, {wavenumber, tangential, Polarisation::S}));
}

}  // namespace verdet
