#include "verdet/devices/balanced_pair/balanced_pair.hpp"

#include <cmath>
#include <numbers>

namespace verdet {
namespace {

// One cell for each port of pulses; the detector takes the difference.
class PairCircuit final : public CellCircuit {
 public:
  double share(FilmReadouts, int film, int port, double) const override {
    return film == port ? 1 : 0;
  }
  CellReadout read(FilmReadouts films, double) const override {
    return {films[0].transmission - films[1].transmission, films[0].phase};
  }
};

}  // namespace

BalancedPair::BalancedPair(const BalancedPairParameters<double>& parameters,
                           const Environment& environment)
    : PhaseChangeDevice(info(), parameters, environment),
      pair_(straight(), std::make_unique<PairCircuit>(), parameters.wavelength,
            {parameters.negative_state}),
      state_(pair_.start(parameters.state)) {}

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
  const std::vector<CellReadout> films = pair_.films(state, wavelength());
  return std::hypot(arm.noise(films[0].transmission), arm.noise(films[1].transmission));
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
  const std::vector<CellReadout> films = pair_.films(state_, wavelength);
  for (const std::size_t i : {0u, 1u}) out[i] = std::numbers::sqrt2 / 2 * films[i].amplitude();
}

}  // namespace verdet
