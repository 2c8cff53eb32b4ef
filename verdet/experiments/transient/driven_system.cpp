#include "verdet/experiments/transient/driven_system.hpp"

#include <algorithm>

namespace verdet {

DrivenSystem::DrivenSystem(const Dynamics& dynamics, Drive drive)
    : dynamics_(dynamics), drive_(std::move(drive)) {}

void DrivenSystem::rates(double t, std::span<const double> x, std::span<double> dxdt) const {
  dynamics_.rhs(t, x, inputs(t), dxdt);
}

bool DrivenSystem::jacobian(double t, std::span<const double> x, std::span<double> dfdx) const {
  dynamics_.jacobian(t, x, inputs(t), dfdx);
  return true;
}

std::vector<double> DrivenSystem::scales() const {
  std::vector<double> list;
  for (const State& state : dynamics_.states()) list.push_back(state.scale);
  return list;
}

std::vector<double> DrivenSystem::knots() const {
  std::vector<double> all;
  for (const PiecewiseLinear& input : drive_.inputs)
    if (input.times.size() > 1) all.insert(all.end(), input.times.begin(), input.times.end());
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

std::vector<double> DrivenSystem::inputs(double t) const {
  std::vector<double> u(drive_.inputs.size());
  drive_.evaluate(t, u);
  return u;
}

}  // namespace verdet
