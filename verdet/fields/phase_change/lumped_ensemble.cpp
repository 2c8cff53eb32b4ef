#include "verdet/fields/phase_change/lumped_ensemble.hpp"

#include <cmath>

namespace verdet {

std::vector<LumpedStep> pulse_steps(double width, double period, int lit, int dark) {
  std::vector<LumpedStep> steps(static_cast<std::size_t>(lit), {width / lit, 1.0});
  // The first dark step is as long as a lit one; the ratio by bisection.
  const double first = width / lit, total = period - width;
  double low = 0.5, high = 4;
  for (int i = 0; i < 80; ++i) {
    const double ratio = 0.5 * (low + high);
    double sum = 0, step = first;
    for (int k = 0; k < dark; ++k) sum += step, step *= ratio;
    (sum < total ? low : high) = ratio;
  }
  double step = first;
  for (int k = 0; k < dark; ++k) steps.push_back({step, 0.0}), step *= low;
  return steps;
}

LumpedEnsemble::LumpedEnsemble(std::size_t cells, double fraction,
                               const physics::GrainMoments<double>& grains)
    : crystalline(cells, fraction),
      number(cells, grains.number),
      radius(cells, grains.radius),
      square(cells, grains.square),
      cube(cells, grains.cube) {
  for (std::vector<double>& r : rise) r.assign(cells, 0.0);
}

}  // namespace verdet
