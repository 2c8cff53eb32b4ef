// The electrical side of a heater: closed forms of RC charging, Joule heat, sheets and junctions.
#include "verdet/physics/electrical/heater_circuit.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace verdet::physics {
namespace {

constexpr double kCharge = 1.602176634e-19;   // C
constexpr double kThermalVoltage = 0.025852;  // kT/q at 300 K, V

TEST(Conductor, SheetOfAFilmIsItsResistivityOverItsThickness) {
  // 4.1e20 cm^-3 and 33.4 cm^2/(V s): 456 uohm cm, so 50 nm have 91.2 ohm per square.
  EXPECT_NEAR(sheet_resistance(4.1e26, 33.4e-4, 50e-9), 91.2, 0.1);
  EXPECT_NEAR(sheet_resistance(1e17, 0.1, 1) * kCharge * 1e17 * 0.1, 1, 1e-12);
}

TEST(Conductor, DiodeHasItsIdealityAtSmallCurrentAndItsResistanceAtLarge) {
  const Conductor diode{80, 1e-12, 2 * kThermalVoltage};
  // Small: a decade of current costs n kT/q ln 10, 119 mV.
  const double decade = diode.voltage(1e-7) - diode.voltage(1e-8);
  EXPECT_NEAR(decade, 0.1191, 2e-4);
  // Large: dV/dI tends to the resistance.
  EXPECT_NEAR((diode.voltage(0.5) - diode.voltage(0.4)) / 0.1, 80, 0.2);
  for (const double volt : {1e-6, 0.01, 0.3, 0.8, 2.0, 20.0}) {
    const double flows = diode.current(volt);
    EXPECT_NEAR(diode.voltage(flows) / volt, 1, 1e-9) << volt;
    const double step = 1e-5 * volt;
    EXPECT_NEAR((diode.current(volt + step) - diode.current(volt - step)) / (2 * step) /
                    diode.conductance(flows),
                1, 1e-5)
        << volt;
  }
}

TEST(Conductor, FloodedDiodeStoresWhatRecombinesInOneLifetime) {
  const double intrinsic = 1e16, volume = 1e-18, lifetime = 2e-9, volt = 0.9;
  const Conductor diode{0, pin_saturation(intrinsic, volume, lifetime), 2 * kThermalVoltage};
  double low = 0, high = 1;
  for (int i = 0; i < 100; ++i) {
    const double middle = 0.5 * (low + high);
    (diode.voltage(middle) < volt ? low : high) = middle;
  }
  // n = p in the intrinsic region, and n p = n_i^2 exp(qV/kT).
  const double density = low * lifetime / (kCharge * volume);
  EXPECT_NEAR(2 * std::log(density / intrinsic) * kThermalVoltage, volt, 1e-6);
}

TEST(HeaterCircuit, ChargingACapacitanceWastesAsMuchAsItStores) {
  // A conductor of 1 Tohm takes nothing.
  const HeaterCircuit circuit{{1e12, 0, 0}, 50, 1e-12};
  double voltage = 0;
  CircuitEnergy sum;
  for (int i = 0; i < 10; ++i) {
    const CircuitEnergy part = circuit.advance(voltage, {false, 4}, 1e-10);
    sum.drawn += part.drawn;
    sum.source += part.source;
  }
  EXPECT_NEAR(voltage, 4, 1e-6);
  EXPECT_NEAR(sum.drawn / (1e-12 * 16), 1, 1e-6);
  EXPECT_NEAR(sum.source / (0.5 * 1e-12 * 16), 1, 1e-6);
}

TEST(HeaterCircuit, FollowsItsTimeConstant) {
  const HeaterCircuit circuit{{150, 0, 0}, 50, 2e-12};
  const double tau = 2e-12 * 37.5;  // both resistances side by side
  double voltage = 0;
  circuit.advance(voltage, {false, 2}, tau);
  EXPECT_NEAR(voltage, 1.5 * (1 - std::exp(-1)), 1e-9);
  double fed = 0;
  circuit.advance(fed, {true, 0.01}, 2e-12 * 150);
  EXPECT_NEAR(fed, 1.5 * (1 - std::exp(-1)), 1e-9);
}

TEST(HeaterCircuit, JouleHeatIsVoltageSquaredOverResistance) {
  const HeaterCircuit circuit{{200, 0, 0}, 1e-9, 1e-15};
  double voltage = 0;
  const CircuitEnergy e = circuit.advance(voltage, {false, 3}, 1e-6);
  EXPECT_NEAR(e.ohmic / (9.0 / 200 * 1e-6), 1, 1e-6);
  EXPECT_EQ(e.junction, 0);
}

TEST(HeaterCircuit, EnergyIsKeptThroughAPulseOnADiode) {
  const HeaterCircuit circuit{{60, 3e-13, 2 * kThermalVoltage}, 50, 1e-12};
  double voltage = 0, stored = 0;
  for (const double level : {6.0, 6.0, 0.0, 2.5, 0.0}) {
    const CircuitEnergy e = circuit.advance(voltage, {false, level}, 3e-10);
    const double now = 0.5 * 1e-12 * voltage * voltage;
    EXPECT_NEAR(e.drawn - e.source - e.junction - e.ohmic, now - stored, 1e-9 * 1e-11) << level;
    EXPECT_GE(e.ohmic, 0);
    stored = now;
  }
}

// Explicit midpoint steps far below every time constant.
double charged(const HeaterCircuit& circuit, double level, double time, int steps) {
  double voltage = 0;
  const auto rate = [&](double v) {
    return ((level - v) / circuit.source_resistance - circuit.conductor.current(v)) /
           circuit.capacitance;
  };
  for (int i = 0; i < steps; ++i) {
    const double dt = time / steps, half = voltage + 0.5 * dt * rate(voltage);
    voltage += dt * rate(half);
  }
  return voltage;
}

TEST(HeaterCircuit, DiodeChargesAsSmallStepsSay) {
  const HeaterCircuit circuit{{60, 3e-13, 2 * kThermalVoltage}, 50, 1e-12};
  for (const double time : {1e-11, 4e-11, 2e-10}) {
    double voltage = 0;
    circuit.advance(voltage, {false, 6}, time);
    EXPECT_NEAR(voltage, charged(circuit, 6, time, 4000), 2e-3) << time;
  }
  // Settled, to the error of the last tangent: the divider of source, resistance and junction.
  double voltage = 0;
  circuit.advance(voltage, {false, 6}, 1e-8);
  const double flows = circuit.conductor.current(voltage);
  EXPECT_NEAR(voltage + 50 * flows, 6, 1e-6);
}

}  // namespace
}  // namespace verdet::physics
