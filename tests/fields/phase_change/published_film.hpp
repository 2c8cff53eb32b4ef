// The published simulation of a laser-heated Ge2Sb2Te5 film (Wang2021) as its authors' code does
// it, numerics included: what its numbers can be compared with. In rings instead of a square grid.
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <complex>
#include <numbers>
#include <random>
#include <vector>

#include "verdet/fields/phase_change/automaton.hpp"

namespace verdet {

/// Nodes at depths 0, 15, 30, 50 and 80 nm. The one between film and membrane has no heat capacity:
/// 40 of 50 nm of membrane store and conduct, and of the light in the lowest 7.5 nm of the film
/// only what raises that node for one step gets on. Forward Euler, steps of 13.7 and 2.3 ps in
/// turn.
class PublishedHeat {
 public:
  static constexpr double kAmbient = 298.15, kSpot = 0.6e-6, kRing = 30e-9;

  PublishedHeat() {
    for (double r = 0, h = kRing; r<10e-6; r += h, h *= r> 1.1e-6 ? 1.12 : 1) edge_.push_back(r);
    edge_.push_back(10e-6);
    rise_.assign(rings() * kNodes, 0.0);
    next_ = rise_;
  }

  std::size_t rings() const { return edge_.size() - 1; }
  double top(std::size_t ring) const { return kAmbient + rise_[ring * kNodes]; }

  /// `light` in W in front of the film.
  void step(double dt, double light, double reflectance, double alpha) {
    const double taken[2] = {-std::expm1(-alpha * 7.5e-9),
                             std::exp(-alpha * 7.5e-9) - std::exp(-alpha * 22.5e-9)};
    for (std::size_t ring = 0; ring < rings(); ++ring) {
      const double share = within(edge_[ring + 1]) - within(edge_[ring]);
      for (std::size_t node = 0; node < kNodes; ++node) {
        if (node == 2) continue;
        double flow = down(ring, node) + sideways(ring, node);
        if (node < 2) flow += light * share * (1 - reflectance) * taken[node];
        const double c = node < 2 ? kFilm : kMembrane;
        next_[ring * kNodes + node] = at(ring, node) + dt * flow / (c * kThick[node] * area(ring));
      }
      double* t = &next_[ring * kNodes];
      const double lowest = std::exp(-alpha * 22.5e-9) - std::exp(-alpha * 30e-9);
      const double flux = light * share / area(ring) * (1 - reflectance) * lowest;
      t[2] = (kJoin[1] * t[1] + kJoin[2] * t[3]) / (kJoin[1] + kJoin[2]) +
             dt * flux / (kFilm * 17.5e-9);
    }
    rise_.swap(next_);
  }

 private:
  static constexpr std::size_t kNodes = 5;
  static constexpr double kFilm = 1.25e6, kMembrane = 700 * 3100;  // J/(m^3 K)
  static constexpr double kThick[kNodes] = {7.5e-9, 15e-9, 0, 25e-9, 15e-9};
  static constexpr double kJoin[kNodes - 1] = {0.2 / 15e-9, 0.2 / 15e-9, 20 / 20e-9, 20 / 30e-9};

  static double within(double r) { return -std::expm1(-2 * r * r / (kSpot * kSpot)); }
  double at(std::size_t ring, std::size_t node) const { return rise_[ring * kNodes + node]; }
  double area(std::size_t ring) const {
    return std::numbers::pi * (edge_[ring + 1] * edge_[ring + 1] - edge_[ring] * edge_[ring]);
  }
  double down(std::size_t ring, std::size_t node) const {
    double flow = 0;
    if (node > 0) flow += kJoin[node - 1] * (at(ring, node - 1) - at(ring, node));
    if (node + 1 < kNodes) flow += kJoin[node] * (at(ring, node + 1) - at(ring, node));
    return flow * area(ring);
  }
  double sideways(std::size_t ring, std::size_t node) const {
    const double k = (node < 2 ? 0.2 : 20) * kThick[node] * 2 * std::numbers::pi;
    const auto middle = [&](std::size_t i) { return 0.5 * (edge_[i] + edge_[i + 1]); };
    double flow = 0;
    if (ring > 0)
      flow += k * edge_[ring] * (at(ring - 1, node) - at(ring, node)) /
              (middle(ring) - middle(ring - 1));
    const bool last = ring + 1 == rings();
    const double next = last ? 0 : at(ring + 1, node);
    const double away = last ? edge_[ring + 1] - middle(ring) : middle(ring + 1) - middle(ring);
    return flow + k * edge_[ring + 1] * (next - at(ring, node)) / away;
  }

  std::vector<double> edge_, rise_, next_;
};

/// 400 x 400 sites. `kept`: the authors' clock of events stops at the last event and the waiting
/// time is drawn anew from there at every step of the heat, so that events come too often; else the
/// clock runs on (Gillespie1977).
class PublishedSites {
 public:
  PublishedSites(bool kept, unsigned seed) : kept_(kept), random_(seed), grain_(kSide * kSide) {
    for (std::size_t s = 0; s < grain_.size(); ++s) {
      const double x = (static_cast<double>(s % kSide) - kSide / 2.0) * pitch();
      const double y = (static_cast<double>(s / kSide) - kSide / 2.0) * pitch();
      bin_.push_back(static_cast<std::size_t>(std::hypot(x, y) / kBin));
      half_.push_back(std::hypot(x, y) <= std::sqrt(2 * std::numbers::ln2) * 0.3e-6);
    }
    sum_.assign(2 * kLeaves, 0.0);
  }

  static double pitch() { return 12 * std::cbrt(3 * 2.9e-28 / (4 * std::numbers::pi)); }
  double crystalline() const {
    return count(true) / static_cast<double>(std::count(half_.begin(), half_.end(), true));
  }
  double diameter() const { return 2 * pitch() * std::sqrt(count(false) / std::numbers::pi); }

  void warm(const PublishedHeat& heat, const physics::CrystallisationKinetics<double>& kinetics) {
    rates_.clear();
    for (std::size_t b = 0; b * kBin < kSide * pitch(); ++b) {
      const double place =
          std::max(0.0, (static_cast<double>(b) + 0.5) * kBin / PublishedHeat::kRing - 0.5);
      const auto i = std::min(static_cast<std::size_t>(place), heat.rings() - 2);
      const double t = place - static_cast<double>(i);
      const double kelvin = (1 - t) * heat.top(i) + t * heat.top(i + 1);
      rates_.push_back(automaton_rates(kinetics, kelvin, pitch()));
    }
    for (std::size_t s = 0; s < grain_.size(); ++s) sum_[kLeaves + s] = rate(s);
    for (std::size_t i = kLeaves - 1; i > 0; --i) sum_[i] = sum_[2 * i] + sum_[2 * i + 1];
  }

  void run(double until) {
    while (sum_[1] > 0) {
      const double next = time_ - std::log(uniform()) / sum_[1];
      if (next > until) break;
      time_ = next;
      fire(pick(uniform() * sum_[1]));
    }
    if (!kept_) time_ = until;
  }

 private:
  static constexpr std::size_t kSide = 400, kLeaves = std::bit_ceil(kSide * kSide);
  static constexpr double kBin = 4e-9;

  double uniform() { return std::uniform_real_distribution<double>(1e-300, 1)(random_); }
  double count(bool half) const {
    double n = 0;
    for (std::size_t s = 0; s < grain_.size(); ++s) n += grain_[s] != 0 && (!half || half_[s]);
    return n;
  }
  template <class Visit>
  void around(std::size_t s, Visit&& visit) const {
    for (std::size_t j = kSide - 1; j <= kSide + 1; ++j)
      for (std::size_t i = kSide - 1; i <= kSide + 1; ++i)
        visit((s / kSide + j) % kSide * kSide + (s % kSide + i) % kSide);
  }
  double rate(std::size_t s) const {
    double glass = 0, crystal = 0, other = 0;
    around(s, [&](std::size_t n) {
      if (n == s) return;
      ++(grain_[n] ? crystal : glass);
      other += grain_[n] != grain_[s];
    });
    const AutomatonRates& r = rates_[bin_[s]];
    return grain_[s] ? other * r.dissociation : glass * r.nucleation + crystal * r.growth;
  }
  std::size_t pick(double share) const {
    std::size_t i = 1;
    while (i < kLeaves) {
      i *= 2;
      if (share >= sum_[i] && sum_[i + 1] > 0) share -= sum_[i++];
    }
    return i - kLeaves;
  }
  void fire(std::size_t s) {
    std::vector<unsigned> crystal;
    around(s, [&](std::size_t n) {
      if (n != s && grain_[n]) crystal.push_back(grain_[n]);
    });
    const double grow = static_cast<double>(crystal.size()) * rates_[bin_[s]].growth;
    const double seed = static_cast<double>(8 - crystal.size()) * rates_[bin_[s]].nucleation;
    if (grain_[s])
      grain_[s] = 0;
    else if (uniform() * (grow + seed) < grow)
      grain_[s] =
          crystal[static_cast<std::size_t>(uniform() * static_cast<double>(crystal.size()))];
    else
      grain_[s] = ++grains_;
    around(s, [&](std::size_t n) {
      sum_[kLeaves + n] = rate(n);
      for (std::size_t i = (kLeaves + n) / 2; i > 0; i /= 2)
        sum_[i] = sum_[2 * i] + sum_[2 * i + 1];
    });
  }

  bool kept_;
  std::mt19937_64 random_;
  std::vector<unsigned> grain_;
  unsigned grains_ = 0;
  std::vector<std::size_t> bin_;
  std::vector<char> half_;
  std::vector<double> sum_;
  std::vector<AutomatonRates> rates_;
  double time_ = 0;
};

/// Film, light and sites together: 660 nm, trapezoidal pulses with edges of 8 ns.
class PublishedFilm {
 public:
  PublishedFilm(const physics::CrystallisationKinetics<double>& kinetics, double power,
                double width, bool kept = true, unsigned seed = 1)
      : kinetics_(kinetics), power_(power), width_(width), sites_(kept, seed) {
    look();
  }

  /// Long and short steps take turns, s.
  static double step(bool longer) {
    return 2 * (1 + (longer ? 1 : -1) * std::numbers::sqrt2 / 2) * 4e-12;
  }
  void run(double until) {
    while (time_ < until) {
      const double dt = step(long_);
      long_ = !long_;
      time_ += dt;
      heat_.step(dt, power_ * trapezoid(), reflectance_, alpha_);
      if (time_ > warmed_ + 2.5e-10) {
        sites_.warm(heat_, kinetics_);
        warmed_ = time_;
        look();
      }
      sites_.run(time_);
    }
  }
  double time() const { return time_; }
  double kelvin() const { return heat_.top(0); }
  double reflectance() const { return reflectance_; }
  const PublishedSites& sites() const { return sites_; }

 private:
  using Complex = std::complex<double>;

  double trapezoid() const {
    constexpr double kEdge = 8e-9;
    return std::clamp(std::min(time_, width_ + 2 * kEdge - time_) / kEdge, 0.0, 1.0);
  }
  // Fresnel coefficients of the slabs by their round trips; Lorentz-Lorenz mixing.
  void look() {
    const auto polarisability = [](Complex n) { return (n * n - 1.0) / (n * n + 2.0); };
    const double x = sites_.crystalline();
    const Complex mean = x * polarisability({4.61, 4.01}) + (1 - x) * polarisability({4.36, 1.79});
    const Complex film = std::sqrt((1.0 + 2.0 * mean) / (1.0 - mean)), membrane = 2.0193;
    const double k0 = 2 * std::numbers::pi / 660e-9;
    const auto r = [](Complex a, Complex b) { return (a - b) / (a + b); };
    const auto slab = [&](Complex top, Complex below, Complex n, double d) {
      const Complex back = below * std::exp(Complex(0, 2) * n * k0 * d);
      return (top + back) / (1.0 + top * back);
    };
    const Complex under = slab(r(film, membrane), r(membrane, 1), membrane, 50e-9);
    reflectance_ = std::norm(slab(r(1, film), under, film, 30e-9));
    alpha_ = 2 * k0 * film.imag();
  }

  physics::CrystallisationKinetics<double> kinetics_;
  double power_, width_;
  PublishedHeat heat_;
  PublishedSites sites_;
  double time_ = 0, warmed_ = -1, reflectance_ = 0, alpha_ = 0;
  bool long_ = true;
};

}  // namespace verdet
