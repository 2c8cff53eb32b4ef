#include "verdet/devices/coupler/coupler.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "verdet/base/units.hpp"
#include "verdet/fields/guide/guide_section.hpp"
#include "verdet/fields/modes/supermodes.hpp"

namespace verdet {
namespace {

constexpr std::size_t kNodes = Coupler::kOrder + 1;

Supermodes supermodes(const GuideSection& section, double gap, double wavelength,
                      const Context& context) {
  context.check();
  Supermodes found = solve_supermodes(section.pair_at(wavelength, gap), {.wavelength = wavelength},
                                      ModePolarisation::te, 0.01, context);
  if (!found.even.guided || !found.odd.guided)
    throw InputError(
        fmt::format("waveguide: no guided pair of supermodes at {}; make the core larger",
                    format_quantity(wavelength, "m")));
  return found;
}

// Two guides that bend away with radius R are gap + z^2/R apart, and the coupling per length falls
// as exp(-gamma (gap - g)): both ends together add sqrt(pi R / gamma) to the length.
double bend_length(const GuideSection& section, double gap, double radius, double wavelength,
                   const Context& context) {
  constexpr double kStep = 50e-9;
  const double near = supermodes(section, gap, wavelength, context).coupling;
  const double far = supermodes(section, gap + kStep, wavelength, context).coupling;
  return std::sqrt(std::numbers::pi * radius * kStep / std::log(near / far));
}

GuideSection section_of(const CouplerParameters<double>& p, const Environment& environment) {
  return {*p.waveguide, {.temperature = p.temperature}, environment.materials, environment.context};
}

}  // namespace

DeviceInfo Coupler::info() {
  return {.type = "coupler",
          .meaning = "directional coupler of two equal parallel waveguides",
          .limits =
              "synchronous guides, one mode each; loss constant over wavelength; the bends "
              "couple but have no phase or loss of their own",
          .traits = {.passive = true, .reciprocal = true, .prospective = false}};
}

Coupler::Prepared<double> Coupler::prepare(const Parameters<double>& p,
                                           const Environment& environment) {
  Prepared<double> prepared{};
  prepared.longest = std::numeric_limits<double>::infinity();
  if (!p.waveguide) return prepared;
  const GuideSection section = section_of(p, environment);
  const double half = p.bandwidth / 2;
  const auto x = chebyshev_points<kNodes>(half);
  std::array<double, kNodes> index{}, coupling{};
  for (std::size_t i = 0; i < kNodes; ++i) {
    const Supermodes found =
        supermodes(section, *p.gap, p.reference_wavelength + x[i], environment.context);
    index[i] = (found.even.n_eff.real() + found.odd.n_eff.real()) / 2;
    coupling[i] = found.coupling;
    prepared.absorption += (found.even.loss + found.odd.loss) / (2 * kNodes);
  }
  std::ranges::copy(interpolating_polynomial(x, index), prepared.index);
  std::ranges::copy(interpolating_polynomial(x, coupling), prepared.coupling);
  if (p.bend_radius)
    prepared.bend_length =
        bend_length(section, *p.gap, *p.bend_radius, p.reference_wavelength, environment.context);
  prepared.shortest = p.reference_wavelength - half;
  prepared.longest = p.reference_wavelength + half;
  return prepared;
}

std::pair<std::vector<std::string>, std::vector<std::string>> Coupler::sources(
    const Parameters<double>& p, const Environment& environment) {
  if (!p.waveguide) return {{}, {"Yariv1973"}};
  const GuideSection section = section_of(p, environment);
  std::vector<std::string> references = section.references();
  references.emplace_back("Yariv1973");
  return {section.records(), references};
}

std::vector<std::string> Coupler::ports(const Parameters<double>&) {
  return {"in1", "in2", "out1", "out2"};
}

std::vector<int> Coupler::pattern(const Parameters<double>&) {
  // Rows are outputs, columns inputs, both in the order in1, in2, out1, out2.
  return {-1,     -1,     kBar,   kCross,  //
          -1,     -1,     kCross, kBar,    //
          kBar,   kCross, -1,     -1,      //
          kCross, kBar,   -1,     -1};
}

}  // namespace verdet
