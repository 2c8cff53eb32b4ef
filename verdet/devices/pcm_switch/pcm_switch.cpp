#include "verdet/devices/pcm_switch/pcm_switch.hpp"

namespace verdet {

PcmSwitch::PcmSwitch(const PcmSwitchParameters<double>& parameters, const Environment& environment)
    : Interferometer(info(), parameters, coupler_divider(parameters.input_coupling),
                     coupler_divider(parameters.output_coupling), environment) {
  references_.emplace_back("Yariv1973");
}

DeviceInfo PcmSwitch::info() {
  return {.type = "pcm_switch",
          .meaning = "2x2 switch: two couplers and a phase-change film in an arm or in both",
          .limits =
              "those of pcm_synapse; couplers constant over wavelength, lossless and without "
              "reflection; arms bend without loss and exchange no heat; pulses enter at `in1`",
          .traits = {.passive = true, .reciprocal = true, .prospective = false}};
}

const std::vector<std::string>& PcmSwitch::ports() const {
  static const std::vector<std::string> names{"in1", "in2", "out1", "out2"};
  return names;
}

std::span<const int> PcmSwitch::pattern() const {
  // Rows are outputs, columns inputs; amplitude 2 j + i is that from in i to out j.
  static constexpr int kPattern[] = {-1, -1, 0,  2,   //
                                     -1, -1, 1,  3,   //
                                     0,  1,  -1, -1,  //
                                     2,  3,  -1, -1};
  return kPattern;
}

void PcmSwitch::scatter(double wavelength, std::span<std::complex<double>> out) const {
  const Eigen::Matrix2cd all = transfer(wavelength);
  std::size_t next = 0;
  for (const int j : {0, 1})
    for (const int i : {0, 1}) out[next++] = all(j, i);
}

}  // namespace verdet
