#include "verdet/devices/mzi_synapse/mzi_synapse.hpp"

#include <cmath>

namespace verdet {
namespace {

// A Y-branch; its second input is the odd mode, which leaves the guide.
Divider branch(double split) {
  const double a = std::sqrt(split), b = std::sqrt(1 - split);
  return Divider{{a, -b}, {b, a}};
}

}  // namespace

MziSynapse::MziSynapse(const MziSynapseParameters<double>& parameters,
                       const Environment& environment)
    : Interferometer(info(), parameters, branch(parameters.input_split),
                     branch(parameters.output_split).transpose(), environment) {}

DeviceInfo MziSynapse::info() {
  return {.type = "mzi_synapse",
          .meaning = "Mach-Zehnder interferometer with a phase-change film in an arm or in both",
          .limits =
              "those of pcm_synapse; branches constant over wavelength, lossless and without "
              "reflection; arms bend without loss and exchange no heat; pulses enter at `in`",
          .traits = {.passive = true, .reciprocal = true, .prospective = false}};
}

const std::vector<std::string>& MziSynapse::ports() const {
  static const std::vector<std::string> names{"in", "out"};
  return names;
}

std::span<const int> MziSynapse::pattern() const {
  static constexpr int kThrough[] = {-1, 0, 0, -1};
  return kThrough;
}

}  // namespace verdet
