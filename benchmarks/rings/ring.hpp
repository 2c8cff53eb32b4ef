// The silicon ring of the benchmark: coupled-mode field, carriers and heat (VanVaerenbergh2012),
// phasor exp(-i omega t), with the parameter sets A, B and C.
#pragma once

namespace verdet {

/// dx/dt of a = x0 + i x1 (sqrt(J)), N = x2 (m^-3) and dT = x3 (K); u = field envelope (sqrt(W)).
struct BenchmarkRing {
  template <class T>
  struct Coefficients {
    T detuning, half_loss, coupling;
    T kerr, half_tpa, half_fca, carrier_shift, heat_shift;
    T carrier_decay, generation;
    T heat_decay, linear_heating, tpa_heating, fca_heating;
  };
  struct Scale {
    double scale;
  };
  static constexpr int kStates = 4, kInputs = 2;
  static constexpr Scale kStateList[] = {{1e-7}, {1e-7}, {1e22}, {1.0}};

  template <class T>
  static inline void rhs(const Coefficients<T>& c, const T&, const T* x, const T* u, T* dxdt) {
    const T energy = x[0] * x[0] + x[1] * x[1];
    const T shift = c.detuning + c.kerr * energy + c.carrier_shift * x[2] + c.heat_shift * x[3];
    const T loss = c.half_loss + c.half_tpa * energy + c.half_fca * x[2];
    dxdt[0] = c.coupling * u[0] - loss * x[0] - shift * x[1];
    dxdt[1] = c.coupling * u[1] - loss * x[1] + shift * x[0];
    dxdt[2] = c.generation * (energy * energy) - c.carrier_decay * x[2];
    dxdt[3] = energy * (c.linear_heating + c.tpa_heating * energy + c.fca_heating * x[2]) -
              c.heat_decay * x[3];
  }
};

}  // namespace verdet
