#include "verdet/base/lanes.hpp"
#include "verdet/fields/phase_change/lumped_ensemble.hpp"
#include "verdet/physics/crystallisation/kinetics.hpp"

namespace verdet {
namespace {

using Kinetics = physics::CrystallisationKinetics<Lanes>;

// The aggregate over lanes, every lane alike.
template <template <class> class A>
A<Lanes> broadcast(const A<double>& from) {
  A<Lanes> to;
  static_assert(sizeof(A<Lanes>) / sizeof(Lanes) == sizeof(A<double>) / sizeof(double));
  const auto* source = reinterpret_cast<const double*>(&from);
  auto* target = reinterpret_cast<Lanes*>(&to);
  for (std::size_t i = 0; i < sizeof(A<double>) / sizeof(double); ++i) target[i] = Lanes(source[i]);
  return to;
}

struct Rates {
  Lanes growth, nucleation;
};

struct RatesOf {
  const Kinetics& kinetics;
  Rates operator()(const Lanes& kelvin) const {
    const LanesMask solid = kelvin < kinetics.melting_temperature;
    // Above the melting point heat decides, not kinetics.
    const Lanes cold = select(solid, kelvin, Lanes(kinetics.melting_temperature));
    return {select(solid, physics::growth_velocity(kinetics, cold), Lanes(0.0)),
            physics::nucleation_rate(kinetics, cold)};
  }
};

std::vector<ChainStep<double>> chain_steps(const LumpedCell<double>& cell,
                                           std::span<const LumpedStep> steps) {
  std::vector<ChainStep<double>> all;
  for (const LumpedStep& step : steps) all.push_back(chain_step(cell.heat, step.duration));
  return all;
}

// The cells from `first` on; lanes beyond the last repeat it and are not stored.
struct Block {
  std::size_t first, count;
  Lanes load(std::span<const double> from) const {
    Lanes x(from[first]);
    for (std::size_t i = 0; i < count; ++i) x.set(static_cast<int>(i), from[first + i]);
    return x;
  }
  void store(const Lanes& x, std::span<double> to) const {
    for (std::size_t i = 0; i < count; ++i) to[first + i] = x[static_cast<int>(i)];
  }
};

LumpedState<Lanes> load(const LumpedEnsemble& e, const Block& block) {
  LumpedState<Lanes> state;
  for (std::size_t i = 0; i < kThermalTerms; ++i) state.rise[i] = block.load(e.rise[i]);
  state.crystalline = block.load(e.crystalline);
  state.grains = {block.load(e.number), block.load(e.radius), block.load(e.square),
                  block.load(e.cube)};
  return state;
}

void store(const LumpedState<Lanes>& state, LumpedEnsemble& e, const Block& block) {
  for (std::size_t i = 0; i < kThermalTerms; ++i) block.store(state.rise[i], e.rise[i]);
  block.store(state.crystalline, e.crystalline);
  block.store(state.grains.number, e.number);
  block.store(state.grains.radius, e.radius);
  block.store(state.grains.square, e.square);
  block.store(state.grains.cube, e.cube);
}

}  // namespace

[[gnu::flatten]] void advance_ensemble(const LumpedCell<double>& cell,
                                       const physics::CrystallisationKinetics<double>& kinetics,
                                       std::span<const LumpedStep> steps,
                                       std::span<const double> power, LumpedEnsemble& ensemble) {
  const LumpedCell<Lanes> lanes = broadcast<LumpedCell>(cell);
  const Kinetics constants = broadcast<physics::CrystallisationKinetics>(kinetics);
  const std::vector<ChainStep<double>> chain = chain_steps(cell, steps);
  for (std::size_t first = 0; first < ensemble.size(); first += Lanes::kWidth) {
    const std::size_t left = ensemble.size() - first;
    const Block block{first, left < Lanes::kWidth ? left : Lanes::kWidth};
    LumpedState<Lanes> state = load(ensemble, block);
    const Lanes own = block.load(power);
    for (std::size_t k = 0; k < steps.size(); ++k) {
      lumped_step(state, lanes, Lanes(own * steps[k].light), Lanes(steps[k].duration),
                  broadcast<ChainStep>(chain[k]), RatesOf{constants});
    }
    store(state, ensemble, block);
  }
}

}  // namespace verdet
