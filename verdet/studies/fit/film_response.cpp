#include "verdet/studies/fit/film_response.hpp"

#include <cmath>
#include <numbers>

#include "verdet/base/error.hpp"
#include "verdet/fields/film/film.hpp"
#include "verdet/physics/roughness.hpp"

namespace verdet {
namespace {

template <class T>
T seeded(double value, int slot) {
  if constexpr (std::is_same_v<T, double>) {
    (void)slot;
    return value;
  } else {
    return slot < 0 ? T(value) : T::variable(value, slot);
  }
}

template <class T>
FilmStack<T> stack_of(const FilmPoint& p, const FilmSlots& slots) {
  FilmStack<T> stack;
  stack.ambient = p.ambient;
  Complex<T> above(T(p.ambient * p.ambient));
  const std::size_t n = p.thickness.size();
  for (std::size_t i = 0; i <= n; ++i) {
    const Complex<T> eps{seeded<T>(p.permittivity[i].real(), slots.permittivity[i]),
                         T(p.permittivity[i].imag())};
    if (p.roughness[i] > 0 || slots.roughness[i] >= 0) {
      const Complex<T> mixed = physics::bruggeman_half(above, eps);
      stack.layers.push_back({mixed, mixed, seeded<T>(p.roughness[i], slots.roughness[i]), {}});
    }
    if (i == n) {
      stack.substrate = {eps, eps, T(0.0), {}};
      break;
    }
    stack.layers.push_back({eps, eps, seeded<T>(p.thickness[i], slots.thickness[i]), {}});
    above = eps;
  }
  return stack;
}

template <class T>
void store(const Complex<T>& z, std::complex<double>& value,
           std::vector<std::complex<double>>& slopes, int count) {
  if constexpr (std::is_same_v<T, double>) {
    value = to_std(z);
  } else {
    value = {z.re.value, z.im.value};
    slopes.resize(static_cast<std::size_t>(count));
    for (int k = 0; k < count; ++k) slopes[k] = {z.re.grad[k], z.im.grad[k]};
  }
}

template <class T>
void compute(const FilmPoint& p, const FilmSlots& slots, bool transmission, FilmAmplitudes& out) {
  const FilmStack<T> stack = stack_of<T>(p, slots);
  const double k0 = 2 * std::numbers::pi / p.wavelength;
  for (int i = 0; i < 2; ++i) {
    const PlaneWave wave{k0, p.ambient * std::sin(p.angle),
                         i == 0 ? Polarisation::S : Polarisation::P};
    const FilmMedium<T> below(stack.substrate, wave);
    Complex<T> y = below.admittance, field(T(1.0));
    for (std::size_t l = stack.layers.size(); l-- > 0;) {
      const FilmStep<T> step(stack.layers[l], wave, y);
      y = step.admittance;
      if (transmission) field *= step.field_ratio;
    }
    const Complex<T> y0(T(ambient_admittance(stack.ambient, wave)));
    const Complex<T> r = (y0 - y) / (y0 + y);
    store(i == 0 ? r : -r, out.r[i], out.dr[i], slots.count);
    if (!transmission) continue;
    store((Complex<T>(T(1.0)) + r) * field, out.t[i], out.dt[i], slots.count);
    store(below.admittance, out.admittance[i], out.dadmittance[i], slots.count);
  }
}

}  // namespace

void film_amplitudes(const FilmPoint& point, const FilmSlots& slots, bool transmission,
                     FilmAmplitudes& out) {
  if (slots.count == 0) return compute<double>(point, slots, transmission, out);
  if (slots.count <= 4) return compute<Dual<double, 4>>(point, slots, transmission, out);
  if (slots.count <= 8) return compute<Dual<double, 8>>(point, slots, transmission, out);
  if (slots.count <= kMostSlots)
    return compute<Dual<double, kMostSlots>>(point, slots, transmission, out);
  throw Error("a film fit moves too many layers at once; fix some of them");
}

}  // namespace verdet
