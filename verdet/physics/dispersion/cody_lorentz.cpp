#include "verdet/physics/dispersion/cody_lorentz.hpp"

namespace verdet::physics {
namespace {

// Newton's method on the Legendre polynomial, from the Chebyshev guess.
LegendreRule make_rule() {
  LegendreRule rule{};
  constexpr int n = kLegendrePoints;
  for (int i = 0; i < n; ++i) {
    double x = std::cos(std::numbers::pi * (i + 0.75) / (n + 0.5)), slope = 1;
    for (int step = 0; step < 20; ++step) {
      double p = 1, previous = 0;
      for (int k = 1; k <= n; ++k) {
        const double next = ((2 * k - 1) * x * p - (k - 1) * previous) / k;
        previous = p;
        p = next;
      }
      slope = n * (x * p - previous) / (x * x - 1);
      x -= p / slope;
    }
    rule.node[i] = x;
    rule.weight[i] = 2 / ((1 - x * x) * slope * slope);
  }
  return rule;
}

}  // namespace

const LegendreRule& legendre_rule() {
  static const LegendreRule rule = make_rule();
  return rule;
}

}  // namespace verdet::physics
