#include "verdet/studies/fit/dispersion_terms.hpp"

#include <algorithm>

#include "verdet/physics/dispersion/cody_lorentz_batch.hpp"
#include "verdet/physics/dispersion/critical_point.hpp"
#include "verdet/physics/dispersion/drude_permittivity.hpp"
#include "verdet/physics/dispersion/gaussian_oscillator.hpp"
#include "verdet/physics/dispersion/lorentz.hpp"
#include "verdet/physics/dispersion/tauc_lorentz.hpp"

namespace verdet {
namespace {

template <class T, std::size_t N>
using Parameters = std::array<T, N>;

// Brace-initialises a law from its parameters, in their order.
template <template <class> class Law, class T, std::size_t N, std::size_t... I>
Law<T> law_of(const std::array<T, N>& p, std::index_sequence<I...>) {
  return Law<T>{p[I]...};
}

// A law as it is, or with what all energies share.
template <class L>
L prepared(const L& law, std::span<const double>) {
  return law;
}
template <class T>
physics::CodyLorentzBatch<T> prepared(const physics::CodyLorentz<T>& law,
                                      std::span<const double> energies) {
  return {law, *std::max_element(energies.begin(), energies.end())};
}

template <template <class> class Law, int N>
bool add_law(const double* parameters, std::span<const double> energies, ComplexColumn& sum,
             ComplexColumn* slopes) {
  using D = Dual<double, N>;
  std::array<double, N> plain;
  std::array<D, N> dual;
  for (int k = 0; k < N; ++k) {
    plain[k] = parameters[k];
    dual[k] = D::variable(parameters[k], k);
  }
  const auto order = std::make_index_sequence<N>{};
  if (!slopes) {
    const auto law = prepared(law_of<Law>(plain, order), energies);
    for (std::size_t i = 0; i < energies.size(); ++i) {
      const Complex<double> e = law(energies[i]);
      sum.re[i] += e.re;
      sum.im[i] += e.im;
    }
    return true;
  }
  const auto law = prepared(law_of<Law>(dual, order), energies);
  for (std::size_t i = 0; i < energies.size(); ++i) {
    const Complex<D> e = law(energies[i]);
    sum.re[i] += e.re.value;
    sum.im[i] += e.im.value;
    for (int k = 0; k < N; ++k) {
      slopes[k].re[i] = e.re.grad[k];
      slopes[k].im[i] = e.im.grad[k];
    }
  }
  return true;
}

bool add_tauc_lorentz(const double* p, std::span<const double> energies, ComplexColumn& sum,
                      ComplexColumn* slopes) {
  if (!(p[2] < 2 * p[1])) return false;
  return add_law<physics::TaucLorentz, 4>(p, energies, sum, slopes);
}

// A pole without width: Sellmeier's term B E0^2/(E0^2 - E^2).
template <class T>
struct SellmeierPole {
  T strength{}, energy{};
  template <class E>
  Complex<physics::Answer<T, E>> operator()(const E& photon) const {
    using R = physics::Answer<T, E>;
    const R square = energy * energy;
    return {strength * square / (square - photon * photon), R(0.0)};
  }
};

}  // namespace

const std::vector<TermKind>& term_kinds() {
  static const std::vector<TermKind> kinds = {
      {"lorentz",
       "oscillators",
       {{"strength", 2, "strength f of f/(E0^2 - E^2 - i g E)"},
        {"energy", 1, "resonance energy E0"},
        {"broadening", 1, "full width g"}},
       0,
       false,
       add_law<physics::LorentzOscillator, 3>},
      {"drude",
       "carriers",
       {{"plasma_energy", 1, "plasma energy"}, {"broadening", 1, "hbar over the scattering time"}},
       0,
       true,
       add_law<physics::DrudePermittivity, 2>},
      {"tauc_lorentz",
       "oscillators",
       {{"amplitude", 1, "amplitude A"},
        {"energy", 1, "resonance energy E0"},
        {"broadening", 1, "width C"},
        {"gap", 1, "gap Eg"}},
       0,
       false,
       add_tauc_lorentz},
      {"cody_lorentz",
       "oscillators",
       {{"amplitude", 1, "amplitude A"},
        {"energy", 1, "resonance energy E0"},
        {"broadening", 1, "width C"},
        {"gap", 1, "gap Eg"},
        {"cody", 1, "energy Ep where Cody's absorption turns into Lorentz's"},
        {"tail", 1, "Et - Eg, where the exponential tail ends"},
        {"urbach", 1, "slope Eu of the exponential tail"}},
       0,
       false,
       add_law<physics::CodyLorentz, 7>},
      {"gaussian",
       "oscillators",
       {{"amplitude", 0, "peak of the imaginary part"},
        {"energy", 1, "centre of the line"},
        {"broadening", 1, "full width at half maximum"}},
       0,
       false,
       add_law<physics::GaussianOscillator, 3>},
      {"critical_point",
       "oscillators",
       {{"strength", 0, "strength of the transition"},
        {"phase", 0, "excitonic phase"},
        {"energy", 1, "energy of the transition"},
        {"broadening", 1, "half width"}},
       0,
       false,
       add_law<physics::CriticalPoint, 4>},
      {"sellmeier",
       "oscillators",
       {{"strength", 0, "strength B of B E0^2/(E0^2 - E^2)"}, {"energy", 1, "pole E0"}},
       0,
       false,
       add_law<SellmeierPole, 2>},
  };
  return kinds;
}

const TermKind* find_term(const std::string& name) {
  for (const TermKind& kind : term_kinds())
    if (name == kind.name) return &kind;
  return nullptr;
}

std::vector<std::string> term_names() {
  std::vector<std::string> names;
  for (const TermKind& kind : term_kinds()) names.emplace_back(kind.name);
  return names;
}

}  // namespace verdet
