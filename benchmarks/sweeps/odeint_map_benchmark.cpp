// The map's points one by one through Boost.Odeint: reads lines `power_W detuning_m`, writes the
// mean through power of each, and the processor time of all on the last line.
#include <boost/numeric/odeint.hpp>

#include <array>
#include <cstdio>
#include <cstdlib>

#include "benchmarks/rings/peer.hpp"
#include "benchmarks/rings/ring.hpp"

namespace verdet {
namespace {

namespace odeint = boost::numeric::odeint;

constexpr double kDuration = 500e-9, kStart = 0.5;  // s, K

/// The ring of VanVaerenbergh2012 (data/devices), written out by hand.
BenchmarkRing::Coefficients<double> published_ring(double detuning) {
  constexpr double c = 299792458, resonance = 1552.770e-9;
  auto fixed = [](double from, double) { return from; };
  auto ring = random_ring(fixed, 0, 4e-6);
  const double loss = 2 / 102.5e-12, scale = loss * 10e-12;  // random_ring has 10 ps, 1 ns, 50 ns
  ring.detuning = 2 * std::numbers::pi * c * (1 / (resonance + detuning) - 1 / resonance);
  ring.kerr = 0;  // none is stated
  ring.half_loss = loss / 2;
  ring.coupling = std::sqrt(loss / 2);
  ring.carrier_decay = 1 / 5.3e-9;
  ring.heat_decay = 1 / 65e-9;
  ring.linear_heating *= scale;
  return ring;
}

/// Mean through power (W); the fifth state is its integral, in units of the input power.
double mean_through(double power, double detuning, double relative) {
  using State = std::array<double, 5>;
  const auto ring = published_ring(detuning);
  constexpr auto& scale = BenchmarkRing::kStateList;
  const double u[2] = {std::sqrt(power), 0.0};
  const auto rhs = [&](const State& y, State& dydt, double t) {
    RingState x, rate;
    for (std::size_t k = 0; k < 4; ++k) x[k] = y[k] * scale[k].scale;
    BenchmarkRing::rhs(ring, t, x.data(), u, rate.data());
    for (std::size_t k = 0; k < 4; ++k) dydt[k] = rate[k] / scale[k].scale;
    const double re = u[0] - ring.coupling * x[0], im = ring.coupling * x[1];
    dydt[4] = (re * re + im * im) / (power * kDuration);
  };
  State y{0, 0, 0, kStart, 0};
  auto stepper =
      odeint::make_controlled(relative / 100, relative, odeint::runge_kutta_dopri5<State>());
  odeint::integrate_adaptive(stepper, rhs, y, 0.0, kDuration, 1e-13);
  return power * y[4];
}

}  // namespace
}  // namespace verdet

int main(int argc, char** argv) {
  const double relative = argc > 1 ? std::atof(argv[1]) : 1e-6;
  double power = 0, detuning = 0;
  const double begin = verdet::thread_seconds();
  while (std::scanf("%lf %lf", &power, &detuning) == 2)
    std::printf("%.17g\n", verdet::mean_through(power, detuning, relative));
  std::printf("%.6f\n", verdet::thread_seconds() - begin);
}
