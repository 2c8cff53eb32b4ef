// The lumped level: one temperature and one crystalline fraction, a thermal chain of ten time
// constants. Over double and lanes; no branches.
#pragma once

#include <array>

#include "verdet/base/math.hpp"
#include "verdet/physics/crystallisation/avrami.hpp"

namespace verdet {

inline constexpr std::size_t kThermalTerms = 10;
inline constexpr std::size_t kAttenuationTerms = 9;

/// Rise of the film under a constant power: sum of resistance (1 - exp(-t/time)).
template <class T>
struct ThermalChain {
  std::array<T, kThermalTerms> resistance;  ///< K/W
  std::array<T, kThermalTerms> time;        ///< s

  /// Heat capacity that a sudden heat meets, J/K.
  T capacity() const {
    T sum(0.0);
    for (std::size_t i = 0; i < kThermalTerms; ++i) sum = sum + resistance[i] / time[i];
    return 1.0 / sum;
  }
};

template <class T>
struct LumpedCell {
  ThermalChain<T> heat;
  std::array<T, kAttenuationTerms> attenuation;  ///< of the whole film, polynomial in X: -ln T
  T facet;                                       ///< power that enters
  T ambient;                                     ///< K
  T melting;                                     ///< K
  T latent_heat;                                 ///< of the film, J
  T melt_like_crystal;                           ///< see MeltOptics
  T melt_range;                                  ///< K
};

template <class T>
struct LumpedState {
  std::array<T, kThermalTerms> rise;  ///< K
  T crystalline;
  physics::GrainMoments<T> grains;

  T kelvin(const T& ambient) const {
    T sum = ambient;
    for (const T& r : rise) sum = sum + r;
    return sum;
  }
};

/// The fraction of a cold film that looks like this one: see MeltOptics.
template <class T>
T optical_fraction(const LumpedCell<T>& cell, const T& crystalline, const T& kelvin) {
  const T above = 1.0 + (kelvin - cell.melting) * (1.0 / cell.melt_range);
  const T clipped = select(above > 0.0, select(above < 1.0, above, T(1.0)), T(0.0));
  return crystalline + (1.0 - crystalline) * clipped * cell.melt_like_crystal;
}

/// Share of the light in front of the cell that its film takes in this state.
template <class T>
T lumped_absorption(const LumpedCell<T>& cell, const T& crystalline, const T& kelvin) {
  const T x = optical_fraction(cell, crystalline, kelvin);
  T depth(0.0);
  for (std::size_t i = kAttenuationTerms; i-- > 0;) depth = depth * x + cell.attenuation[i];
  return cell.facet * (1.0 - exp(-depth));
}

/// What one step does to the chain: its rises fall to `kept` of what they were and gain `rise` (K)
/// per watt taken.
template <class T>
struct ChainStep {
  std::array<T, kThermalTerms> kept, rise;
};

inline ChainStep<double> chain_step(const ThermalChain<double>& heat, double dt) {
  ChainStep<double> step{};
  for (std::size_t i = 0; i < kThermalTerms; ++i) {
    step.kept[i] = std::exp(-dt / heat.time[i]);
    step.rise[i] = heat.resistance[i] * (1 - step.kept[i]);
  }
  return step;
}

/// Takes the latent heat of `fraction` of the film from it at once; returns by how many kelvin that
/// cools it.
template <class T>
T withdraw(LumpedState<T>& state, const LumpedCell<T>& cell, const T& fraction) {
  const T heat = fraction * cell.latent_heat;
  for (std::size_t i = 0; i < kThermalTerms; ++i)
    state.rise[i] = state.rise[i] - heat * (cell.heat.resistance[i] / cell.heat.time[i]);
  return heat * (1.0 / cell.heat.capacity());
}

/// Crystal above its melting point melts as far as the excess heat goes, which cools the film from
/// `kelvin`; returns the fraction that is left. The grains shrink with it.
template <class T>
T melt_excess(LumpedState<T>& state, const LumpedCell<T>& cell, T& kelvin) {
  const T excess = (kelvin - cell.melting) * (cell.heat.capacity() / cell.latent_heat);
  const T wanted = select(excess > 0.0, excess, T(0.0));
  const T molten = select(wanted < state.crystalline, wanted, state.crystalline);
  // Most steps melt nothing anywhere.
  if (!any(molten > 0.0)) return state.crystalline;
  kelvin = kelvin - withdraw(state, cell, molten);
  const T left = state.crystalline - molten;
  const T whole = select(state.crystalline > 0.0, state.crystalline, T(1.0));
  const T ratio = left / whole;
  const T floor = select(ratio > 1e-30, ratio, T(1e-30));
  const T s =
      select(molten > 0.0, select(left > 0.0, exp(log(floor) * (1.0 / 3.0)), T(0.0)), T(1.0));
  physics::GrainMoments<T>& g = state.grains;
  g = {select(left > 0.0, g.number, select(molten > 0.0, T(0.0), g.number)), s * g.radius,
       s * s * g.square, s * s * s * g.cube};
  return left;
}

/// One step of `dt` (s) under `power` (W in front of the cell). `rates(kelvin)` gives growth (m/s)
/// and nucleation (1/(m^3 s)). Returns the absorbed power, W.
template <class T, class Rates>
T lumped_step(LumpedState<T>& state, const LumpedCell<T>& cell, const T& power, const T& dt,
              const ChainStep<T>& chain, Rates&& rates) {
  const T before = state.kelvin(cell.ambient);
  const T taken = power * lumped_absorption(cell, state.crystalline, before);
  for (std::size_t i = 0; i < kThermalTerms; ++i)
    state.rise[i] = state.rise[i] * chain.kept[i] + chain.rise[i] * taken;
  T now = state.kelvin(cell.ambient);
  const T left = melt_excess(state, cell, now);
  // Nucleation and growth at the mean temperature of the step.
  const auto rate = rates(T(0.5 * (before + now)));
  physics::GrainMoments<T>& g = state.grains;
  const physics::GrainMoments<T> next = g.after(dt, rate.nucleation, rate.growth);
  const T grown = (1.0 - left) * (1.0 - exp(g.extended_volume() - next.extended_volume()));
  const T room = (cell.melting - now) * (cell.heat.capacity() / cell.latent_heat);
  const T most = select(room > 0.0, room, T(0.0));
  const T gained = select(grown < most, grown, most);
  if (any(gained > 0.0)) withdraw(state, cell, T(-gained));
  g = next;
  state.crystalline = left + gained;
  return taken;
}

}  // namespace verdet
