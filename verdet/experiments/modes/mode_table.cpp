#include "verdet/experiments/modes/mode_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <limits>

namespace verdet {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

struct Rows {
  const std::vector<std::vector<Mode>>& modes;
  std::size_t count;  // modes per wavelength, the largest
  std::vector<std::string> axes;

  std::vector<double> column(const std::function<double(const Mode&)>& value) const {
    std::vector<double> all;
    for (const std::vector<Mode>& list : modes)
      for (std::size_t k = 0; k < count; ++k)
        all.push_back(k < list.size() ? value(list[k]) : kNaN);
    return all;
  }
  std::vector<std::int32_t> flags(bool Mode::*member) const {
    std::vector<std::int32_t> all;
    for (const std::vector<Mode>& list : modes)
      for (std::size_t k = 0; k < count; ++k)
        all.push_back(k < list.size() ? static_cast<std::int32_t>(list[k].*member) : -1);
    return all;
  }
};

Axis counted(const char* name, const char* meaning, std::size_t n) {
  Axis axis{name, "1", meaning, {}, {}};
  for (std::size_t i = 0; i < n; ++i) axis.values.push_back(static_cast<double>(i));
  return axis;
}

void add_columns(Table& table, const Rows& rows) {
  const auto add = [&](const char* name, const char* unit, const char* meaning,
                       const std::function<double(const Mode&)>& value) {
    table.add(name, unit, rows.axes, rows.column(value), meaning);
  };
  add("n_eff_real", "1", "effective index", [](const Mode& m) { return m.n_eff.real(); });
  add("n_eff_imag", "1", "imaginary part of the effective index, positive for loss",
      [](const Mode& m) { return m.n_eff.imag(); });
  add("n_group", "1", "group index", [](const Mode& m) { return m.n_group; });
  add("loss", "m^-1", "power attenuation", [](const Mode& m) { return m.loss; });
  add("te_fraction", "1", "TE fraction", [](const Mode& m) { return m.te_fraction; });
  add("effective_area", "m^2", "effective area", [](const Mode& m) { return m.effective_area; });
  add("error_estimate", "1", "estimated error of n_eff",
      [](const Mode& m) { return m.error_estimate; });
  table.add_count("converged", rows.axes, rows.flags(&Mode::converged),
                  "1 where the error estimate is below the wanted accuracy");
  table.add_count("guided", rows.axes, rows.flags(&Mode::guided),
                  "1 where n_eff lies above everything that reaches an open side");
}

void add_confinement(Table& table, const Rows& rows) {
  std::vector<std::string> names;
  for (const Confinement& c : rows.modes.at(0).at(0).confinement) names.push_back(c.region);
  if (names.empty()) return;
  table.add_axis({"region", "1", "region of the cross-section", {}, names});
  std::vector<double> values;
  for (const std::vector<Mode>& list : rows.modes)
    for (std::size_t k = 0; k < rows.count; ++k)
      for (std::size_t r = 0; r < names.size(); ++r)
        values.push_back(k < list.size() && r < list[k].confinement.size()
                             ? list[k].confinement[r].factor
                             : kNaN);
  std::vector<std::string> axes = rows.axes;
  axes.emplace_back("region");
  table.add("confinement", "1", axes, std::move(values), "confinement factor");
}

}  // namespace

Table mode_table(const std::vector<double>& wavelengths,
                 const std::vector<std::vector<Mode>>& modes) {
  std::size_t count = 0;
  for (const std::vector<Mode>& list : modes) count = std::max(count, list.size());
  Table table;
  Rows rows{modes, count, {}};
  if (!wavelengths.empty()) {
    table.add_axis({"wavelength", "m", "vacuum wavelength", wavelengths, {}});
    rows.axes.emplace_back("wavelength");
  }
  rows.axes.emplace_back("mode");
  table.add_axis(counted("mode", "mode, by descending effective index", count));
  add_columns(table, rows);
  if (count > 0) add_confinement(table, rows);
  return table;
}

void add_scattering(Table& table, std::vector<RoughSlab> walls,
                    const std::vector<std::vector<Mode>>& modes) {
  const std::vector<std::string>& axes = table.variable("n_eff_real").axes;
  const std::size_t count = table.axis("mode").size();
  std::vector<double> loss;
  for (std::size_t w = 0; w < walls.size(); ++w)
    for (std::size_t k = 0; k < count; ++k) {
      RoughSlab& wall = walls[w];
      wall.n_eff =
          k < modes[w].size() && modes[w][k].te_fraction > 0.5 ? modes[w][k].n_eff.real() : kNaN;
      const bool between = wall.n_eff > wall.cladding_index && wall.n_eff < wall.core_index;
      loss.push_back(between ? roughness_loss(wall) : kNaN);
    }
  table.add("scattering_loss", "m^-1", axes, std::move(loss),
            "power attenuation by rough side walls");
}

void add_fields(Table& table, const std::vector<Mode>& modes) {
  for (std::size_t k = 0; k < modes.size(); ++k) {
    const Mode& mode = modes[k];
    Table& group = table.group(fmt::format("fields_{}", k));
    group.add_axis({"y", "m", "up", mode.grid.y, {}});
    group.add_axis({"x", "m", "across", mode.grid.x, {}});
    for (const auto& [letter, unit, field] :
         {std::tuple{'E', "V/m", &mode.electric}, std::tuple{'H', "A/m", &mode.magnetic}})
      for (std::size_t axis = 0; axis < 3; ++axis) {
        std::vector<double> real, imag;
        for (const std::complex<double>& value : (*field)[axis]) {
          real.push_back(value.real());
          imag.push_back(value.imag());
        }
        const std::string name = fmt::format("{}{}", letter, "xyz"[axis]);
        group.add(name + "_real", unit, {"y", "x"}, std::move(real), name + " of the mode at 1 W");
        group.add(name + "_imag", unit, {"y", "x"}, std::move(imag), "imaginary part of " + name);
      }
  }
}

}  // namespace verdet
