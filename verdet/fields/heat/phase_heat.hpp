// Latent heat: the enthalpy of a control volume that is partly crystalline.
#pragma once

namespace verdet {

/// What melts and at which cost. Enthalpy of a volume: C T + L (1 - X): melt and glass hold the
/// latent heat, the crystal does not. A glass above T_m is a liquid already and melts no more.
struct Melting {
  double temperature = 0;  ///< T_m, K
  double latent_heat = 0;  ///< L, J (of this volume)
};

struct Phase {
  double kelvin;
  double crystalline;
};

/// Crystal above its melting point turns into liquid until it is at T_m or used up; enthalpy kept.
inline Phase melt(const Phase& phase, double capacity, const Melting& melting) {
  const double excess = phase.kelvin - melting.temperature;
  if (!(excess > 0) || !(phase.crystalline > 0)) return phase;
  const double wanted = capacity * excess / melting.latent_heat;
  if (wanted < phase.crystalline) return {melting.temperature, phase.crystalline - wanted};
  return {phase.kelvin - phase.crystalline * melting.latent_heat / capacity, 0};
}

/// Crystallisation up to `target` releases its latent heat, but never more than brings the volume
/// to T_m: there the front waits for the heat to leave. Enthalpy kept.
inline Phase crystallise(const Phase& phase, double target, double capacity,
                         const Melting& melting) {
  if (!(target > phase.crystalline) || !(phase.kelvin < melting.temperature)) return phase;
  const double most = capacity * (melting.temperature - phase.kelvin) / melting.latent_heat;
  const double gained = target - phase.crystalline < most ? target - phase.crystalline : most;
  return {phase.kelvin + gained * melting.latent_heat / capacity, phase.crystalline + gained};
}

}  // namespace verdet
