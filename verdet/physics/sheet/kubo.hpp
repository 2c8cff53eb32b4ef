// Sheet conductivity of graphene: Kubo's formula for massless Dirac electrons.
#pragma once

#include <numbers>

#include "verdet/physics/constants.hpp"
#include "verdet/physics/sheet/digamma.hpp"
#include "verdet/physics/sheet/thermal_correction.hpp"

namespace verdet::physics {

/// e^2 / (4 hbar), S: the conductivity of undoped graphene at optical frequencies.
inline constexpr double kUniversalConductivity =
    codata2018::kElementaryCharge * codata2018::kElementaryCharge / (4 * codata2018::kHbar);

/// What the conductivity depends on, SI, for exp(-i omega t): a positive real part absorbs.
template <class T>
struct KuboState {
  T photon{};                ///< hbar omega, J
  T fermi_level{};           ///< from the Dirac point, J; electrons and holes alike
  T temperature{};           ///< of the carriers, K, above 0
  T scattering_time{};       ///< s; enters the intraband part alone
  T interband_broadening{};  ///< J; 0 leaves the interband part collisionless
};

/// i (2 e^2 k T / (pi hbar^2 (omega + i/tau))) ln[2 cosh(mu / 2 k T)], S
/// (bib: Hanson2008, eq. 3; exact for an energy-independent tau).
template <class T>
Complex<T> intraband_conductivity(const KuboState<T>& s) {
  using namespace codata2018;
  constexpr double kScale =
      2 * kElementaryCharge * kElementaryCharge / (std::numbers::pi * kHbar * kHbar);
  const T thermal = kBoltzmann * s.temperature;
  const T u = abs(s.fermi_level) / (2.0 * thermal);
  const T drude_weight = kScale * thermal * (u + log(1.0 + exp(-2.0 * u)));
  const T omega = s.photon / kHbar, rate = 1.0 / s.scattering_time;
  return (drude_weight / (omega * omega + rate * rate)) * Complex<T>{rate, omega};
}

/// Transitions between the cones, S, exact at any temperature. With sigma_0 = e^2 / 4 hbar,
/// z = hbar omega + i Gamma, and y_+- = (z/2 +- mu) / (2 pi k T),
///   sigma / sigma_0 = 1 - (i/pi) [psi(1/2 - i y_+) - psi(1/2 - i y_-)] + d(z),
/// the response to the even function 1 + [tanh((E - mu)/2kT) - tanh((E + mu)/2kT)]/2, which differs
/// from the occupations at E > 0 by tanh((E + mu)/2kT) - 1, of order exp(-mu/kT): that is d(z),
/// thermal_correction.hpp. The closed form in wide use, a logarithm of (x - 2 mu)^2 + (2 k T)^2
/// (bib: Stauber2008), is off by 4 to 11 % near x = 2 mu.
template <class T>
Complex<T> interband_conductivity(const KuboState<T>& s) {
  const T thermal = codata2018::kBoltzmann * s.temperature;
  const T mu = abs(s.fermi_level);
  const T scale = 1.0 / (2 * std::numbers::pi * thermal);
  const auto psi = [&](const T& side) {
    // 1/2 - i y with y = (x/2 + side + i Gamma/2) scale
    return digamma(
        Complex<T>{0.5 + 0.5 * s.interband_broadening * scale, -(0.5 * s.photon + side) * scale});
  };
  const Complex<T> difference = psi(mu) - psi(-mu);
  constexpr double kInversePi = 1 / std::numbers::pi;
  const Complex<T> even{1.0 + kInversePi * difference.im, -kInversePi * difference.re};
  const Complex<T> thermal_part =
      thermal_correction(s.photon / thermal, mu / thermal, s.interband_broadening / thermal);
  return T(kUniversalConductivity) * (even + thermal_part);
}

/// Both parts, S.
template <class T>
Complex<T> kubo_conductivity(const KuboState<T>& s) {
  return intraband_conductivity(s) + interband_conductivity(s);
}

}  // namespace verdet::physics
