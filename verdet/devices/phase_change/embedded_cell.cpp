#include "verdet/devices/phase_change/embedded_cell.hpp"

#include <algorithm>

namespace verdet {
namespace {

constexpr int kSlices = 100;

// Adds what another film did at the same time.
void join(PulseOutcome& sum, const PulseOutcome& other) {
  sum.delivered += other.delivered;
  sum.electrical += other.electrical;
  sum.absorbed += other.absorbed;
  sum.peak_temperature = std::max(sum.peak_temperature, other.peak_temperature);
  sum.peak_guide = std::max(sum.peak_guide, other.peak_guide);
  sum.latency = std::max(sum.latency, other.latency);
  sum.steps += other.steps;
}

// Adds what happened in [time, ...).
void append(PulseOutcome& sum, const PulseOutcome& part, double time) {
  const double latency = part.latency > 0 ? time + part.latency : sum.latency;
  join(sum, part);
  sum.latency = latency;
}

}  // namespace

EmbeddedCell::EmbeddedCell(std::vector<const CellModel*> cells,
                           std::unique_ptr<const CellCircuit> circuit, double wavelength,
                           std::vector<double> fixed)
    : cells_(std::move(cells)),
      circuit_(std::move(circuit)),
      wavelength_(wavelength),
      fixed_(std::move(fixed)) {}

// Films that grow at random from one seed are no twins: each draws from another part of the stream.
FilmState EmbeddedCell::start(double crystalline) const {
  if (count() == 1) return cells_[0]->start(crystalline);
  FilmState all;
  const std::size_t moving = count() - fixed_.size();
  for (std::size_t i = 0; i < count(); ++i) {
    const double fraction = i < moving ? crystalline : fixed_[i - moving];
    FilmState& film = all.films.emplace_back(cells_[i]->start(fraction));
    film.sites.draws += static_cast<std::uint64_t>(i) << 56;
  }
  return all;
}

double EmbeddedCell::mean_crystalline(const FilmState& state) const {
  const std::size_t moving = count() - fixed_.size();
  double sum = 0;
  for (std::size_t i = 0; i < moving; ++i) sum += crystalline(state, i);
  return sum / static_cast<double>(moving);
}

std::vector<CellReadout> EmbeddedCell::films(const FilmState& state, double wavelength) const {
  std::vector<CellReadout> all;
  for (std::size_t i = 0; i < count(); ++i)
    all.push_back(cells_[i]->read(film(state, i), wavelength));
  return all;
}

double EmbeddedCell::film_temperature(const FilmState& state) const {
  double hottest = 0;
  for (std::size_t i = 0; i < count(); ++i)
    hottest = std::max(hottest, cells_[i]->film_temperature(film(state, i)));
  return hottest;
}

// All films under the light that the circuit has at `from`. A film draws where the last one
// stopped.
PulseOutcome EmbeddedCell::advance(FilmState& state, std::span<const WritePulse> pulses,
                                   double from, double until, const Context& context) const {
  const std::vector<CellReadout> seen = films(state, wavelength_);
  PulseOutcome sum;
  double shares = 0;
  for (std::size_t i = 0; i < count(); ++i) {
    const int which = static_cast<int>(i);
    std::vector<WritePulse> own(pulses.begin(), pulses.end());
    for (WritePulse& pulse : own) {
      if (pulse.drive == PulseDrive::light)
        pulse.power *= circuit_->share(seen, which, pulse.port, wavelength_);
      else if (pulse.port != which)  // the heater of another film
        pulse.power = 0;
      pulse.start -= from;
    }
    shares += circuit_->share(seen, which, 0, wavelength_);
    FilmState& film = count() == 1 ? state : state.films[i];
    film.chance = state.chance;
    join(sum, cells_[i]->apply(film, own, until - from, context));
    state.chance = film.chance;
  }
  const double light = sum.delivered - sum.electrical;
  sum.delivered = sum.electrical + (shares > 0 ? light / shares : 0);
  return sum;
}

PulseOutcome EmbeddedCell::apply(FilmState& state, std::span<const WritePulse> pulses,
                                 double period, const Context& context) const {
  if (!circuit_->feedback()) return advance(state, pulses, 0, period, context);
  PulseOutcome sum;
  double slice = period, time = 0;
  for (const WritePulse& pulse : pulses) slice = std::min(slice, pulse.duration() / kSlices);
  while (time < period) {
    const double edge = next_edge(pulses, time, period);
    const bool light = power_at(pulses, 0.5 * (time + edge)) > 0;
    const double until = light && time + 1.001 * slice < edge ? time + slice : edge;
    append(sum, advance(state, pulses, time, until, context), time);
    time = until;
  }
  return sum;
}

}  // namespace verdet
