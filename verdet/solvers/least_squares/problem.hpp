// What a nonlinear least-squares problem states: residuals in batches with their exact Jacobian.
#pragma once

#include <limits>
#include <span>
#include <string>
#include <vector>

namespace verdet {

/// One free parameter, in its own unit.
struct FreeParameter {
  std::string name;
  double start = 0;
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  /// Where further starts are drawn, inside the bounds; NaN: over the bounds.
  double draw_low = std::numeric_limits<double>::quiet_NaN();
  double draw_high = std::numeric_limits<double>::quiet_NaN();
};

/// Residuals r(x), already divided by the standard deviations of the data where these are known.
/// Implementations are immutable: many threads call them at once.
class LeastSquaresProblem {
 public:
  virtual ~LeastSquaresProblem() = default;
  virtual const std::vector<FreeParameter>& parameters() const = 0;
  virtual std::size_t residual_count() const = 0;

  /// Fills r and, unless it is empty, the Jacobian dr/dx, row-major (residual by parameter).
  /// Returns false where the model has no finite value at x.
  virtual bool evaluate(std::span<const double> x, std::span<double> r,
                        std::span<double> jacobian) const = 0;

  /// A better start from a drawn one, e.g. by solving for the parameters that enter linearly.
  virtual void refine_start(std::span<double> x) const { (void)x; }

  /// Starts at other places than x that no descent leads to, e.g. with one part of the model moved
  /// across others to where the residuals are largest. None where the residuals are mere noise.
  virtual std::vector<std::vector<double>> relocations(std::span<const double> x) const {
    (void)x;
    return {};
  }

  /// One form for solutions that differ by the names of alike parts alone.
  virtual void canonicalise(std::span<double> x) const { (void)x; }

  /// Costs that differ by less than this are equal: rounding of a perfect fit.
  virtual double cost_floor() const { return 0; }
};

}  // namespace verdet
