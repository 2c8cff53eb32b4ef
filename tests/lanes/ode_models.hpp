// Models for the tests of the lane engine. The ring follows VanVaerenbergh2012, with every term of
// the equations written out anew (phasor exp(-i omega t)).
#pragma once

#include <cmath>
#include <numbers>
#include <random>
#include <vector>

#include "verdet/base/math.hpp"

namespace verdet::test {

struct Scale {
  double scale;
};

/// A silicon ring; states re a, im a (sqrt(J)), carriers (m^-3), temperature rise (K); inputs re s,
/// im s (sqrt(W)); observables: stored energy (J), power behind the ring (W).
struct Ring {
  template <class T>
  struct Coefficients {
    T offset;                 ///< laser minus cold resonance (rad/s)
    T gain_i, gain_c;         ///< energy rates of absorption and coupling (1/s)
    T per_heat, per_carrier;  ///< resonance shift per K and per m^-3 (rad/s), positive
    T per_energy;             ///< Kerr shift per J (rad/s)
    T tpa, fca;               ///< energy loss rate per J, per m^-3
    T carrier_rate, pairs;    ///< 1/s; carriers per second and J^2 (m^-3 s^-1 J^-2)
    T heat_rate, warming;     ///< 1/s; K per J absorbed
    T linear_share;           ///< of gain_i that heats
  };
  static constexpr int kStates = 4, kInputs = 2, kObservables = 2;
  // The other kernels are tested with Spiral, and with the microring's presets.
  static constexpr bool kOneKernel = true;
  static constexpr Scale kStateList[] = {{1e-7}, {1e-7}, {1e22}, {1.0}};

  template <class T>
  static void rhs(const Coefficients<T>& c, const T&, const T* x, const T* u, T* dxdt) {
    const T energy = x[0] * x[0] + x[1] * x[1];
    const T resonance = c.per_carrier * x[2] - c.per_heat * x[3] - c.per_energy * energy;
    const T detuned = c.offset - resonance;
    const T tpa = c.tpa * energy, fca = c.fca * x[2];
    const T half = 0.5 * (c.gain_i + c.gain_c + tpa + fca);
    const T feed = sqrt(c.gain_c);
    // da/dt = (i detuned - half) a + i feed s
    dxdt[0] = -detuned * x[1] - half * x[0] - feed * u[1];
    dxdt[1] = detuned * x[0] - half * x[1] + feed * u[0];
    dxdt[2] = c.pairs * energy * energy - c.carrier_rate * x[2];
    dxdt[3] = c.warming * energy * (c.linear_share * c.gain_i + tpa + fca) - c.heat_rate * x[3];
  }
  template <class T>
  static void observe(const Coefficients<T>& c, const T&, const T* x, const T* u, T* y) {
    const T feed = sqrt(c.gain_c);
    const T re = u[0] - feed * x[1], im = u[1] + feed * x[0];
    y[0] = x[0] * x[0] + x[1] * x[1];
    y[1] = re * re + im * im;
  }
};

/// dx/dt = (-decay + i turn) x + u + i v: exact for every drive of the tests.
struct Spiral {
  template <class T>
  struct Coefficients {
    T decay, turn;
  };
  static constexpr int kStates = 2, kInputs = 2;
  static constexpr Scale kStateList[] = {{1.0}, {1.0}};
  template <class T>
  static void rhs(const Coefficients<T>& c, const T&, const T* x, const T* u, T* dxdt) {
    dxdt[0] = -c.decay * x[0] - c.turn * x[1] + u[0];
    dxdt[1] = c.turn * x[0] - c.decay * x[1] + u[1];
  }
};

/// dx/dt = -2 t x^2: x = 1/(1 + t^2) from x = 1; tests the derivative with respect to time.
struct Hill {
  template <class T>
  struct Coefficients {
    T two;
  };
  static constexpr int kStates = 1, kInputs = 0;
  static constexpr Scale kStateList[] = {{1.0}};
  template <class T>
  static void rhs(const Coefficients<T>& c, const T& t, const T* x, const T*, T* dxdt) {
    dxdt[0] = -c.two * t * x[0] * x[0];
  }
};

/// dx/dt = power x^2 - root sqrt(x): blows up at t = 1/(power x0), or meets NaN below x = 0.
struct Brittle {
  template <class T>
  struct Coefficients {
    T power, root, push;
  };
  static constexpr int kStates = 1, kInputs = 0;
  static constexpr Scale kStateList[] = {{1.0}};
  template <class T>
  static void rhs(const Coefficients<T>& c, const T&, const T* x, const T*, T* dxdt) {
    dxdt[0] = c.power * x[0] * x[0] - c.root * sqrt(x[0]) - c.push;
  }
};

struct VanDerPol {
  template <class T>
  struct Coefficients {
    T mu;
  };
  static constexpr int kStates = 2, kInputs = 0;
  static constexpr Scale kStateList[] = {{1.0}, {1.0}};
  template <class T>
  static void rhs(const Coefficients<T>& c, const T&, const T* x, const T*, T* dxdt) {
    dxdt[0] = x[1];
    dxdt[1] = c.mu * ((1.0 - x[0] * x[0]) * x[1]) - x[0];
  }
};

/// Parameter set A of the known answers: all-pass, critically coupled; laser red by `shift` (m).
inline Ring::Coefficients<double> known_ring(double shift) {
  constexpr double c = 299792458, hbar = 1.054571817e-34, n = 3.476, wavelength = 1552.77e-9;
  constexpr double omega = 2 * std::numbers::pi * c / wavelength;
  constexpr double beta = 8.4e-12, v_tpa = 2.59e-18, v_fca = 2.36e-18, v_th = 3.19e-18;
  return {.offset = 2 * std::numbers::pi * c / (wavelength + shift) - omega,
          .gain_i = 2 / 205e-12,
          .gain_c = 2 / 205e-12,
          .per_heat = omega / n * 1.86e-4,
          .per_carrier = omega / n * 1.73e-27,
          .per_energy = 0,
          .tpa = 0.9964 * beta * c * c / (n * n * v_tpa),
          .fca = 0.9996 * 1e-21 * c / n,
          .carrier_rate = 1 / 5.3e-9,
          .pairs = 0.9996 * beta * c * c / (2 * hbar * omega * v_fca * v_fca * n * n),
          .heat_rate = 1 / 65e-9,
          .warming = 0.9355 / (2330.0 * 700 * v_th),
          .linear_share = 0.4};
}

/// Random rings: photons 10-50 ps, carriers 1-5 ns, heat 50-100 ns, detuning -2..1 linewidths.
inline std::vector<Ring::Coefficients<double>> random_rings(std::size_t count, unsigned seed) {
  std::mt19937_64 bits(seed);
  const auto between = [&](double a, double b) {
    return a + (b - a) * static_cast<double>(bits() >> 11) * 0x1p-53;
  };
  std::vector<Ring::Coefficients<double>> rings;
  for (std::size_t i = 0; i < count; ++i) {
    Ring::Coefficients<double> ring = known_ring(0);
    const double loss = 1 / between(10e-12, 50e-12);
    ring.gain_i = ring.gain_c = loss / 2;
    ring.offset = between(-2, 1) * loss;
    ring.carrier_rate = 1 / between(1e-9, 5e-9);
    ring.heat_rate = 1 / between(50e-9, 100e-9);
    rings.push_back(ring);
  }
  return rings;
}

}  // namespace verdet::test
