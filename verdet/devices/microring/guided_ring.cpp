#include "verdet/devices/microring/guided_ring.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "verdet/base/units.hpp"
#include "verdet/fields/guide/band.hpp"
#include "verdet/fields/guide/guide_section.hpp"
#include "verdet/fields/modes/supermodes.hpp"

namespace verdet {
namespace {

using std::numbers::pi;
constexpr std::size_t kNodes = RoundTrip<double>::kOrder + 1;

// Solves one ring: remembers the solver, whose orderings carry over from wavelength to wavelength.
class RingSolver {
 public:
  RingSolver(const MicroringParameters<double>& p, const Environment& environment)
      : p_(p),
        context_(environment.context),
        section_(*p.waveguide,
                 {.temperature = p.temperature, .electrons = p.electrons, .holes = p.holes},
                 environment.materials, environment.context) {}

  Mode mode(double wavelength) {
    context_.check();
    // One tenth of the default error: the resonance wavelengths hang on it.
    const ModeOptions options{.wavelength = wavelength, .count = 1, .accuracy = 1e-5};
    std::vector<Mode> found = solver_.solve(section_.at(wavelength), options, context_);
    if (found.empty() || !found[0].guided)
      throw InputError(fmt::format("waveguide: no guided mode at {}; make the core larger",
                                   format_quantity(wavelength, "m")));
    return std::move(found[0]);
  }

  // The coupling per length decays as exp(-gamma gap), so the curved coupler (gap growing as
  // z^2/2R) has the angle kappa(gap) sqrt(2 pi R / gamma), plus kappa times a straight section.
  double angle(double gap, double wavelength) {
    context_.check();
    constexpr double kStep = 50e-9;
    const double near = coupling(gap, wavelength), far = coupling(gap + kStep, wavelength);
    const double gamma = std::log(near / far) / kStep;
    return near * (std::sqrt(2 * pi * p_.radius / gamma) + p_.straight_length);
  }

 private:
  double coupling(double gap, double wavelength) const {
    const ModeOptions options{.wavelength = wavelength};
    return solve_supermodes(section_.pair_at(wavelength, gap), options, ModePolarisation::te, 0.01,
                            context_)
        .coupling;
  }

  const MicroringParameters<double>& p_;
  const Context& context_;
  GuideSection section_;
  ModeSolver solver_;
};

void solve_coupler(RingSolver& solver, const std::optional<double>& gap, double wavelength,
                   double half, double& angle, double& turn) {
  if (!gap) return;
  angle = solver.angle(*gap, wavelength);
  turn =
      (solver.angle(*gap, wavelength + half) - solver.angle(*gap, wavelength - half)) / (2 * half);
}

}  // namespace

Microring::Prepared<double> solve_ring(const MicroringParameters<double>& p,
                                       const Environment& environment) {
  RingSolver solver(p, environment);
  const double centre = p.reference_wavelength, half = p.bandwidth / 2;
  Microring::Prepared<double> prepared{};
  prepared.shortest = centre - half;
  prepared.longest = centre + half;
  const auto x = chebyshev_points<kNodes>(half);
  std::array<double, kNodes> y{};
  for (std::size_t i = 0; i < kNodes; ++i) {
    const Mode mode = solver.mode(centre + x[i]);
    y[i] = mode.n_eff.real();
    prepared.absorption += mode.loss / kNodes;
  }
  std::ranges::copy(interpolating_polynomial(x, y), prepared.index);
  solve_coupler(solver, p.gap, centre, half, prepared.angle1, prepared.turn1);
  solve_coupler(solver, p.drop_gap, centre, half, prepared.angle2, prepared.turn2);
  return prepared;
}

}  // namespace verdet
