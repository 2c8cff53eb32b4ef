// Light of a plane wave in a film on a membrane: what each row takes, what comes back and through.
#pragma once

#include <complex>
#include <functional>
#include <vector>

#include "verdet/fields/phase_change/cell_model.hpp"
#include "verdet/fields/phase_change/spot_grid.hpp"

namespace verdet {

/// Where in the film the light is absorbed. `interference`: by the waves of the whole stack.
/// `beer_lambert`: (1 - R) exp(-alpha z), R that of the stack: no light comes back from below.
enum class SpotAbsorption { interference, beer_lambert };

class SpotLight {
 public:
  /// Index of the film by its crystalline fraction.
  using FilmIndex = std::function<std::complex<double>(double)>;

  SpotLight(const SpotGrid& grid, FilmIndex film, std::complex<double> membrane, double wavelength,
            SpotAbsorption absorption);

  struct Response {
    double reflectance = 0;
    CellReadout through;              ///< power transmission and phase
    std::vector<double> absorptance;  ///< of every row
  };
  /// At normal incidence, with the film everywhere at this crystalline fraction.
  Response at(double crystalline) const;

 private:
  std::vector<double> thickness_;  ///< of the rows
  std::size_t film_rows_;
  FilmIndex film_;
  std::complex<double> membrane_;
  double wavelength_;
  SpotAbsorption absorption_;
};

}  // namespace verdet
