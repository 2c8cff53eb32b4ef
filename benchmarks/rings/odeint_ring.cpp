#include <boost/numeric/odeint.hpp>

#include "benchmarks/rings/peer.hpp"

namespace verdet {

namespace odeint = boost::numeric::odeint;

RingState odeint_ring(const RingSet& set, std::size_t i, double relative, long& steps) {
  const DriveTable table = tabulate(set.drive, 1, 0.0, set.duration);
  // Odeint has one absolute tolerance, so that the states are handed to it in units of their scale.
  RingState x{};
  DriveTable::Line line{};
  double begin = 0;
  const auto rhs = [&](const RingState& y, RingState& dydt, double t) {
    RingState state, rate;
    for (std::size_t k = 0; k < 4; ++k) state[k] = y[k] * BenchmarkRing::kStateList[k].scale;
    const double u[2] = {set.amplitudes[i] * (line.start + line.slope * (t - begin)), 0.0};
    BenchmarkRing::rhs(set.points[i], t, state.data(), u, rate.data());
    for (std::size_t k = 0; k < 4; ++k) dydt[k] = rate[k] / BenchmarkRing::kStateList[k].scale;
  };
  double first = 1e-13;
  for (std::size_t k = 0; k < table.segments(); ++k) {
    line = *table.segment(k);
    begin = table.times[k];
    auto stepper =
        odeint::make_controlled(relative / 100, relative, odeint::runge_kutta_dopri5<RingState>());
    steps += static_cast<long>(
        odeint::integrate_adaptive(stepper, rhs, x, table.times[k], table.times[k + 1], first));
    first = 1e-11;
  }
  for (std::size_t k = 0; k < 4; ++k) x[k] *= BenchmarkRing::kStateList[k].scale;
  return x;
}

}  // namespace verdet
