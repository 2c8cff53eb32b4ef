#include <boost/numeric/odeint.hpp>

#include "benchmarks/rings/peer.hpp"

namespace verdet {

namespace odeint = boost::numeric::odeint;

RingRun odeint_ring(const RingSet& set, std::size_t i, double relative, bool with_peak) {
  const DriveTable table = tabulate(set.drive, 1, 0.0, set.duration);
  // Odeint has one absolute tolerance, so that the states are handed to it in units of their scale.
  constexpr auto& scale = BenchmarkRing::kStateList;
  RingState x{};
  RingRun run;
  DriveTable::Line line{};
  double begin = 0, first = 1e-13;
  const auto rhs = [&](const RingState& y, RingState& dydt, double t) {
    RingState state, rate;
    for (std::size_t k = 0; k < 4; ++k) state[k] = y[k] * scale[k].scale;
    const double u[2] = {set.amplitudes[i] * (line.start + line.slope * (t - begin)), 0.0};
    BenchmarkRing::rhs(set.points[i], t, state.data(), u, rate.data());
    for (std::size_t k = 0; k < 4; ++k) dydt[k] = rate[k] / scale[k].scale;
  };
  const auto observe = [&](const RingState& y, double) {
    const double field = std::hypot(y[0], y[1]);
    const RingState now = {field, field, std::abs(y[2]), std::abs(y[3])};
    for (std::size_t k = 0; k < 4; ++k)
      run.peak[k] = std::max(run.peak[k], now[k] * scale[k].scale);
  };
  for (std::size_t k = 0; k < table.segments(); ++k) {
    line = *table.segment(k);
    begin = table.times[k];
    const double end = table.times[k + 1];
    auto stepper =
        odeint::make_controlled(relative / 100, relative, odeint::runge_kutta_dopri5<RingState>());
    const auto steps = with_peak
                           ? odeint::integrate_adaptive(stepper, rhs, x, begin, end, first, observe)
                           : odeint::integrate_adaptive(stepper, rhs, x, begin, end, first);
    run.steps += static_cast<long>(steps);
    first = 1e-11;
  }
  for (std::size_t k = 0; k < 4; ++k) run.end[k] = x[k] * scale[k].scale;
  return run;
}

}  // namespace verdet
