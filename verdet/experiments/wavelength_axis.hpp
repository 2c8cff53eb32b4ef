// The axis of experiments that look at a device over vacuum wavelengths.
#pragma once

#include <vector>

#include "verdet/base/axis_values.hpp"
#include "verdet/base/parameters.hpp"

namespace verdet {

struct WavelengthAxis {
  Node wavelength;

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "wavelength",
            .symbol = "lambda",
            .unit = "m",
            .required = true,
            .meaning = "vacuum wavelengths: one, a list, or {from, to, points}"},
      p.wavelength...);
  }

  /// m. InputError.
  std::vector<double> wavelengths() const {
    return read_axis(wavelength, Kind::Quantity, "m", "wavelength");
  }

  void validate(Problems& problems) const {
    problems.gather([&] {
      for (const double value : wavelengths())
        if (!(value > 0)) return problems.add("wavelength", "must be positive");
    });
  }
};

}  // namespace verdet
