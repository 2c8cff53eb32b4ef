// The quadrature that all photon energies share against the one made for each.
#include "verdet/physics/dispersion/cody_lorentz_batch.hpp"

#include <gtest/gtest.h>

#include "verdet/base/dual.hpp"

namespace verdet::physics {
namespace {

struct Case {
  CodyLorentz<double> law;
  double peak;  // of Im eps, to within a factor
};

// Broad and narrow lines, tails from weak to none, a knee above and below the line.
const std::vector<Case>& cases() {
  static const std::vector<Case> list = {{{70, 3.4, 2.3, 1.6, 0.8, 0.15, 0.06}, 20},
                                         {{40, 2.0, 0.3, 1.0, 0.5, 0.05, 0.02}, 100},
                                         {{90, 4.2, 5.0, 0.7, 2.0, 0.3, 0.15}, 15},
                                         {{20, 1.5, 0.8, 1.4, 0.3, 0.4, 0.05}, 20}};
  return list;
}

TEST(CodyLorentzBatch, EqualsTheQuadratureOfEachEnergy) {
  for (const auto& [law, peak] : cases()) {
    const CodyLorentzBatch<double> batch(law, 6.0);
    for (double e = 0.3; e <= 6.0; e += 0.0371) {
      const Complex<double> one = law(e), shared = batch(e);
      EXPECT_NEAR(shared.re, one.re, 2e-6 * peak) << e << " eV, line at " << law.energy;
      EXPECT_DOUBLE_EQ(shared.im, one.im);
    }
  }
}

TEST(CodyLorentzBatch, AcceptsANodeAsPhotonEnergy) {
  const auto& [law, peak] = cases().front();
  // The panel from the line to one width above it has a node next to its middle.
  const CodyLorentzBatch<double> batch(law, 6.0);
  for (int i = 0; i < kLegendrePoints; ++i) {
    const double node = law.energy + 0.5 * law.broadening * (1 + legendre_rule().node[i]);
    EXPECT_NEAR(batch(node).re, law(node).re, 3e-6 * peak);
  }
}

TEST(CodyLorentzBatch, DerivativesAreExact) {
  using D = Dual<double, 7>;
  const double p[] = {70, 3.4, 2.3, 1.6, 0.8, 0.15, 0.06};
  const auto law = [](const auto& q) {
    using T = std::decay_t<decltype(q[0])>;
    return CodyLorentz<T>{q[0], q[1], q[2], q[3], q[4], q[5], q[6]};
  };
  std::array<D, 7> dual;
  for (int k = 0; k < 7; ++k) dual[k] = D::variable(p[k], k);
  const CodyLorentzBatch<D> batch(law(dual), 6.0);
  for (const double e : {0.8, 1.7, 1.8, 3.0, 4.5})
    for (int k = 0; k < 7; ++k) {
      const double step = 1e-5 * p[k];
      std::array<double, 7> up, down;
      std::copy(p, p + 7, up.begin());
      down = up;
      up[k] += step;
      down[k] -= step;
      const double slope = (law(up)(e).re - law(down)(e).re) / (2 * step);
      EXPECT_NEAR(batch(e).re.grad[k], slope, 2e-4 * std::max(1.0, std::abs(slope)))
          << "parameter " << k << " at " << e << " eV";
    }
}

}  // namespace
}  // namespace verdet::physics
