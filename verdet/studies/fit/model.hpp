// What can be fitted: a model with named free parameters that predicts what was measured.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "verdet/base/node.hpp"
#include "verdet/solvers/least_squares/problem.hpp"
#include "verdet/tables/table.hpp"

namespace verdet {

/// A free parameter. The engine works in units of `si`, so that values are near 1.
struct FitParameter {
  std::string name;
  std::string unit = "1";  ///< SI
  double si = 1;           ///< size of the engine's unit in SI
  FreeParameter free;      ///< start and bounds in the engine's unit
  std::string meaning = {};
};

/// One measured quantity over the abscissa.
struct Observed {
  std::string name;
  std::string unit = "1";
  std::vector<double> values;
  std::vector<double> errors = {};  ///< standard deviations; empty where none were measured
};

/// What was measured, along one axis.
struct Observations {
  Axis abscissa;
  std::vector<Observed> quantities;
  std::vector<Variable> coordinates = {};  ///< further columns along the abscissa (angles)
  bool relative_errors = false;            ///< the errors state the ratio of weights alone

  std::size_t points() const { return abscissa.values.size(); }
};

/// A file a fit leaves beside its table: a record, a preset.
struct Product {
  std::string suffix;  ///< replaces the table's ending: "_record.yaml"
  std::string text;
};

/// Stands in a product's text for the table's name without its ending.
inline const std::string kProductStem = "%TABLE%";

/// Immutable; `predict` is called by many threads.
class FitModel {
 public:
  virtual ~FitModel() = default;
  virtual std::string title() const = 0;
  virtual const std::vector<FitParameter>& parameters() const = 0;
  virtual const Observations& observations() const = 0;

  /// Predictions at x (engine units), quantity by quantity, into y; and dy/dx, row-major over
  /// (prediction, parameter), unless `slopes` is empty. False where the model has no finite value.
  virtual bool predict(std::span<const double> x, std::span<double> y,
                       std::span<double> slopes) const = 0;
  /// A better start from a drawn one.
  virtual void refine_start(std::span<double> x) const { (void)x; }

  /// Starts with one part of the model moved to where the residuals at x are largest; none where
  /// these are mere noise.
  virtual std::vector<std::vector<double>> relocations(std::span<const double> x) const {
    (void)x;
    return {};
  }

  /// One form for solutions that differ by the names of alike parts (swapped oscillators).
  virtual void canonicalise(std::span<double> x) const { (void)x; }

  /// "exact (duals)" or "central differences".
  virtual std::string derivatives() const = 0;
  /// Adds what only this model knows of the fitted values: derived quantities, checks.
  virtual void describe(std::span<const double> x, Table& table) const {
    (void)x;
    (void)table;
  }
  /// Files with the fitted values and their standard errors (engine units).
  virtual std::vector<Product> products(std::span<const double> x,
                                        std::span<const double> errors) const {
    (void)x;
    (void)errors;
    return {};
  }
  virtual std::vector<std::string> references() const { return {}; }
};

}  // namespace verdet
