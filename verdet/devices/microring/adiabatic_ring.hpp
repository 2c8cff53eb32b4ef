// The ring with its field slaved to carriers and heat: two slow states are left.
#pragma once

#include "verdet/devices/microring/ring_motion.hpp"

namespace verdet {

/// README.md, "Adiabatic field": da/dt = 0 is solved for the energy, so that the fixed points are
/// those of the full equations. Valid while carriers change little within a photon lifetime.
template <int Buses>
struct AdiabaticRing : RingSignals<Buses> {
  template <class T>
  using Coefficients = CoupledMode<T>;
  using Signals = RingSignals<Buses>;

  static constexpr int kStates = 2, kCarriers = 0, kHeat = 1;
  static constexpr State kStateList[] = {kCarrierState, kHeatState};
  static constexpr bool kOneKernel = true;
  static constexpr int kObservables = RingMotion<Buses, 1>::kObservables;
  static constexpr auto kObservableList = RingMotion<Buses, 1>::kObservableList;

  template <class C, class T>
  static void rhs(const CoupledMode<C>& c, const T&, const T* x, const T* u, T* dxdt) {
    const CarrierAction<T> carriers = act(c, x[kCarriers]);
    T a[2];
    field(c, carriers, x, u, a);
    const T energy = a[0] * a[0] + a[1] * a[1];
    relax(c, energy, energy * energy, x[kCarriers], carriers.loss, x[kHeat], dxdt[kCarriers],
          dxdt[kHeat]);
  }
  template <class C, class T>
  static void output(const CoupledMode<C>& c, const T&, const T* x, const T* u, T* y) {
    T a[2];
    field(c, act(c, x[kCarriers]), x, u, a);
    Signals::leave(c, a, u, y);
  }
  template <class C, class T>
  static void observe(const CoupledMode<C>& c, const T& t, const T* x, const T* u, T* y) {
    T full[4];
    field(c, act(c, x[kCarriers]), x, u, full);
    full[2] = x[kCarriers];
    full[3] = x[kHeat];
    RingMotion<Buses, 1>::observe(c, t, full, u, y);
  }

 private:
  // a = D/(g/2 - i delta), where decay and detuning hold the energy that is sought: Newton's method
  // on U (decay(U)^2 + delta(U)^2) = |D|^2 from the solution without two-photon loss, from which it
  // descends monotonically. Six steps reach rounding; a fixed number keeps lanes alike.
  template <class C, class T>
  static void field(const CoupledMode<C>& c, const CarrierAction<T>& carriers, const T* x,
                    const T* u, T* a) {
    const T loss = c.half_loss + 0.5 * carriers.loss;
    const T shift = u[Signals::kDetuning] - c.heat_shift * x[kHeat] - carriers.shift;
    T re = -(c.couple1 * u[1]), im = c.couple1 * u[0];
    if constexpr (Buses == 2) {
      re = re - c.couple2 * u[3];
      im = im + c.couple2 * u[2];
    }
    const T drive = re * re + im * im;
    const T half_tpa = T(0.5 * c.tpa), kerr = T(c.kerr);
    T energy = drive / (loss * loss + shift * shift);
    T decay = loss, delta = shift;
    for (int i = 0; i < 6; ++i) {
      decay = loss + half_tpa * energy;
      delta = shift + kerr * energy;
      const T size = decay * decay + delta * delta;
      const T slope = size + 2.0 * energy * (half_tpa * decay + kerr * delta);
      energy = energy - (energy * size - drive) / slope;
    }
    decay = loss + half_tpa * energy;
    delta = shift + kerr * energy;
    const T size = decay * decay + delta * delta;
    a[0] = (re * decay - im * delta) / size;
    a[1] = (im * decay + re * delta) / size;
  }
};

using AdiabaticAllPassRing = AdiabaticRing<1>;
using AdiabaticAddDropRing = AdiabaticRing<2>;

}  // namespace verdet
