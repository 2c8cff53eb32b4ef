#include "verdet/studies/fit/material_model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "verdet/base/keys.hpp"
#include "verdet/base/text.hpp"
#include "verdet/base/units.hpp"
#include "verdet/studies/fit/fit_table.hpp"
#include "verdet/studies/fit/law_record.hpp"
#include "verdet/studies/fit/law_spec.hpp"

namespace verdet {
namespace {

class MaterialModel final : public FitModel {
 public:
  MaterialModel(std::unique_ptr<DispersionLaw> law, LawParameters parameters, Observations observed,
                std::vector<double> energies)
      : law_(std::move(law)),
        parameters_(std::move(parameters)),
        observed_(std::move(observed)),
        energies_(std::move(energies)) {
    target_ = ComplexColumn(energies_.size());
    for (const Observed& q : observed_.quantities)
      (q.name == "n" ? target_.re : target_.im) = q.values;
  }

  std::string title() const override { return law_->name() + " model of a material"; }
  const std::vector<FitParameter>& parameters() const override { return parameters_.free; }
  const Observations& observations() const override { return observed_; }
  std::string derivatives() const override { return "exact (duals)"; }
  std::vector<std::string> references() const override { return law_->references(); }

  bool predict(std::span<const double> x, std::span<double> y,
               std::span<double> slopes) const override {
    const std::size_t n = energies_.size(), all = parameters_.all.size(), free = x.size();
    ComplexColumn index(n);
    std::vector<ComplexColumn> columns;
    if (!slopes.empty()) columns.assign(all, ComplexColumn(n));
    if (!law_->index(parameters_.expand(x), energies_, index, slopes.empty() ? nullptr : &columns))
      return false;
    std::size_t row = 0;
    for (const Observed& q : observed_.quantities) {
      const bool real = q.name == "n";
      const std::vector<double>& values = real ? index.re : index.im;
      std::copy(values.begin(), values.end(), y.begin() + static_cast<std::ptrdiff_t>(row));
      for (std::size_t k = 0; !slopes.empty() && k < free; ++k) {
        const ComplexColumn& c = columns[parameters_.position[k]];
        const double* from = real ? c.re.data() : c.im.data();
        double* to = slopes.data() + row * free + k;
        for (std::size_t i = 0; i < n; ++i) to[i * free] = from[i];
      }
      row += n;
    }
    return true;
  }

  void refine_start(std::span<double> x) const override {
    std::vector<double> full = parameters_.expand(x);
    law_->fit_linear(full, energies_, target_);
    take(full, x);
  }

  // Where neighbouring residuals agree, a term may sit at the wrong line: descents do not carry it
  // across another one.
  std::vector<std::vector<double>> relocations(std::span<const double> x) const override {
    constexpr double kNoise = 1.5;
    std::vector<double> residual(energies_.size() * observed_.quantities.size());
    if (!predict(x, residual, {})) return {};
    std::size_t row = 0;
    for (const Observed& q : observed_.quantities)
      for (const double value : q.values) residual[row++] -= value;
    if (durbin_watson(residual, energies_.size()) > kNoise) return {};
    std::vector<std::vector<double>> list;
    for (const std::vector<double>& full :
         law_->relocations(parameters_.expand(x), energies_, target_)) {
      list.emplace_back(x.begin(), x.end());
      take(full, list.back());
    }
    return list;
  }

  // Oscillators of one kind are told apart by their order alone.
  void canonicalise(std::span<double> x) const override {
    std::vector<double> full = parameters_.expand(x);
    if (parameters_.free.size() != full.size()) return;
    law_->sort_terms(full);
    std::copy(full.begin(), full.end(), x.begin());
  }

  void describe(std::span<const double> x, Table& table) const override {
    ComplexColumn index(energies_.size());
    law_->index(parameters_.expand(x), energies_, index, nullptr);
    const double lowest = *std::min_element(index.im.begin(), index.im.end());
    table.set("law", law_->name());
    table.set("passive", std::string(lowest >= 0 ? "yes" : "no: k < 0 within the data"));
    table.set("kramers_kronig",
              std::string(law_->causal() ? "consistent for all parameters: the law is causal"
                                         : "not linked: the law states n and k apart"));
    const auto& w = observed_.abscissa.values;
    table.set("validity",
              fmt::format("wavelength {} to {}; outside it the law is extrapolated",
                          format_quantity(w.front(), "m"), format_quantity(w.back(), "m")));
  }

  std::vector<Product> products(std::span<const double> x,
                                std::span<const double> errors) const override {
    std::vector<double> spread(parameters_.all.size(), 0.0);
    for (std::size_t k = 0; k < x.size(); ++k) spread[parameters_.position[k]] = errors[k];
    return {{"_record.yaml",
             to_yaml(law_record(*law_, parameters_.expand(x), spread, observed_.abscissa.values))}};
  }

 private:
  // The free ones of the law's parameters, within their bounds.
  void take(const std::vector<double>& full, std::span<double> x) const {
    for (std::size_t k = 0; k < x.size(); ++k) {
      const FreeParameter& p = parameters_.free[k].free;
      x[k] = std::clamp(full[parameters_.position[k]], p.low, p.high);
    }
  }

  std::unique_ptr<DispersionLaw> law_;
  LawParameters parameters_;
  Observations observed_;
  std::vector<double> energies_;
  ComplexColumn target_;
};

Observations observations_of(const DataFile& data, const Node& model) {
  const DataColumn* wavelength = data.find("wavelength");
  if (!wavelength || wavelength->unit != "m")
    model.fail("a material fit needs a column 'wavelength' (or 'energy') with a unit", "fit.data");
  Observations o;
  o.abscissa = {"wavelength", "m", "vacuum wavelength", wavelength->values, {}};
  for (const char* name : {"n", "k"}) {
    const DataColumn* column = data.find(name);
    if (!column) continue;
    Observed q{name, "1", column->values};
    if (const DataColumn* error = data.find(std::string("error_") + name)) q.errors = error->values;
    o.quantities.push_back(std::move(q));
  }
  if (o.quantities.empty()) model.fail("the data hold neither 'n' nor 'k'", "fit.data.columns");
  for (std::size_t i = 0; i < wavelength->values.size(); ++i)
    if (!(wavelength->values[i] > 0)) model.fail("a wavelength is not positive", "fit.data");
  return o;
}

}  // namespace

std::unique_ptr<FitModel> make_material_model(const Node& model, const DataFile& data) {
  require_known_keys(model, {"type", "law", "oscillators", "parameters", "knots", "gain"},
                     "fit.model");
  Observations observed = observations_of(data, model);
  std::vector<double> energies;
  for (const double w : observed.abscissa.values) energies.push_back(electronvolt_metre() / w);
  const auto [low, high] = std::minmax_element(energies.begin(), energies.end());
  std::unique_ptr<DispersionLaw> law = read_law(model, *low, *high);
  ComplexColumn target(energies.size());
  for (const Observed& q : observed.quantities) (q.name == "n" ? target.re : target.im) = q.values;
  // Starts are read off ascending energies.
  std::vector<double> ascending(energies.rbegin(), energies.rend());
  ComplexColumn turned(energies.size());
  std::copy(target.re.rbegin(), target.re.rend(), turned.re.begin());
  std::copy(target.im.rbegin(), target.im.rend(), turned.im.begin());
  law->start_from(ascending, turned);
  LawParameters parameters = read_law_parameters(*law, model.find("parameters"));
  if (model.has("gain") && model.at("gain").as_text() == "allow")
    for (FitParameter& p : parameters.free)
      if (p.name.ends_with("strength") || p.name.ends_with("amplitude")) p.free.low = -p.free.high;
  return std::make_unique<MaterialModel>(std::move(law), std::move(parameters), std::move(observed),
                                         std::move(energies));
}

}  // namespace verdet
