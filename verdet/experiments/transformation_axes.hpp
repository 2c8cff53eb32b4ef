// Axes of experiments that hold a glass at temperatures until fractions of it have crystallised.
#pragma once

#include <fmt/format.h>

#include <vector>

#include "verdet/base/axis_values.hpp"
#include "verdet/base/parameters.hpp"

namespace verdet {

/// Temperatures (K) of the setting `temperature`: one, a list, or {from, to, points}. InputError.
inline std::vector<double> read_temperatures(const Node& temperature) {
  return read_axis(temperature, Kind::Temperature, "K", "temperature");
}

/// Temperatures above 0 K, and at least one fraction, each inside (0, 1).
inline void check_transformation_axes(const Node& temperature, const std::vector<double>& fraction,
                                      Problems& problems) {
  problems.gather([&] {
    for (const double kelvin : read_temperatures(temperature))
      if (!(kelvin > 0)) return problems.add("temperature", "must be above 0 K");
  });
  if (fraction.empty()) problems.add("fraction", "at least one fraction is needed");
  for (std::size_t i = 0; i < fraction.size(); ++i)
    if (!(fraction[i] > 0 && fraction[i] < 1))
      problems.add(fmt::format("fraction.{}", i), "a fraction lies between 0 and 1, both excluded");
}

}  // namespace verdet
