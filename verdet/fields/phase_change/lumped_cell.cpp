#include "verdet/fields/phase_change/lumped_cell.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace verdet {
namespace {

constexpr double kShortest = 1e-10;
constexpr int kStepsPerPulse = 40;
constexpr double kFreedAtOnce = 10;      // K
constexpr double kShortestStep = 1e-12;  // s

// Monomial coefficients of the polynomial through `values` at `nodes`, by Newton's differences.
std::array<double, kAttenuationTerms> monomials(const std::vector<double>& nodes,
                                                std::vector<double> values) {
  const std::size_t n = nodes.size();
  for (std::size_t order = 1; order < n; ++order)
    for (std::size_t i = n - 1; i >= order; --i)
      values[i] = (values[i] - values[i - 1]) / (nodes[i] - nodes[i - order]);
  std::array<double, kAttenuationTerms> c{};
  for (std::size_t i = n; i-- > 0;) {
    // c <- c (x - node) + value
    for (std::size_t k = kAttenuationTerms - 1; k > 0; --k) c[k] = c[k - 1] - nodes[i] * c[k];
    c[0] = values[i] - nodes[i] * c[0];
  }
  return c;
}

}  // namespace

ThermalChain<double> fit_chain(std::span<const double> times, std::span<const double> response) {
  ThermalChain<double> chain{};
  for (std::size_t i = 0; i < kThermalTerms; ++i)
    chain.time[i] = kShortest * std::pow(10.0, 0.5 * static_cast<double>(i));
  // Coordinate descent on relative errors: convex, and every step keeps the signs.
  std::vector<double> miss(response.size(), 1.0);
  const auto shape = [&](std::size_t i, std::size_t k) {
    return -std::expm1(-times[k] / chain.time[i]) / response[k];
  };
  for (int round = 0; round < 4000; ++round)
    for (std::size_t i = 0; i < kThermalTerms; ++i) {
      double along = 0, square = 0;
      for (std::size_t k = 0; k < times.size(); ++k) {
        along += miss[k] * shape(i, k);
        square += shape(i, k) * shape(i, k);
      }
      const double next = std::max(0.0, chain.resistance[i] + along / square);
      for (std::size_t k = 0; k < times.size(); ++k)
        miss[k] -= (next - chain.resistance[i]) * shape(i, k);
      chain.resistance[i] = next;
    }
  return chain;
}

LumpedCellModel::LumpedCellModel(const LayeredCell& layered, double latent_heat, MeltOptics melt)
    : modes_(layered.modes()),
      kinetics_(layered.kinetics()),
      length_(layered.stack().stack().film_length),
      volume_(latent_heat / kinetics_.heat_of_fusion()),
      cell_{} {
  std::vector<double> times;
  for (int i = 0; i <= 40; ++i) times.push_back(3e-11 * std::pow(10.0, i / 8.0));
  cell_.heat = fit_chain(times, layered.step_response(times, 0.5));
  const std::vector<double> nodes = FilmModes::fractions(kAttenuationTerms);
  std::vector<double> depths;
  for (const double x : nodes) depths.push_back(modes_.attenuation(x) * length_);
  cell_.attenuation = monomials(nodes, depths);
  cell_.facet = modes_.at(0.5).facet;
  cell_.ambient = layered.ambient();
  cell_.melting = kinetics_.melting_temperature();
  cell_.latent_heat = latent_heat;
  cell_.melt_like_crystal = melt.like_crystal;
  cell_.melt_range = melt.range;
}

FilmState LumpedCellModel::start(double crystalline) const {
  return {
      std::vector<double>(kThermalTerms, 0.0), {crystalline}, {grains_at(crystalline, kinetics_)}};
}

double LumpedCellModel::film_temperature(const FilmState& state) const {
  return std::accumulate(state.rise.begin(), state.rise.end(), cell_.ambient);
}

CellReadout LumpedCellModel::read(const FilmState& state, double wavelength) const {
  const double k0 = 2 * std::numbers::pi / wavelength;
  const double x = optical_fraction(cell_, state.crystalline[0], film_temperature(state));
  const std::complex<double> n = modes_.index(x, wavelength);
  const double ends = std::pow(modes_.at(x).facet, 2);
  return {ends * std::exp(-2 * k0 * n.imag() * length_), k0 * n.real() * length_};
}

PulseOutcome LumpedCellModel::apply(FilmState& film, std::span<const WritePulse> pulses,
                                    double period, const Context& context) const {
  context.check();
  LumpedState<double> state{};
  std::copy(film.rise.begin(), film.rise.end(), state.rise.begin());
  state.crystalline = film.crystalline[0];
  state.grains = film.grains[0];
  PulseOutcome outcome;
  outcome.peak_guide = cell_.ambient;
  const double latent_rise = cell_.latent_heat / cell_.heat.capacity();
  double time = 0;
  while (time < period) {
    // Equal steps under light, growing ones in the dark.
    const double stop = next_edge(pulses, time, period);
    const bool light = power_at(pulses, 0.5 * (time + stop)) > 0;
    const double longest = (stop - time) / kStepsPerPulse;
    double dt = light ? longest : 1e-10;
    while (time < stop) {
      const bool last = time + 1.000001 * dt >= stop;
      const double step = last ? stop - time : dt;
      const double power = power_at(pulses, time + 0.5 * step);
      const LumpedState<double> saved = state;
      const auto rates = [&](double kelvin) {
        CrystallisationRates mean = kinetics_.at(kelvin);
        mean.nucleation = film.chance.nucleation(mean.nucleation, volume_, step);
        return mean;
      };
      const double taken =
          lumped_step(state, cell_, power, step, chain_step(cell_.heat, step), rates);
      // Latent heat set free in one long step has no time to leave: taken again in shorter ones.
      const double freed = (state.crystalline - saved.crystalline) * latent_rise;
      if (freed > kFreedAtOnce && step > kShortestStep) {
        state = saved;
        dt = 0.5 * step;
        continue;
      }
      outcome.absorbed += step * taken;
      outcome.delivered += step * power;
      time = last ? stop : time + step;
      ++outcome.steps;
      const double kelvin = state.kelvin(cell_.ambient);
      outcome.peak_temperature = std::max(outcome.peak_temperature, kelvin);
      if (kelvin > kinetics_.glass_transition()) outcome.latency = time;
      if (!light || dt < longest) dt *= 1.1;
      if (light) dt = std::min(dt, longest);
    }
  }
  std::copy(state.rise.begin(), state.rise.end(), film.rise.begin());
  film.crystalline[0] = state.crystalline;
  film.grains[0] = state.crystalline < 0.999 ? state.grains : grains_at(1, kinetics_);
  return outcome;
}

}  // namespace verdet
