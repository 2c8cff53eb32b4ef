// Measured resonances of the Fabry-Perot cavity against closed forms.
#include <gtest/gtest.h>

#include <cmath>

#include "verdet/devices/fabry_perot/fabry_perot.hpp"
#include "verdet/devices/registry.hpp"
#include "verdet/experiments/spectrum/resonances.hpp"
#include "verdet/materials/library.hpp"

namespace verdet {
namespace {

// 2 n_eff L is 100 wavelengths of 1550 nm, and one more per c/(2 n_g L).
FabryPerotParameters<double> cavity(double left, double right, double loss) {
  FabryPerotParameters<double> p;
  p.length = 31.25e-6;
  p.effective_index = 2.48;
  p.group_index = 4;
  p.loss = loss;
  p.left_reflectance = left;
  p.right_reflectance = right;
  return p;
}

std::vector<Resonance> measured(const FabryPerotParameters<double>& p) {
  const MaterialLibrary materials;
  const Context context;
  const ModelDevice<FabryPerot> device(p, {materials, context});
  return measure_resonances(device, device, 1.535e-6, 1.565e-6, context);
}

// The Airy function of field mirrors falls to a half where 2 sqrt(rho) sin(x) = 1 - rho, x being
// the phase of a pass; phases are equidistant over 1/lambda.
TEST(FabryPerotResonances, WidthIsThatOfTheAiryFunction) {
  for (const auto& [left, right, loss] :
       {std::array{0.81, 0.81, 0.0}, {0.3, 0.3, 0.0}, {0.25, 0.81, 6e3}, {0.9, 0.999, 1e3}}) {
    const std::vector<Resonance> all = measured(cavity(left, right, loss));
    ASSERT_EQ(all.size(), 3u);
    const double rho = std::sqrt(left * right) * std::exp(-loss * 31.25e-6);
    const double x = std::asin((1 - rho) / (2 * std::sqrt(rho)));
    const auto at = [&](double phase) {
      return 1 / (1 / 1.55e-6 + phase / (2 * M_PI * 4 * 31.25e-6));
    };
    EXPECT_NEAR(all[1].wavelength, 1.55e-6, 1e-15);
    EXPECT_NEAR(all[1].fwhm, at(-x) - at(x), 1e-6 * all[1].fwhm) << left << ' ' << right;
    EXPECT_NEAR(all[1].fsr, std::pow(1.55e-6, 2) / (8 * 31.25e-6), 1e-18);
    EXPECT_NEAR(all[0].wavelength, at(M_PI), 1e-15);
    EXPECT_NEAR(all[2].wavelength, at(-M_PI), 1e-15);
  }
}

// Ismail2016: below R = 3 - sqrt(8) = 0.1716 the Airy function nowhere falls to half its peak.
TEST(FabryPerotResonances, WeakMirrorsFillThePeriod) {
  const Resonance below = measured(cavity(0.16, 0.16, 0)).at(1);
  EXPECT_NEAR(below.finesse, 1, 1e-12) << "the width is the period";
  EXPECT_GT(measured(cavity(0.18, 0.18, 0)).at(1).finesse, 1);
}

}  // namespace
}  // namespace verdet
