// A device's equations of motion under a drive, as the single-run solvers see them.
#pragma once

#include "verdet/devices/device.hpp"
#include "verdet/solvers/ode/drive.hpp"
#include "verdet/solvers/ode/system.hpp"

namespace verdet {

/// Reads `dynamics`, which must outlive it.
class DrivenSystem : public OdeSystem {
 public:
  DrivenSystem(const Dynamics& dynamics, Drive drive);

  std::size_t dimension() const override { return dynamics_.states().size(); }
  void rates(double t, std::span<const double> x, std::span<double> dxdt) const override;
  bool jacobian(double t, std::span<const double> x, std::span<double> dfdx) const override;
  std::vector<double> scales() const override;
  std::vector<double> knots() const override;
  std::vector<double> inputs(double t) const;

 private:
  const Dynamics& dynamics_;
  Drive drive_;
};

}  // namespace verdet
