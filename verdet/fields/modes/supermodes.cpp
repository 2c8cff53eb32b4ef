#include "verdet/fields/modes/supermodes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "verdet/base/error.hpp"
#include "verdet/fields/modes/richardson.hpp"

namespace verdet {
namespace {

constexpr double kFinestAccuracy = 1e-8;
constexpr int kAttempts = 4;
constexpr int kCandidates = 4;  // modes looked at for one of the wanted polarisation

// Extrapolates n_even - n_odd over the last three grids that both have, or over two.
GridLimit splitting(const Mode& even, const Mode& odd) {
  std::vector<GridResult> common;
  for (const GridResult& e : even.refinement)
    for (const GridResult& o : odd.refinement)
      if (e.level == o.level) common.push_back({e.level, e.n_eff - o.n_eff});
  const std::size_t n = common.size();
  if (n == 2)
    return extrapolate(std::array{common[0].level, common[1].level},
                       {common[0].n_eff, common[1].n_eff});
  return extrapolate({common[n - 3].level, common[n - 2].level, common[n - 1].level},
                     {common[n - 3].n_eff, common[n - 2].n_eff, common[n - 1].n_eff});
}

// The highest mode of the wanted polarisation: each mirror symmetry holds both, and in guides of
// weak or square confinement the other one may come first.
Mode highest_of(const CrossSection& section, ModeOptions options, bool te, const Context& context) {
  for (options.count = 1; options.count <= kCandidates; options.count *= 2)
    for (Mode& mode : solve_modes(section, options, context))
      if ((mode.te_fraction > 0.5) == te) return std::move(mode);
  throw ConvergenceError(
      fmt::format("supermodes: none of the {} highest modes is {}; widen the guide", kCandidates,
                  te ? "TE" : "TM"));
}

Box window_of(const Mode& m) {
  const FieldGrid& g = m.grid;
  return {g.x.front() - g.width.front() / 2, g.x.back() + g.width.back() / 2,
          g.y.front() - g.height.front() / 2, g.y.back() + g.height.back() / 2};
}

}  // namespace

double supermode_coupling(double n_even, double n_odd, double wavelength) {
  return M_PI * (n_even - n_odd) / wavelength;
}

double crossover_length(double coupling) {
  return M_PI / (2 * std::abs(coupling));
}

Supermodes solve_supermodes(const CrossSection& section, const ModeOptions& options,
                            ModePolarisation polarisation, double relative_error,
                            const Context& context) {
  const bool te = polarisation == ModePolarisation::te;
  ModeOptions even = options, odd = options;
  even.mirror_x = te ? Mirror::electric : Mirror::magnetic;
  odd.mirror_x = te ? Mirror::magnetic : Mirror::electric;
  Supermodes out;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    out.even = highest_of(section, even, te, context);
    // The same window, so that its error cancels as well.
    if (!odd.window) odd.window = window_of(out.even);
    if (!even.window) even.window = odd.window;
    out.odd = highest_of(section, odd, te, context);
    const GridLimit d = splitting(out.even, out.odd);
    out.coupling = supermode_coupling(d.value.real(), 0, options.wavelength);
    out.error_estimate = M_PI * d.error / options.wavelength;
    const bool exhausted =
        !out.even.converged || !out.odd.converged || even.accuracy <= kFinestAccuracy;
    if (out.error_estimate <= relative_error * std::abs(out.coupling) || exhausted) break;
    even.accuracy = odd.accuracy = std::max(even.accuracy / 8, kFinestAccuracy);
  }
  if (out.error_estimate > relative_error * std::abs(out.coupling))
    context.warn("supermodes: the coupling is known to " + std::to_string(out.error_estimate) +
                 " per metre only; raise memory_limit or enlarge the window");
  return out;
}

}  // namespace verdet
