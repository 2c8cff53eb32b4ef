#include "verdet/devices/pcm_synapse/pcm_synapse.hpp"

namespace verdet {

PcmSynapse::PcmSynapse(const PcmSynapseParameters<double>& parameters,
                       const Environment& environment)
    : PhaseChangeDevice(info(), parameters, environment),
      state_(straight().start(parameters.state)) {}

DeviceInfo PcmSynapse::info() {
  return {.type = "pcm_synapse",
          .meaning = "phase-change film on a straight waveguide, written by light pulses",
          .limits =
              "no heat upwards, and in a thin film none along it; thermal constants at 300 K; "
              "isotropic growth without incubation; stress-free; boundary resistance and the "
              "melt's index are assumed; endurance not modelled",
          .traits = {.passive = true, .reciprocal = true, .prospective = false}};
}

const std::vector<std::string>& PcmSynapse::ports() const {
  static const std::vector<std::string> names{"o1", "o2"};
  return names;
}

std::span<const int> PcmSynapse::pattern() const {
  static constexpr int kThrough[] = {-1, 0, 0, -1};
  return kThrough;
}

void PcmSynapse::scatter(double wavelength, std::span<std::complex<double>> out) const {
  out[0] = straight().read(state_, wavelength).amplitude();
}

}  // namespace verdet
