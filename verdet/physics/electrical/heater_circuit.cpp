#include "verdet/physics/electrical/heater_circuit.hpp"

namespace verdet::physics {
namespace {

// a + b exp(-rate t).
struct Relaxing {
  double rest, excess;
};

// Integral of the product of two such from 0 to h.
double integral(const Relaxing& x, const Relaxing& y, double rate, double h) {
  const double once = -std::expm1(-rate * h) / rate,
               twice = -std::expm1(-2 * rate * h) / (2 * rate);
  return x.rest * y.rest * h + (x.rest * y.excess + x.excess * y.rest) * once +
         x.excess * y.excess * twice;
}

// The circuit with its conductor replaced by the tangent at one voltage.
struct Tangent {
  double rate;
  Relaxing voltage, conductor, source;  // V, and the currents in A
};

Tangent tangent(const HeaterCircuit& circuit, double voltage, const Drive& drive) {
  const double now = circuit.conductor.current(voltage), slope = circuit.conductor.conductance(now);
  const double leak = drive.current ? 0 : 1 / circuit.source_resistance;
  const double fed = drive.current ? drive.level : (drive.level - voltage) * leak;
  const double away = (fed - now) / (slope + leak);
  return {(slope + leak) / circuit.capacitance,
          {voltage + away, -away},
          {now + slope * away, -slope * away},
          {fed - leak * away, leak * away}};
}

}  // namespace

CircuitEnergy HeaterCircuit::advance(double& voltage, const Drive& drive, double dt) const {
  CircuitEnergy sum;
  const double furthest = conductor.saturation > 0 ? conductor.slope / 4 : HUGE_VAL;
  for (double left = dt; left > 0;) {
    const Tangent at = tangent(*this, voltage, drive);
    const double away = std::abs(at.voltage.excess);
    double h = away > furthest ? -std::log1p(-furthest / away) / at.rate : left;
    if (!(h < left)) h = left;
    const auto over = [&](const Relaxing& x, const Relaxing& y) {
      return integral(x, y, at.rate, h);
    };
    const double ohmic = conductor.resistance * over(at.conductor, at.conductor);
    sum.ohmic += ohmic;
    sum.junction += over(at.voltage, at.conductor) - ohmic;
    if (drive.current) {
      sum.drawn += drive.level * over(at.voltage, {1, 0});
    } else {
      sum.drawn += drive.level * over(at.source, {1, 0});
      sum.source += source_resistance * over(at.source, at.source);
    }
    voltage = at.voltage.rest + at.voltage.excess * std::exp(-at.rate * h);
    left -= h;
  }
  return sum;
}

}  // namespace verdet::physics
