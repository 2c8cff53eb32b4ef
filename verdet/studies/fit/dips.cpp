#include "verdet/studies/fit/dips.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <numbers>

#include "verdet/base/units.hpp"
#include "verdet/studies/fit/device_model.hpp"

namespace verdet {
namespace {

using std::numbers::pi;
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kDepth = 0.2;  // of the shallowest dip taken

double length_of(const Node& model) {
  const auto metres = [&](const char* key) {
    const Node* node = model.find(key);
    return node && node->is_text() ? parse_quantity(node->as_text(), Kind::Quantity, "m") : 0.0;
  };
  return 2 * pi * metres("radius") + 2 * metres("straight_length");
}

DataFile window_of(const DataFile& data, double from, double to) {
  DataFile part{data.path, {}};
  const std::vector<double>& w = data.columns[0].values;
  for (const DataColumn& column : data.columns) {
    DataColumn kept{column.name, column.unit, {}};
    for (std::size_t i = 0; i < w.size(); ++i)
      if (w[i] >= from && w[i] <= to) kept.values.push_back(column.values[i]);
    part.columns.push_back(std::move(kept));
  }
  return part;
}

// A value with what a fit says about it.
struct Measured {
  double value = kNaN, error = kNaN, low = kNaN, high = kNaN;
};

Measured measured(const Table& table, const std::string& name) {
  const Table& group = *table.find_group("parameters");
  const auto& names = group.variable("name").texts;
  for (std::size_t i = 0; i < names.size(); ++i)
    if (names[i] == name)
      return {group.variable("value").values[i], group.variable("standard_error").values[i],
              group.variable("lower_95").values[i], group.variable("upper_95").values[i]};
  return {};
}

double covariance(const Table& table, const std::string& a, const std::string& b) {
  const auto& names = table.axis("parameter_row").labels;
  const auto at = [&](const std::string& name) {
    return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
  };
  return table.variable("covariance").values[at(a) * names.size() + at(b)];
}

// Loaded Q of an all-pass ring from its linewidth (1 - t a) lambda^2 / (pi n_g L sqrt(t a)); bib:
// Bogaerts2012, eqs. 9 and 20.
double loaded_q(double wavelength, double group_index, double length, double coupling,
                double loss) {
  const double x = std::sqrt(1 - coupling) * std::exp(-0.5 * loss * length);
  return pi * group_index * length * std::sqrt(x) / (wavelength * (1 - x));
}

struct Outcome {
  Measured wavelength, coupling, loss, q;
  double twin_coupling = kNaN, twin_loss = kNaN, chi = kNaN;
  std::string message;
  std::vector<double> fit;  // over the window's points
};

Measured with_error(double value, double error, double t) {
  return {value, error, value - t * error, value + t * error};
}

// The resonance wavelength of the fitted index, its order being that of the dip.
Measured resonance_of(const DipPlan& dip, const Measured& index, double length) {
  const double l0 = dip.reference, g = dip.group_index;
  const auto at = [&](double n, double order) { return g / (g / l0 + order / length - n / l0); };
  const double n_dip = index.value;
  const double order = std::round(length * (n_dip / l0 - g / l0 + g / dip.wavelength));
  const double wavelength = at(n_dip, order);
  const double slope = wavelength * wavelength / (g * l0);
  return {wavelength, slope * index.error, at(index.low, order), at(index.high, order)};
}

Outcome fit_dip(const FitPlan& plan, const DipPlan& dip, const Context& context) {
  Outcome out;
  Warnings own;  // of this dip alone: equal basins are columns of the table
  Context quiet = context;
  quiet.warnings = &own;
  quiet.progress = nullptr;
  quiet.threads = 1;
  try {
    const FitResult result = run_fit(*dip.model, plan.options, quiet);
    const Table& table = result.table;
    out.wavelength = resonance_of(dip, measured(table, "effective_index"), dip.length);
    out.coupling = measured(table, "through_coupling");
    out.loss = measured(table, "loss");
    const auto q = [&](double k, double a) {
      return loaded_q(out.wavelength.value, dip.group_index, dip.length, k, a);
    };
    const double k = out.coupling.value, a = out.loss.value, q0 = q(k, a);
    const double dk = (q(k * 1.0001, a) - q0) / (1e-4 * k),
                 da = (q(k, a * 1.0001) - q0) / (1e-4 * a);
    const double variance = dk * dk * covariance(table, "through_coupling", "through_coupling") +
                            da * da * covariance(table, "loss", "loss") +
                            2 * dk * da * covariance(table, "through_coupling", "loss");
    out.q = with_error(q0, std::sqrt(std::max(variance, 0.0)), 1.96);
    out.fit = table.variable("fit").values;
    out.chi = std::get<double>(*table.attribute("reduced_chi_square"));
    const Table& basins = *table.find_group("basins");
    const auto& cost = basins.variable("cost").values;
    const auto& names = basins.variable("name").texts;
    const auto& values = basins.variable("values").values;
    for (std::size_t b = 1; b < cost.size() && cost[b] <= cost[0] * (1 + 1e-6); ++b)
      for (std::size_t j = 0; j < names.size(); ++j) {
        if (names[j] == "through_coupling") out.twin_coupling = values[b * names.size() + j];
        if (names[j] == "loss") out.twin_loss = values[b * names.size() + j];
      }
  } catch (const Interrupted&) {
    throw;
  } catch (const Error& error) {
    out.message = error.what();
  }
  return out;
}

// n_g = lambda_1 lambda_2 / (L (lambda_2 - lambda_1)) between neighbouring orders: exact where n_g
// is constant between them.
Measured group_index_between(const Measured& a, const Measured& b, double length) {
  const double gap = b.value - a.value, value = a.value * b.value / (length * gap);
  const double error = value / gap * std::hypot(a.error, b.error);
  return with_error(value, error, 1.96);
}

void add_measured(Table& table, const std::string& name, const std::string& unit,
                  const std::vector<Measured>& list, const std::string& meaning) {
  const std::vector<std::string> axis = {"resonance"};
  std::vector<double> value, error, low, high;
  for (const Measured& m : list) {
    value.push_back(m.value);
    error.push_back(m.error);
    low.push_back(m.low);
    high.push_back(m.high);
  }
  table.add(name, unit, axis, value, meaning);
  table.add(name + "_error", unit, axis, error, "standard error of " + name);
  table.add(name + "_lower_95", unit, axis, low, "lower 95 % limit of " + name);
  table.add(name + "_upper_95", unit, axis, high, "upper 95 % limit of " + name);
}

template <class F>
std::vector<Measured> column(const std::vector<Outcome>& all, F member) {
  std::vector<Measured> list;
  for (const Outcome& one : all) list.push_back(one.*member);
  return list;
}

Table table_of(const std::vector<DipPlan>& dips, const std::vector<Outcome>& all) {
  Table table;
  std::vector<double> positions, twin_coupling, twin_loss, chi;
  std::vector<std::string> messages;
  std::vector<std::int32_t> status;
  for (std::size_t i = 0; i < all.size(); ++i) {
    positions.push_back(static_cast<double>(i));
    twin_coupling.push_back(all[i].twin_coupling);
    twin_loss.push_back(all[i].twin_loss);
    chi.push_back(all[i].chi);
    messages.push_back(all[i].message);
    status.push_back(all[i].message.empty() ? 0 : 1);
  }
  table.add_axis({"resonance", "1", "resonance, by ascending wavelength", positions, {}});
  const std::vector<std::string> axis = {"resonance"};
  add_measured(table, "wavelength", "m", column(all, &Outcome::wavelength), "resonance wavelength");
  add_measured(table, "q", "1", column(all, &Outcome::q), "loaded quality factor");
  add_measured(table, "through_coupling", "1", column(all, &Outcome::coupling),
               "power coupled between ring and bus");
  add_measured(table, "loss", "m^-1", column(all, &Outcome::loss), "power attenuation in the ring");
  std::vector<Measured> group(all.size());
  for (std::size_t i = 0; i + 1 < all.size(); ++i) {
    const double gap = all[i + 1].wavelength.value - all[i].wavelength.value;
    if (gap < 1.5 * dips[i].spacing)  // a missed order would double the distance
      group[i] = group_index_between(all[i].wavelength, all[i + 1].wavelength, dips[i].length);
  }
  add_measured(table, "group_index", "1", group, "between this resonance and the next");
  table.add("twin_through_coupling", "1", axis, twin_coupling,
            "of the solution of equal cost (over- against under-coupled); NaN: none within bounds");
  table.add("twin_loss", "m^-1", axis, twin_loss, "of the solution of equal cost");
  table.add("reduced_chi_square", "1", axis, chi, "of the dip's fit");
  table.add_count("status", axis, status, "0: fitted");
  table.add_text("message", axis, messages, "why not");
  return table;
}

}  // namespace

std::vector<DipPlan> plan_dips(const Node& model, const Node& fit, const DataFile& data,
                               const Registry& registry, const MaterialLibrary& materials,
                               const Context& context) {
  const DataColumn* power = data.find("power");
  const double length = length_of(model);
  if (!power || data.columns[0].name != "wavelength" || !(length > 0))
    model.fail("'each: dip' needs columns wavelength and power, and a ring of known radius", "fit");
  const std::vector<double>& w = data.columns[0].values;
  const std::vector<Dip> dips = find_dips(w, power->values, kDepth);
  const std::optional<double> spacing = spacing_of(dips);
  if (dips.size() < 3 || !spacing)
    fit.fail("fewer than three dips are seen; narrow 'range' to where the ring transmits",
             "fit.each");
  std::vector<DipPlan> plans;
  for (std::size_t i = 0; i < dips.size(); ++i) {
    const double at = dips[i].wavelength;
    // The distance to the nearer neighbour of plausible order.
    double gap = *spacing;
    for (const std::size_t k : {i - 1, i + 1})
      if (k < dips.size() && std::abs(std::abs(dips[k].wavelength - at) / *spacing - 1) < 0.15)
        gap = std::abs(dips[k].wavelength - at);
    if (at - 0.5 * gap < w.front() || at + 0.5 * gap > w.back()) continue;
    DipPlan plan;
    plan.wavelength = at;
    plan.spacing = *spacing;
    plan.length = length;
    plan.reference = at;
    plan.group_index = at * at / (gap * length);
    const Node own = model.with("group_index", Node::number(plan.group_index))
                         .with("reference_wavelength", Node::text(fmt::format("{} m", at)));
    plan.model = make_device_model(own, fit, window_of(data, at - 0.5 * gap, at + 0.5 * gap),
                                   registry, materials, context);
    plans.push_back(std::move(plan));
  }
  return plans;
}

FitResult run_dips(const FitPlan& plan, const Context& context) {
  std::vector<Outcome> all(plan.dips.size());
  std::atomic<int> done{0};
  run_parallel(static_cast<int>(all.size()), context.threads, [&](int i) {
    context.check();
    all[i] = fit_dip(plan, plan.dips[i], context);
    ++done;
  });
  std::size_t twins = 0;
  for (const Outcome& one : all) twins += std::isnan(one.twin_loss) ? 0 : 1;
  if (twins > 0)
    context.warn(
        fmt::format("{} of {} dips have a second solution of equal cost (coupling and loss "
                    "exchanged): the columns twin_* hold it",
                    twins, all.size()));
  FitResult result;
  result.table = table_of(plan.dips, all);
  result.table.set("title", fmt::format("fit of {} resonances, one by one", all.size()));
  result.converged = true;
  return result;
}

}  // namespace verdet
