// The layers of a fitted film: what is known of them and what is free.
#pragma once

#include <complex>

#include "verdet/materials/library.hpp"
#include "verdet/studies/fit/film_response.hpp"
#include "verdet/studies/fit/law_spec.hpp"

namespace verdet {

/// A length that may be fitted: its value, or the position of its parameter (in nm).
struct FilmLength {
  double value = 0;  ///< m
  int parameter = -1;

  double metres(std::span<const double> x) const {
    return parameter >= 0 ? x[static_cast<std::size_t>(parameter)] * 1e-9 : value;
  }
};

/// A layer or the substrate. Its material is a fixed one, or a law with free parameters.
struct FilmPart {
  std::string material;                            ///< text of a fixed one
  std::vector<std::complex<double>> permittivity;  ///< of a fixed one, per unique wavelength
  std::unique_ptr<DispersionLaw> law;
  LawParameters parameters;
  std::size_t first = 0;  ///< of the law's free parameters among the film's
  FilmLength thickness, roughness;

  std::span<const double> own(std::span<const double> x) const {
    return x.subspan(first, parameters.free.size());
  }
};

/// The wavelengths of a measurement, each once: points at several angles share their media.
struct FilmSpectrum {
  std::vector<double> wavelengths, energies;  ///< m ascending, eV
  std::vector<std::size_t> which;             ///< of each point

  explicit FilmSpectrum(const std::vector<double>& wavelength_of_points);
};

struct ModelStack {
  FilmSpectrum spectrum;
  std::vector<FilmPart> parts;  ///< layers from the ambient on, then the substrate
  std::vector<double> ambient;  ///< index per unique wavelength
  std::vector<FitParameter> parameters;
  std::vector<std::string> references;
  FilmSlots slots;
};

/// Reads the stack of `model` (see film_model.hpp). Throws InputError with places.
ModelStack read_film_stack(const Node& model, FilmSpectrum spectrum,
                           const MaterialLibrary& materials, const Context& context);

/// Permittivities of all parts at the unique wavelengths, and their slopes where a law has any.
struct FilmMedia {
  std::vector<std::vector<std::complex<double>>> permittivity;         ///< part, wavelength
  std::vector<std::vector<std::vector<std::complex<double>>>> slopes;  ///< part, parameter, ...

  /// At x; false where a law has no finite index.
  bool evaluate(const ModelStack& stack, std::span<const double> x, bool with_slopes);
};

/// A record per fitted material and the device's preset.
std::vector<Product> film_products(const ModelStack& stack, std::span<const double> x,
                                   std::span<const double> errors);

}  // namespace verdet
