#include "verdet/devices/embedded_cell.hpp"

#include <algorithm>

namespace verdet {
namespace {

constexpr int kSlices = 100;

// The pulses of [from, ...) in front of the cell.
std::vector<WritePulse> scaled(std::span<const WritePulse> pulses, double from, double share) {
  std::vector<WritePulse> list(pulses.begin(), pulses.end());
  for (WritePulse& pulse : list) {
    pulse.power *= share;
    pulse.start -= from;
  }
  return list;
}

}  // namespace

void append(PulseOutcome& sum, const PulseOutcome& part, double time) {
  sum.delivered += part.delivered;
  sum.absorbed += part.absorbed;
  sum.peak_temperature = std::max(sum.peak_temperature, part.peak_temperature);
  sum.peak_guide = std::max(sum.peak_guide, part.peak_guide);
  if (part.latency > 0) sum.latency = time + part.latency;
  sum.steps += part.steps;
}

EmbeddedCell::EmbeddedCell(const CellModel& straight, std::unique_ptr<const CellCircuit> circuit,
                           double wavelength)
    : straight_(straight), circuit_(std::move(circuit)), wavelength_(wavelength) {}

PulseOutcome EmbeddedCell::apply(FilmState& state, std::span<const WritePulse> pulses,
                                 double period, const Context& context) const {
  PulseOutcome sum;
  double slice = period;
  if (circuit_->feedback())
    for (const WritePulse& pulse : pulses) slice = std::min(slice, pulse.duration() / kSlices);
  double time = 0;
  while (time < period) {
    const double edge = next_edge(pulses, time, period);
    const bool light = power_at(pulses, 0.5 * (time + edge)) > 0;
    const double until = light && time + 1.001 * slice < edge ? time + slice : edge;
    const double share =
        circuit_->share(straight_.read(state, wavelength_).amplitude(), wavelength_);
    PulseOutcome part = straight_.apply(state, scaled(pulses, time, share), until - time, context);
    part.delivered = share > 0 ? part.delivered / share : 0;
    append(sum, part, time);
    time = until;
  }
  return sum;
}

CellReadout EmbeddedCell::read(const FilmState& state, double wavelength) const {
  const std::complex<double> field =
      circuit_->read(straight_.read(state, wavelength).amplitude(), wavelength);
  return {std::norm(field), std::arg(field)};
}

}  // namespace verdet
