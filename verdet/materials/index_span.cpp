#include "verdet/materials/index_span.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace verdet {
namespace {

constexpr std::size_t kBlock = 256;  // wavelengths whose intermediate values stay in the cache
using Block = std::array<double, kBlock>;

// A law at one temperature: Sellmeier's where it takes that form, so that its polynomials of
// temperature are evaluated once.
const physics::Sellmeier& isothermal(const physics::Sellmeier& law, double) {
  return law;
}
physics::Sellmeier isothermal(const physics::GhoshSellmeier& law, double kelvin) {
  return law.at(kelvin);
}
physics::Sellmeier isothermal(const physics::TemperatureSellmeier& law, double kelvin) {
  return law.at(kelvin);
}
template <class Other>
auto isothermal(const Other& law, double kelvin) {
  return [&law, kelvin](double wavelength) { return evaluate(law, wavelength, kelvin); };
}

// Term by term, so that the divisions of many wavelengths run side by side.
void evaluate_block(const physics::Sellmeier& law, std::span<const double> wavelengths,
                    Block& out) {
  Block square;
  for (std::size_t i = 0; i < wavelengths.size(); ++i) {
    const double um = wavelengths[i] * 1e6;
    square[i] = um * um;
    out[i] = law.background;
  }
  for (const auto& [strength, pole] : law.terms)
    for (std::size_t i = 0; i < wavelengths.size(); ++i)
      out[i] += strength * square[i] / (square[i] - pole);
  for (std::size_t i = 0; i < wavelengths.size(); ++i) out[i] = std::sqrt(out[i]);
}
template <class Other>
void evaluate_block(const Other& law, std::span<const double> wavelengths, Block& out) {
  for (std::size_t i = 0; i < wavelengths.size(); ++i) out[i] = law(wavelengths[i]);
}

// Calls use(start, wavelengths) for block after block.
template <class Use>
void for_blocks(std::span<const double> wavelengths, const Use& use) {
  for (std::size_t start = 0; start < wavelengths.size(); start += kBlock)
    use(start, wavelengths.subspan(start, std::min(kBlock, wavelengths.size() - start)));
}

// Calls put(i, value) with the value of a law at every wavelength.
template <class Laws, class Put>
void for_each_value(const Laws& laws, std::span<const double> wavelengths, double kelvin,
                    const Put& put) {
  std::visit(
      [&](const auto& law) {
        const auto& at = isothermal(law, kelvin);
        Block values;
        for_blocks(wavelengths, [&](std::size_t start, std::span<const double> block) {
          evaluate_block(at, block, values);
          for (std::size_t i = 0; i < block.size(); ++i) put(start + i, values[i]);
        });
      },
      laws);
}

void fill_separate(const SeparateIndex& law, std::span<const double> wavelengths, double kelvin,
                   std::span<std::complex<double>> out) {
  for_each_value(law.n, wavelengths, kelvin, [&](std::size_t i, double n) { out[i] = n; });
  const auto* constant = std::get_if<ConstantLaw>(&law.k);
  if (constant && constant->value == 0) return;
  for_each_value(law.k, wavelengths, kelvin, [&](std::size_t i, double k) { out[i].imag(k); });
}

}  // namespace

void fill_index(const IndexLaw& law, std::span<const double> wavelengths, const Conditions& at,
                std::span<std::complex<double>> out) {
  if (const SeparateIndex* separate = law.separate())
    return fill_separate(*separate, wavelengths, at.temperature, out);
  std::visit(
      [&](const auto& form) {
        for (std::size_t i = 0; i < out.size(); ++i)
          out[i] = to_std(evaluate(form, wavelengths[i], at));
      },
      law.form);
}

void add_thermo_optic_shift(const Law& law, std::span<const double> wavelengths, const Range& reach,
                            double kelvin, double reference, std::span<std::complex<double>> out) {
  const auto inside = [&](double wavelength) { return reach.contains(wavelength); };
  const auto* index = std::get_if<IndexLaw>(&law);
  if (!index || !index->separate() ||
      !std::all_of(wavelengths.begin(), wavelengths.end(), inside)) {
    for (std::size_t i = 0; i < out.size(); ++i)
      if (inside(wavelengths[i]))
        out[i] += thermo_optic_shift(law, wavelengths[i], kelvin, reference);
    return;
  }
  std::visit(
      [&](const auto& n) {
        const auto& there = isothermal(n, kelvin);
        const auto& here = isothermal(n, reference);
        Block moved, resting;
        for_blocks(wavelengths, [&](std::size_t start, std::span<const double> block) {
          evaluate_block(there, block, moved);
          evaluate_block(here, block, resting);
          for (std::size_t i = 0; i < block.size(); ++i) out[start + i] += moved[i] - resting[i];
        });
      },
      index->separate()->n);
}

}  // namespace verdet
