// The smallest device with a state: a one-port-in, one-port-out low-pass element. It proves the
// seam between equations of motion and everything that uses them, and shows how a device is added.
#pragma once

#include "verdet/base/complex.hpp"
#include "verdet/devices/coefficients.hpp"

namespace verdet {

template <class T>
struct RelaxatorParameters {
  T lifetime{1e-9};
  T gain{1.0};

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "lifetime",
            .symbol = "tau",
            .unit = "s",
            .above = 0,
            .meaning = "time in which the state relaxes"},
      p.lifetime...);
    v(About{.name = "gain",
            .symbol = "g",
            .kind = Kind::Number,
            .min = 0,
            .max = 1,
            .meaning = "output over input after a long time"},
      p.gain...);
  }
};

/// dx/dt = (u - x)/tau, y = g x.
struct Relaxator {
  template <class T>
  using Parameters = RelaxatorParameters<T>;
  template <class T>
  struct Coefficients {
    T rate, gain;
  };

  static DeviceInfo info() {
    return {.type = "relaxator",
            .meaning = "one state that follows its input (a test and teaching device)",
            .limits = "not a photonic component",
            .traits = {.passive = true, .reciprocal = false, .prospective = false}};
  }

  template <class T>
  static Coefficients<T> coefficients(const Parameters<T>& p) {
    return {1.0 / p.lifetime, p.gain};
  }

  static constexpr int kStates = 1, kInputs = 1, kOutputs = 1;
  static constexpr bool kFeedThrough = false, kOneKernel = true;
  static constexpr State kStateList[] = {{"level", "x", "1", 1.0, false, "relaxing quantity"}};
  static constexpr Signal kInputList[] = {{"in", "1", "what the state follows"}};
  static constexpr Signal kOutputList[] = {{"out", "1", "gain times the state"}};

  template <class T>
  static void rhs(const Coefficients<T>& c, const T&, const T* x, const T* u, T* dxdt) {
    dxdt[0] = c.rate * (u[0] - x[0]);
  }
  template <class T>
  static void output(const Coefficients<T>& c, const T&, const T* x, const T*, T* y) {
    y[0] = c.gain * x[0];
  }
};

}  // namespace verdet
