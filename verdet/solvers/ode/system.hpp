// Systems of equations known at run time only, as the single-run solvers see them.
#pragma once

#include <span>
#include <vector>

namespace verdet {

/// dx/dt = f(t, x). Only `dimension` and `rates` must be given. Evaluation must not change the
/// object; what it throws reaches the caller of `integrate` unchanged.
class OdeSystem {
 public:
  virtual ~OdeSystem() = default;

  virtual std::size_t dimension() const = 0;
  virtual void rates(double t, std::span<const double> x, std::span<double> dxdt) const = 0;

  /// df/dx, row-major, if known; else false, and implicit methods take differences.
  virtual bool jacobian(double t, std::span<const double> x, std::span<double> dfdx) const;
  /// Typical size of each state: absolute tolerances are in these units.
  virtual std::vector<double> scales() const { return std::vector<double>(dimension(), 1.0); }
  /// Times at which f is not smooth; every step ends there (s, ascending).
  virtual std::vector<double> knots() const { return {}; }
  /// Number of parameters whose sensitivities can be asked for, and df/dp of each.
  virtual std::size_t parameters() const { return 0; }
  virtual void parameter_rates(double t, std::span<const double> x, std::size_t parameter,
                               std::span<double> dfdp) const;
  /// dx/dp at the beginning; 0 unless the initial state depends on the parameter.
  virtual void initial_slopes(std::size_t parameter, std::span<double> dxdp) const;
};

/// F(t, x, dx/dt) = 0: mass matrices, constraints.
class ImplicitSystem {
 public:
  virtual ~ImplicitSystem() = default;

  virtual std::size_t dimension() const = 0;
  virtual void residual(double t, std::span<const double> x, std::span<const double> dxdt,
                        std::span<double> f) const = 0;
  /// dF/dx + alpha dF/d(dx/dt), row-major, if known; else false.
  virtual bool jacobian(double t, double alpha, std::span<const double> x,
                        std::span<const double> dxdt, std::span<double> matrix) const;
  virtual std::vector<double> scales() const { return std::vector<double>(dimension(), 1.0); }
  virtual std::vector<double> knots() const { return {}; }
  /// True where dx_i/dt occurs: used to make the initial values consistent.
  virtual std::vector<bool> differential() const { return std::vector<bool>(dimension(), true); }
};

}  // namespace verdet
