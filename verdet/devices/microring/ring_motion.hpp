// Equations of motion of one resonance: fields, free carriers, temperature.
#pragma once

#include <array>

#include "verdet/base/complex.hpp"
#include "verdet/devices/device.hpp"
#include "verdet/devices/microring/coupled_mode.hpp"

namespace verdet {

inline constexpr State kFieldStates[] = {
    {"field_real", "Re a", "J^0.5", 1e-7, false, "real part of the field"},
    {"field_imag", "Im a", "J^0.5", 1e-7, false, "imaginary part of the field"},
    {"back_field_real", "Re b", "J^0.5", 1e-7, false, "field of the counter-propagating wave"},
    {"back_field_imag", "Im b", "J^0.5", 1e-7, false, "field of the counter-propagating wave"}};
inline constexpr State kCarrierState{"carrier_density",      "N", "m^-3", 1e22, true,
                                     "density of free pairs"};
inline constexpr State kHeatState{
    "temperature_rise", "Delta T", "K", 1.0, false, "temperature rise of the ring"};

/// Inputs: fields at `in` (and `add`), then the laser's angular frequency above the cold resonance.
template <int Buses>
struct RingSignals {
  static constexpr int kInputs = 2 * Buses + 1, kDetuning = 2 * Buses;
  static constexpr int kOutputs = 2 * Buses;
  static constexpr bool kFeedThrough = true;
  static constexpr auto kInputList = [] {
    std::array<Signal, kInputs> list{};
    constexpr Signal fields[] = {{"in_real", "W^0.5", "field at port in"},
                                 {"in_imag", "W^0.5", "field at port in"},
                                 {"add_real", "W^0.5", "field at port add"},
                                 {"add_imag", "W^0.5", "field at port add"}};
    for (int i = 0; i < 2 * Buses; ++i) list[i] = fields[i];
    list[kDetuning] = {"detuning", "rad/s", "carrier's angular frequency above the cold resonance"};
    return list;
  }();
  static constexpr auto kOutputList = [] {
    std::array<Signal, kOutputs> list{};
    constexpr Signal fields[] = {{"through_real", "W^0.5", "field at port through"},
                                 {"through_imag", "W^0.5", "field at port through"},
                                 {"drop_real", "W^0.5", "field at port drop"},
                                 {"drop_imag", "W^0.5", "field at port drop"}};
    for (int i = 0; i < kOutputs; ++i) list[i] = fields[i];
    return list;
  }();

  /// s_out = s_in + i sqrt(g) a at each bus (README.md, eq. 2).
  template <class C, class T>
  VERDET_INLINE static void leave(const CoupledMode<C>& c, const T* a, const T* u, T* y) {
    y[0] = u[0] - c.couple1 * a[1];
    y[1] = u[1] + c.couple1 * a[0];
    if constexpr (Buses == 2) {
      y[2] = u[2] - c.couple2 * a[1];
      y[3] = u[3] + c.couple2 * a[0];
    }
  }
};

/// README.md, eqs. 1 to 5, with one wave or two counter-propagating ones.
template <int Buses, int Waves>
struct RingMotion : RingSignals<Buses> {
  template <class T>
  using Coefficients = CoupledMode<T>;
  using Signals = RingSignals<Buses>;

  static constexpr int kStates = 2 * Waves + 2;
  static constexpr int kCarriers = 2 * Waves, kHeat = 2 * Waves + 1;
  static constexpr auto kStateList = [] {
    std::array<State, kStates> list{};
    for (int i = 0; i < 2 * Waves; ++i) list[i] = kFieldStates[i];
    list[kCarriers] = kCarrierState;
    list[kHeat] = kHeatState;
    return list;
  }();
  static constexpr bool kOneKernel = Waves == 2;
  static constexpr int kObservables = 1 + Buses + (Waves - 1);
  static constexpr auto kObservableList = [] {
    std::array<Signal, kObservables> list{};
    int i = 0;
    list[i++] = {"power_through", "W", "power leaving port through"};
    if constexpr (Buses == 2) list[i++] = {"power_drop", "W", "power leaving port drop"};
    if constexpr (Waves == 2) list[i++] = {"power_in", "W", "power scattered back to port in"};
    list[i] = {"energy", "J", "energy in the resonance"};
    return list;
  }();

  template <class C, class T>
  VERDET_INLINE static void rhs(const CoupledMode<C>& c, const T&, const T* x, const T* u,
                                T* dxdt) {
    const T own = x[0] * x[0] + x[1] * x[1];
    const CarrierAction<T> carriers = act(c, x[kCarriers]);
    const T shift = u[Signals::kDetuning] - c.heat_shift * x[kHeat] - carriers.shift;
    const T loss = c.half_loss + 0.5 * carriers.loss;
    if constexpr (Waves == 1) {
      turn(c, shift, loss, own, x, dxdt);
      relax(c, own, own * own, x[kCarriers], carriers.loss, x[kHeat], dxdt[kCarriers], dxdt[kHeat]);
    } else {
      const T back = x[2] * x[2] + x[3] * x[3];
      turn(c, shift, loss, own + 2.0 * back, x, dxdt);
      turn(c, shift, loss, back + 2.0 * own, x + 2, dxdt + 2);
      scatter_back(c, x, dxdt);
      relax(c, own + back, own * own + back * back + 4.0 * (own * back), x[kCarriers],
            carriers.loss, x[kHeat], dxdt[kCarriers], dxdt[kHeat]);
    }
    dxdt[0] = dxdt[0] - c.couple1 * u[1];
    dxdt[1] = dxdt[1] + c.couple1 * u[0];
    if constexpr (Buses == 2) {
      dxdt[0] = dxdt[0] - c.couple2 * u[3];
      dxdt[1] = dxdt[1] + c.couple2 * u[2];
    }
  }

  template <class C, class T>
  static void output(const CoupledMode<C>& c, const T&, const T* x, const T* u, T* y) {
    Signals::leave(c, x, u, y);
  }

  template <class C, class T>
  VERDET_INLINE static void observe(const CoupledMode<C>& c, const T&, const T* x, const T* u,
                                    T* y) {
    T field[Signals::kOutputs];
    Signals::leave(c, x, u, field);
    int i = 0;
    y[i++] = field[0] * field[0] + field[1] * field[1];
    if constexpr (Buses == 2) y[i++] = field[2] * field[2] + field[3] * field[3];
    y[kObservables - 1] = x[0] * x[0] + x[1] * x[1];
    if constexpr (Waves == 2) {
      const T back = x[2] * x[2] + x[3] * x[3];
      y[i] = c.couple1 * c.couple1 * back;
      y[kObservables - 1] = y[kObservables - 1] + back;
    }
  }

 private:
  // da/dt of one wave without what couples into it; `crossing` is the energy it meets, the other
  // wave counted twice.
  template <class C, class T>
  VERDET_INLINE static void turn(const CoupledMode<C>& c, const T& shift, const T& loss,
                                 const T& crossing, const T* a, T* rate) {
    const T delta = shift + c.kerr * crossing;
    const T decay = loss + (0.5 * c.tpa) * crossing;
    rate[0] = -(decay * a[0]) - delta * a[1];
    rate[1] = delta * a[0] - decay * a[1];
  }
  // da/dt += i b a_back and the reverse.
  template <class C, class T>
  VERDET_INLINE static void scatter_back(const CoupledMode<C>& c, const T* a, T* rate) {
    rate[0] = rate[0] - c.backscatter * a[3];
    rate[1] = rate[1] + c.backscatter * a[2];
    rate[2] = rate[2] - c.backscatter * a[1];
    rate[3] = rate[3] + c.backscatter * a[0];
  }
};

using AllPassRing = RingMotion<1, 1>;
using AddDropRing = RingMotion<2, 1>;
using ScatteringAllPassRing = RingMotion<1, 2>;
using ScatteringAddDropRing = RingMotion<2, 2>;

}  // namespace verdet
