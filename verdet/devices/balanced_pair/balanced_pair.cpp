#include "verdet/devices/balanced_pair/balanced_pair.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "verdet/devices/embedded_cell.hpp"

namespace verdet {
namespace {

template <class T>
std::vector<T> half(const std::vector<T>& both, int which) {
  const auto middle = both.begin() + static_cast<std::ptrdiff_t>(both.size() / 2);
  return which == 0 ? std::vector<T>(both.begin(), middle) : std::vector<T>(middle, both.end());
}

FilmState joined(FilmState a, const FilmState& b) {
  a.rise.insert(a.rise.end(), b.rise.begin(), b.rise.end());
  a.crystalline.insert(a.crystalline.end(), b.crystalline.begin(), b.crystalline.end());
  a.grains.insert(a.grains.end(), b.grains.begin(), b.grains.end());
  a.chance.draws = b.chance.draws;
  return a;
}

}  // namespace

FilmState PairModel::part(const FilmState& state, int which) const {
  FilmState own{half(state.rise, which), half(state.crystalline, which), half(state.grains, which)};
  own.chance = state.chance;
  return own;
}

FilmState PairModel::start(double crystalline) const {
  return joined(straight_.start(crystalline), straight_.start(negative_state_));
}

// The second cell draws where the first one stopped.
PulseOutcome PairModel::apply(FilmState& state, std::span<const WritePulse> pulses, double period,
                              const Context& context) const {
  PulseOutcome sum;
  FilmState cells[2] = {part(state, 0), part(state, 1)};
  for (int which = 0; which < 2; ++which) {
    std::vector<WritePulse> own;
    std::copy_if(pulses.begin(), pulses.end(), std::back_inserter(own),
                 [which](const WritePulse& pulse) { return pulse.port == which; });
    FilmState& cell = cells[which];
    if (which == 1) cell.chance.draws = cells[0].chance.draws;
    const PulseOutcome outcome = straight_.apply(cell, own, period, context);
    sum.latency = std::max(sum.latency, outcome.latency);
    const double latency = sum.latency;
    append(sum, outcome, 0);
    sum.latency = latency;
  }
  state = joined(std::move(cells[0]), cells[1]);
  return sum;
}

double PairModel::mean_crystalline(const FilmState& state) const {
  return straight_.mean_crystalline(part(state, 0));
}

double PairModel::film_temperature(const FilmState& state) const {
  return std::max(straight_.film_temperature(part(state, 0)),
                  straight_.film_temperature(part(state, 1)));
}

CellReadout PairModel::read(const FilmState& state, double wavelength) const {
  const CellReadout plus = straight_.read(part(state, 0), wavelength);
  return {plus.transmission - straight_.read(part(state, 1), wavelength).transmission, plus.phase};
}

BalancedPair::BalancedPair(const BalancedPairParameters<double>& parameters,
                           const Environment& environment)
    : PhaseChangeDevice(info(), parameters, environment),
      pair_(std::make_unique<PairModel>(straight(), parameters.negative_state)),
      state_(pair_->start(parameters.state)) {}

DeviceInfo BalancedPair::info() {
  return {.type = "balanced_pair",
          .meaning = "two phase-change cells and a balanced detector: a signed weight T+ - T-",
          .limits =
              "those of pcm_synapse; equal cells, ideal splitter, no crosstalk of heat; write "
              "pulses reach their cell in full",
          .traits = {.passive = true, .reciprocal = true, .prospective = false}};
}

// Each detector sees half of the probe's light; the weight is scaled back, and so is its noise.
double BalancedPair::read_noise(const FilmState& state) const {
  Probe arm = probe();
  arm.power /= 2;
  const auto noise = [&](int which) {
    return arm.noise(straight().read(pair_->part(state, which), wavelength()).transmission);
  };
  return std::hypot(noise(0), noise(1));
}

const std::vector<std::string>& BalancedPair::ports() const {
  static const std::vector<std::string> names{"in", "plus", "minus"};
  return names;
}

std::span<const int> BalancedPair::pattern() const {
  static constexpr int kPattern[] = {-1, 0, 1, 0, -1, -1, 1, -1, -1};
  return kPattern;
}

void BalancedPair::scatter(double wavelength, std::span<std::complex<double>> out) const {
  for (const int which : {0, 1})
    out[static_cast<std::size_t>(which)] =
        std::numbers::sqrt2 / 2 *
        straight().read(pair_->part(state_, which), wavelength).amplitude();
}

}  // namespace verdet
