#include "verdet/studies/fit/fit_table.hpp"

#include <cmath>
#include <numeric>

namespace verdet {
namespace {

std::vector<double> positions(std::size_t n) {
  std::vector<double> v(n);
  std::iota(v.begin(), v.end(), 0.0);
  return v;
}

std::vector<std::string> names_of(const FitModel& model) {
  std::vector<std::string> names;
  for (const FitParameter& p : model.parameters()) names.push_back(p.name);
  return names;
}

// Not determined: a direction without effect, or an interval that fills its bounds.
std::vector<bool> undetermined(const Findings& f) {
  std::vector<bool> lost = f.covariance.undetermined;
  for (std::size_t j = 0; j < lost.size() && j < f.intervals.size(); ++j)
    lost[j] = lost[j] || (f.intervals[j].low_open && f.intervals[j].high_open);
  return lost;
}

void add_parameters(Table& table, const FitModel& model, const Findings& f) {
  Table& group = table.group("parameters");
  const auto& list = model.parameters();
  const std::vector<bool> lost = undetermined(f);
  group.add_axis({"parameter", "1", "free parameter", positions(list.size()), {}});
  std::vector<std::string> units, meanings;
  std::vector<double> value, error, low, high, from, to;
  std::vector<std::int32_t> bound, open;
  for (std::size_t j = 0; j < list.size(); ++j) {
    const double si = list[j].si;
    units.push_back(list[j].unit);
    meanings.push_back(list[j].meaning);
    value.push_back(f.best.x[j] * si);
    error.push_back(f.covariance.standard_error[j] * si);
    low.push_back(f.intervals[j].low * si);
    high.push_back(f.intervals[j].high * si);
    from.push_back(list[j].free.low * si);
    to.push_back(list[j].free.high * si);
    bound.push_back(f.covariance.at_bound[j] ? 1 : 0);
    open.push_back(lost[j] ? 1 : 0);
  }
  const std::vector<std::string> axis = {"parameter"};
  group.add_text("name", axis, names_of(model), "parameter, as the spec nests it");
  group.add("value", "1", axis, value, "best value, in the unit of `unit`");
  group.add("standard_error", "1", axis, error,
            "linearised; infinite where undetermined, 0 at a bound");
  group.add("lower_95", "1", axis, low, "lower end of the 95 % profile-likelihood interval");
  group.add("upper_95", "1", axis, high, "upper end of the 95 % profile-likelihood interval");
  group.add_count("at_bound", axis, bound, "1 where the value lies on a bound");
  group.add_count("undetermined", axis, open, "1 where the data do not determine it");
  group.add("lower_bound", "1", axis, from, "bound of the fit");
  group.add("upper_bound", "1", axis, to, "bound of the fit");
  group.add_text("unit", axis, units, "SI unit of value, errors and bounds");
  group.add_text("meaning", axis, meanings, "what it is");
}

void add_matrices(Table& table, const FitModel& model, const Findings& f) {
  const auto& list = model.parameters();
  const std::size_t n = list.size();
  table.add_axis({"parameter_row", "1", "free parameter", {}, names_of(model)});
  table.add_axis({"parameter_column", "1", "free parameter", {}, names_of(model)});
  std::vector<double> covariance = f.covariance.covariance;
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) covariance[i * n + j] *= list[i].si * list[j].si;
  const std::vector<std::string> axes = {"parameter_row", "parameter_column"};
  table.add("covariance", "1", axes, covariance, "covariance, SI units of the two parameters");
  table.add("correlation", "1", axes, f.covariance.correlation, "correlation");
}

void add_basins(Table& table, const FitModel& model, const Findings& f) {
  Table& group = table.group("basins");
  const auto& list = model.parameters();
  const auto& basins = f.starts.basins;
  group.add_axis(
      {"basin", "1", "place where descents end, by ascending cost", positions(basins.size()), {}});
  group.add_axis({"parameter", "1", "free parameter", positions(list.size()), {}});
  std::vector<double> cost, values;
  std::vector<std::int32_t> count;
  for (const Basin& basin : basins) {
    cost.push_back(basin.cost);
    count.push_back(basin.count);
    for (std::size_t j = 0; j < list.size(); ++j) values.push_back(basin.x[j] * list[j].si);
  }
  group.add("cost", "1", {"basin"}, cost, "sum of squared residuals (chi-square)");
  group.add("values", "1", {"basin", "parameter"}, values, "parameters, SI");
  group.add_count("count", {"basin"}, count, "starts that ended here");
  group.add_text("name", {"parameter"}, names_of(model), "parameter");
}

}  // namespace

double durbin_watson(const std::vector<double>& residual, std::size_t points) {
  double steps = 0, squares = 0;
  for (std::size_t i = 0; i < residual.size(); ++i) {
    squares += residual[i] * residual[i];
    if (i % points != 0) steps += std::pow(residual[i] - residual[i - 1], 2);
  }
  return squares > 0 ? steps / squares : 2;
}

void add_curves(Table& table, const FitModel& model, std::span<const double> x) {
  const Observations& o = model.observations();
  const std::size_t n = o.points(), q = o.quantities.size();
  table.add_axis(o.abscissa);
  std::vector<std::string> axes = {o.abscissa.name}, names;
  std::vector<double> data, fit(q * n), residual, errors;
  bool weighted = false;
  model.predict(x, fit, {});
  for (const Observed& one : o.quantities) {
    names.push_back(one.name);
    data.insert(data.end(), one.values.begin(), one.values.end());
    weighted = weighted || !one.errors.empty();
  }
  if (q > 1) {
    table.add_axis({"quantity", "1", "measured quantity", {}, names});
    axes.insert(axes.begin(), "quantity");
  }
  for (const Observed& one : o.quantities)
    for (std::size_t i = 0; i < n; ++i)
      errors.push_back(one.errors.empty() ? std::nan("") : one.errors[i]);
  for (std::size_t i = 0; i < data.size(); ++i) residual.push_back(data[i] - fit[i]);
  const std::string unit = o.quantities[0].unit;
  for (const Variable& coordinate : o.coordinates) table.add(coordinate);
  table.add("data", unit, axes, std::move(data), "measured " + names[0]);
  table.add("fit", unit, axes, std::move(fit), "fitted " + names[0]);
  table.add("residual", unit, axes, std::move(residual), "measured minus fitted");
  if (weighted)
    table.add("data_error", unit, axes, std::move(errors), "standard deviation of the data");
  if (q == 1) table.set("quantity", names[0]);
}

Table fit_table(const FitModel& model, const Findings& f) {
  Table table;
  add_curves(table, model, f.best.x);
  add_matrices(table, model, f);
  add_parameters(table, model, f);
  add_basins(table, model, f);
  const Covariance& c = f.covariance;
  double converged = 0;
  for (const Minimum& m : f.starts.minima)
    converged += m.termination == Termination::Converged ? 1 : 0;
  table.set("title", "fit: " + model.title());
  table.set("chi_square", f.best.cost);
  table.set("degrees_of_freedom", static_cast<double>(c.degrees_of_freedom));
  table.set("reduced_chi_square",
            c.degrees_of_freedom > 0 ? f.best.cost / c.degrees_of_freedom : std::nan(""));
  table.set("termination", text_of(f.best.termination));
  table.set("starts", static_cast<double>(f.starts.minima.size()));
  table.set("starts_converged", converged);
  table.set("errors_known", std::string(f.errors_known ? "yes: chi-square is absolute"
                                                       : "no: errors are scaled by the residuals"));
  table.set("durbin_watson",
            durbin_watson(table.variable("residual").values, model.observations().points()));
  table.set("derivatives", model.derivatives());
  std::vector<std::string> lost;
  const std::vector<bool> open = undetermined(f);
  for (std::size_t j = 0; j < open.size(); ++j)
    if (open[j]) lost.push_back(model.parameters()[j].name);
  if (!lost.empty()) table.set("undetermined", lost);
  model.describe(f.best.x, table);
  return table;
}

}  // namespace verdet
