#include "verdet/studies/fit/film_data.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "verdet/base/keys.hpp"
#include "verdet/base/units.hpp"
#include "verdet/studies/fit/data_file.hpp"
#include "verdet/tables/formats/ellipsometry/ellipsometry.hpp"

namespace verdet {
namespace {

const std::set<std::string> kQuantities = {
    "psi",           "delta",         "reflectance",     "reflectance_s",
    "reflectance_p", "transmittance", "transmittance_s", "transmittance_p"};

double limit(const Node& range, const char* key) {
  return parse_quantity(range.at(key).as_text(), Kind::Quantity, "m");
}

FilmData from_instrument(const Node& node, const Context& context) {
  require_known_keys(node, {"file", "range", "every", "errors"}, "fit.data");
  EllipsometryData file = read_ellipsometry(node.at("file").as_text());
  for (const std::string& warning : file.warnings) context.warn(warning);
  if (const Node* range = node.find("range")) {
    const double from = limit(*range, "from"), to = limit(*range, "to");
    std::erase_if(file.points, [&](const EllipsometryPoint& p) {
      return p.wavelength < from || p.wavelength > to;
    });
    if (file.points.empty())
      range->fail("no point of the data lies in this range", "fit.data.range");
  }
  std::size_t step = 1;
  if (const Node* every = node.find("every"))
    step = static_cast<std::size_t>(std::max(1.0, parse_number(every->as_text())));
  FilmData data;
  data.path = file.path;
  data.quantities = {{"psi", "rad", {}}, {"delta", "rad", {}}};
  if (const Node* errors = node.find("errors")) {
    require_known_keys(*errors, {"psi", "delta"}, "fit.data.errors");
    for (EllipsometryPoint& p : file.points) {
      p.sigma_psi = stated_error(node, "psi", "rad").value_or(p.sigma_psi);
      p.sigma_delta = stated_error(node, "delta", "rad").value_or(p.sigma_delta);
    }
  }
  const bool errors = std::all_of(file.points.begin(), file.points.end(), [](const auto& p) {
    return p.sigma_psi > 0 && p.sigma_delta > 0;
  });
  data.relative_errors = !errors;
  for (std::size_t i = 0; i < file.points.size(); i += step) {
    const EllipsometryPoint& p = file.points[i];
    data.wavelength.push_back(p.wavelength);
    data.angle.push_back(p.angle);
    data.quantities[0].values.push_back(p.psi);
    data.quantities[1].values.push_back(p.delta);
    data.quantities[0].errors.push_back(errors ? p.sigma_psi : 0.5);
    data.quantities[1].errors.push_back(errors ? p.sigma_delta
                                               : 1 / std::max(std::sin(2 * p.psi), 1e-3));
  }
  return data;
}

FilmData from_columns(const Node& node, const Context& context) {
  FilmData data;
  const Node* fixed = node.find("angle");
  const DataFile file = read_data(node.without("angle"), context);
  data.path = file.path;
  const DataColumn* wavelength = file.find("wavelength");
  if (!wavelength) node.fail("a film needs a column 'wavelength'", "fit.data.columns");
  data.wavelength = wavelength->values;
  const DataColumn* angle = file.find("angle");
  if (angle)
    data.angle = angle->values;
  else
    data.angle.assign(data.wavelength.size(),
                      fixed ? parse_quantity(fixed->as_text(), Kind::Angle, "rad") : 0.0);
  for (const DataColumn& column : file.columns) {
    if (!kQuantities.contains(column.name)) continue;
    Observed q{column.name, column.unit, column.values};
    if (const DataColumn* error = file.find("error_" + column.name)) q.errors = error->values;
    data.quantities.push_back(std::move(q));
  }
  if (data.quantities.empty())
    node.fail("the columns name none of psi, delta, reflectance, transmittance (or with _s, _p)",
              "fit.data.columns");
  const DataColumn* psi = file.find("psi");
  for (Observed& q : data.quantities) {
    if (!q.errors.empty() || (q.name != "psi" && q.name != "delta") || !psi) continue;
    data.relative_errors = true;
    for (const double value : psi->values)
      q.errors.push_back(q.name == "psi" ? 0.5 : 1 / std::max(std::sin(2 * value), 1e-3));
  }
  return data;
}

}  // namespace

FilmData read_film_data(const Node& node, const Context& context) {
  return node.has("columns") ? from_columns(node, context) : from_instrument(node, context);
}

}  // namespace verdet
