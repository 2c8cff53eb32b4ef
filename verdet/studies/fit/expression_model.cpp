#include "verdet/studies/fit/expression_model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "verdet/base/keys.hpp"
#include "verdet/base/text.hpp"
#include "verdet/studies/fit/expression.hpp"
#include "verdet/studies/fit/parameter_spec.hpp"

namespace verdet {
namespace {

class ExpressionModel final : public FitModel {
 public:
  ExpressionModel(Expression expression, std::vector<FitParameter> parameters,
                  std::vector<std::vector<double>> rows, Observations observed)
      : expression_(std::move(expression)),
        parameters_(std::move(parameters)),
        rows_(std::move(rows)),
        observed_(std::move(observed)) {}

  std::string title() const override { return "formula"; }
  const std::vector<FitParameter>& parameters() const override { return parameters_; }
  const Observations& observations() const override { return observed_; }
  std::string derivatives() const override { return "exact (forward mode)"; }

  bool predict(std::span<const double> x, std::span<double> y,
               std::span<double> slopes) const override {
    const std::size_t n = x.size();
    for (std::size_t i = 0; i < rows_.size(); ++i)
      y[i] =
          expression_(rows_[i], x, slopes.empty() ? std::span<double>{} : slopes.subspan(i * n, n));
    return true;
  }

 private:
  Expression expression_;
  std::vector<FitParameter> parameters_;
  std::vector<std::vector<double>> rows_;  // the data's columns per point
  Observations observed_;
};

// Fixed values are written into the formula.
std::string with_value(std::string formula, const std::string& name, double value) {
  std::string out;
  for (std::size_t i = 0; i < formula.size();) {
    const auto word = [&](std::size_t k) {
      return k < formula.size() &&
             (std::isalnum(static_cast<unsigned char>(formula[k])) || formula[k] == '_');
    };
    if (!word(i)) {
      out += formula[i++];
      continue;
    }
    std::size_t end = i;
    while (word(end)) ++end;
    const std::string token = formula.substr(i, end - i);
    out += token == name ? fmt::format("({})", value) : token;
    i = end;
  }
  return out;
}

}  // namespace

std::unique_ptr<FitModel> make_expression_model(const Node& model, const DataFile& data) {
  require_known_keys(model, {"type", "formula", "quantity", "parameters"}, "fit.model");
  std::string formula = model.at("formula").as_text();
  std::vector<FitParameter> parameters;
  std::vector<std::string> names, columns;
  for (const auto& [name, value] : model.at("parameters").entries()) {
    const std::string path = "fit.model.parameters." + name;
    if (!is_fit_mark(value)) {
      formula = with_value(formula, name, parse_quantity(value.as_text(), Kind::Number, "1"));
      continue;
    }
    FitParameter p{name, "1", 1, {name, 1}, "parameter of the formula"};
    apply_mark(read_fit_mark(value, Kind::Number, "1", path), p);
    parameters.push_back(std::move(p));
    names.push_back(name);
  }
  for (const DataColumn& column : data.columns) columns.push_back(column.name);
  const Node* quantity = model.find("quantity");
  std::string target = quantity ? quantity->as_text() : "";
  for (const DataColumn& column : data.columns)
    if (!quantity && !column.name.starts_with("error_")) target = column.name;
  const DataColumn* y = data.find(target);
  if (!y)
    model.fail(fmt::format("the data have no column '{}'{}", target, suggestion(target, columns)),
               "fit.model.quantity");
  const DataColumn& x = &data.columns.front() == y ? data.columns.back() : data.columns.front();
  Observations observed;
  observed.abscissa = {x.name, x.unit, x.name, x.values, {}};
  Observed q{y->name, y->unit, y->values};
  if (const DataColumn* error = data.find("error_" + target)) q.errors = error->values;
  observed.quantities.push_back(std::move(q));
  std::vector<std::vector<double>> rows(data.rows());
  for (const DataColumn& column : data.columns)
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i].push_back(column.values[i]);
  try {
    return std::make_unique<ExpressionModel>(Expression(formula, columns, names),
                                             std::move(parameters), std::move(rows),
                                             std::move(observed));
  } catch (const InputError& error) {
    model.at("formula").fail(error.message(), "fit.model.formula");
  }
}

}  // namespace verdet
