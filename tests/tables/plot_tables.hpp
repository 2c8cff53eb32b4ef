// Tables as the experiments write them, made up for the tests of plotting.
#pragma once

#include <cmath>
#include <limits>
#include <numbers>
#include <string>
#include <vector>

#include "verdet/tables/table.hpp"

namespace verdet::plot_tests {

inline std::vector<double> even(double from, double to, std::size_t points) {
  std::vector<double> values(points);
  for (std::size_t i = 0; i < points; ++i)
    values[i] = from + (to - from) * static_cast<double>(i) / static_cast<double>(points - 1);
  return values;
}

inline std::vector<double> counted(std::size_t points) {
  return even(0, static_cast<double>(points) - 1, points);
}

/// A two-port whose through power is a Lorentzian dip of the given width (m) at 1550 nm.
inline Table spectrum_table(std::size_t points, double width, double floor = 1e-4) {
  Table table;
  const std::vector<double> wavelengths = even(1540e-9, 1560e-9, points);
  table.add_axis({"wavelength", "m", "vacuum wavelength", wavelengths, {}});
  table.add_axis({"port_out", "1", "port the light leaves", {}, {"in", "through"}});
  table.add_axis({"port_in", "1", "port the light enters", {}, {"in", "through"}});
  std::vector<double> real, imag(points * 4, 0.0);
  for (const double wavelength : wavelengths) {
    const double u = 2 * (wavelength - 1550e-9) / width;
    const double s = std::sqrt(1 - (1 - floor) / (1 + u * u));
    real.insert(real.end(), {0, s, s, 0});
  }
  table.add("S_real", "1", {"wavelength", "port_out", "port_in"}, real);
  table.add("S_imag", "1", {"wavelength", "port_out", "port_in"}, imag);
  Table& group = table.group("resonances");
  group.add_axis({"resonance", "1", "resonance", {0}, {}});
  group.add("wavelength", "m", {"resonance"}, {1550e-9});
  group.add("fwhm", "m", {"resonance"}, {width});
  group.add("q", "1", {"resonance"}, {1550e-9 / width});
  table.set("title", std::string("spectrum of a microring"));
  return table;
}

/// Self-pulsing: spikes of the field, saw teeth of carriers, slow temperature.
inline Table transient_table(std::size_t points = 60001) {
  Table table;
  const std::vector<double> t = even(0, 400e-9, points);
  table.add_axis({"time", "s", "time", t, {}});
  std::vector<double> through, drop, energy, carriers, heat;
  for (const double now : t) {
    const double phase = std::fmod(now, 47e-9);
    const double spike = std::exp(-std::pow((phase - 8e-9) / 0.6e-9, 2));
    through.push_back(1.2e-3 * (0.85 - 0.7 * spike));
    drop.push_back(1.2e-3 * 0.6 * spike);
    energy.push_back(38e-15 * spike + 1e-15);
    carriers.push_back(3.1e23 * (phase < 8e-9 ? 0.02 : std::exp(-(phase - 8e-9) / 9e-9)));
    heat.push_back(1.8 * (1 - std::exp(-now / 90e-9)) + 0.05 * spike);
  }
  table.add("power_through", "W", {"time"}, through, "power leaving port through");
  table.add("power_drop", "W", {"time"}, drop, "power leaving port drop");
  table.add("energy", "J", {"time"}, energy, "energy stored in the resonator");
  table.add("carrier_density", "m^-3", {"time"}, carriers, "density of free carriers");
  table.add("temperature_rise", "K", {"time"}, heat, "temperature rise of the mode volume");
  table.set("title", std::string("transient of a microring"));
  return table;
}

/// An S-shaped branch with two folds and a Hopf point on the upper arm.
inline Table branch_table(std::size_t points = 400) {
  Table table;
  table.add_axis({"branch_point", "1", "point along the branch", counted(points), {}});
  std::vector<double> power, energy, carriers, heat;
  std::vector<std::int32_t> stable;
  for (std::size_t i = 0; i < points; ++i) {
    const double s = 4.0 * static_cast<double>(i) / static_cast<double>(points - 1);
    power.push_back(1e-3 * (s * s * s / 3 - 1.6 * s * s + 2.1 * s));  // folds at s = 0.91 and 2.29
    energy.push_back(20e-15 * s);
    carriers.push_back(2e22 * s * s);
    heat.push_back(1.5 * s * s);
    const bool folded = s * s - 3.2 * s + 2.1 < 0;
    stable.push_back(!folded && s < 3.3 ? 1 : 0);
  }
  table.add("power", "W", {"branch_point"}, power, "power entering the bus");
  table.add("energy", "J", {"branch_point"}, energy, "energy stored in the resonator");
  table.add("carrier_density", "m^-3", {"branch_point"}, carriers, "density of free carriers");
  table.add("temperature_rise", "K", {"branch_point"}, heat, "temperature rise");
  table.add_count("stable", {"branch_point"}, stable, "1 where the state is stable");
  const auto p = [](double s) { return 1e-3 * (s * s * s / 3 - 1.6 * s * s + 2.1 * s); };
  Table& folds = table.group("saddle_nodes");
  folds.add_axis({"event", "1", "event", {0, 1}, {}});
  const double a = 1.6 - std::sqrt(1.6 * 1.6 - 2.1), b = 3.2 - a;
  folds.add("power", "W", {"event"}, {p(a), p(b)});
  folds.add("energy", "J", {"event"}, {20e-15 * a, 20e-15 * b});
  Table& hopf = table.group("hopf_points");
  hopf.add_axis({"event", "1", "event", {0}, {}});
  hopf.add("power", "W", {"event"}, {p(3.3)});
  hopf.add("frequency", "Hz", {"event"}, {21e6});
  table.set("title", std::string("steady states of a microring"));
  return table;
}

/// A sweep over power and detuning (both axes even) with holes where nothing pulses.
inline Table map_table(std::size_t rows = 24, std::size_t columns = 30) {
  Table table;
  const std::vector<double> power = even(0.1e-3, 3e-3, rows),
                            detuning = even(-50e-12, 150e-12, columns);
  table.add_axis({"power", "W", "power entering the bus", power, {}});
  table.add_axis({"detuning", "m", "laser minus cold resonance wavelength", detuning, {}});
  std::vector<double> period;
  for (const double p : power)
    for (const double d : detuning) {
      const double depth = p / 1e-3 - 0.6 - std::pow((d - 60e-12) / 60e-12, 2);
      period.push_back(depth > 0 ? 60e-9 / (1 + depth) : std::numeric_limits<double>::quiet_NaN());
    }
  table.add("period", "s", {"power", "detuning"}, period, "period of self-pulsing");
  table.add_count("status", {"power", "detuning"}, std::vector<std::int32_t>(rows * columns, 0));
  table.set("title", std::string("self-pulsing of a microring"));
  return table;
}

/// Two modes of a strip on an uneven grid.
inline Table modes_table() {
  Table table;
  std::vector<double> x, y;
  for (int i = -40; i <= 40; ++i)
    x.push_back(1.2e-6 * std::copysign(std::pow(std::abs(i) / 40.0, 1.3), i));
  for (int j = -30; j <= 30; ++j)
    y.push_back(0.8e-6 * std::copysign(std::pow(std::abs(j) / 30.0, 1.3), j));
  table.add_axis({"mode", "1", "mode, by descending index", {0, 1}, {}});
  table.add_axis({"y", "m", "height above the middle of the core", y, {}});
  table.add_axis({"x", "m", "distance from the middle of the core", x, {}});
  std::vector<double> field;
  for (int mode = 0; mode < 2; ++mode)
    for (const double v : y)
      for (const double u : x) {
        const double shape = std::exp(-u * u / 9e-14 - v * v / 4e-14);
        field.push_back(mode == 0 ? shape : shape * u / 3e-7);
      }
  table.add("E_x_real", "V/m", {"mode", "y", "x"}, field, "electric field along x");
  table.add("E_x_imag", "V/m", {"mode", "y", "x"}, std::vector<double>(field.size(), 0.0));
  table.add("n_eff_real", "1", {"mode"}, {2.4461, 1.7812}, "effective index");
  table.add("te_fraction", "1", {"mode"}, {0.98, 0.91}, "TE fraction");
  table.set("title", std::string("modes of a waveguide"));
  return table;
}

}  // namespace verdet::plot_tests
