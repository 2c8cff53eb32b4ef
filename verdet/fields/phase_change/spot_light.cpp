#include "verdet/fields/phase_change/spot_light.hpp"

#include <cmath>
#include <numbers>

#include "verdet/fields/film/film.hpp"

namespace verdet {
namespace {

Complex<double> permittivity(std::complex<double> index) {
  const std::complex<double> square = index * index;
  return {square.real(), square.imag()};
}

// Phase of the field behind the stack over the one in front of it.
double phase_through(const FilmStack<double>& stack, const PlaneWave& wave) {
  Complex<double> below = FilmMedium<double>(stack.substrate, wave).admittance;
  Complex<double> ratio(1.0);
  for (std::size_t i = stack.layers.size(); i-- > 0;) {
    const FilmStep<double> step(stack.layers[i], wave, below);
    below = step.admittance;
    ratio = ratio * step.field_ratio;
  }
  const Complex<double> t = ratio * (Complex<double>(1.0) + tangential_reflection(stack, wave));
  return std::atan2(t.im, t.re);
}

}  // namespace

SpotLight::SpotLight(const SpotGrid& grid, FilmIndex film, std::complex<double> membrane,
                     double wavelength, SpotAbsorption absorption)
    : film_rows_(static_cast<std::size_t>(grid.stack().film_layers)),
      film_(std::move(film)),
      membrane_(membrane),
      wavelength_(wavelength),
      absorption_(absorption) {
  for (int row = 0; row < grid.rows(); ++row) thickness_.push_back(grid.thickness(row));
}

SpotLight::Response SpotLight::at(double crystalline) const {
  const std::complex<double> film = film_(crystalline);
  FilmStack<double> stack;
  for (std::size_t row = 0; row < thickness_.size(); ++row) {
    FilmLayer<double> layer;
    layer.permittivity = layer.normal_permittivity =
        permittivity(row < film_rows_ ? film : membrane_);
    layer.thickness = thickness_[row];
    stack.layers.push_back(layer);
  }
  const PlaneWave wave{.wavenumber = 2 * std::numbers::pi / wavelength_};
  FilmPowers<double> powers = film_powers(stack, wave);
  Response response{powers.reflectance,
                    {powers.transmittance, phase_through(stack, wave)},
                    std::move(powers.absorptance)};
  if (absorption_ == SpotAbsorption::interference) return response;
  double left = 1 - response.reflectance;
  for (std::size_t row = 0; row < thickness_.size(); ++row) {
    const double alpha = 2 * wave.wavenumber * film.imag();
    response.absorptance[row] = row < film_rows_ ? left * -std::expm1(-alpha * thickness_[row]) : 0;
    left -= response.absorptance[row];
  }
  return response;
}

}  // namespace verdet
