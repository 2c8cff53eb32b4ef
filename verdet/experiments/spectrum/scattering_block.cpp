#include "verdet/experiments/spectrum/scattering_block.hpp"

#include <algorithm>

#include "verdet/base/text.hpp"

namespace verdet {
namespace {

// Positions of the wanted ports in the device's list; all where none is named.
std::vector<std::size_t> selected(const std::vector<std::string>& ports,
                                  const std::vector<std::string>& wanted, const char* setting) {
  std::vector<std::size_t> list;
  for (const std::string& name : wanted)
    if (std::find(ports.begin(), ports.end(), name) == ports.end())
      throw InputError(std::string(setting) + ": no port '" + name + "'; the device has " +
                       join(ports, ", "));
  for (std::size_t i = 0; i < ports.size(); ++i)
    if (wanted.empty() || std::find(wanted.begin(), wanted.end(), ports[i]) != wanted.end())
      list.push_back(i);
  return list;
}

}  // namespace

ScatteringBlock::ScatteringBlock(const Scattering& scattering, const SpectrumParameters& p)
    : ports_(scattering.ports()),
      out_(p.ports.empty() ? selected(ports_, p.outputs, "outputs")
                           : selected(ports_, p.ports, "ports")),
      in_(p.ports.empty() ? selected(ports_, p.inputs, "inputs") : out_) {}

std::vector<std::string> ScatteringBlock::names(const std::vector<std::size_t>& list) const {
  std::vector<std::string> names;
  for (const std::size_t port : list) names.push_back(ports_[port]);
  return names;
}

void ScatteringBlock::expand(std::span<const int> pattern, std::span<const double> amplitudes,
                             std::size_t points, std::span<double> s) const {
  const std::size_t stride = entries();
  for (std::size_t out = 0; out < out_.size(); ++out)
    for (std::size_t in = 0; in < in_.size(); ++in) {
      const int entry = pattern[out_[out] * ports_.size() + in_[in]];
      double* to = s.data() + out * in_.size() + in;
      if (entry < 0) {
        for (std::size_t i = 0; i < points; ++i) to[i * stride] = 0;
        continue;
      }
      const double* from = amplitudes.data() + static_cast<std::size_t>(entry) * points;
      for (std::size_t i = 0; i < points; ++i) to[i * stride] = from[i];
    }
}

void ScatteringBlock::fill(const Scattering& scattering, std::span<const double> wavelengths,
                           std::span<double> real, std::span<double> imag) {
  const std::size_t points = wavelengths.size();
  real_.resize(scattering.amplitude_count() * points);
  imag_.resize(real_.size());
  scattering.amplitudes(wavelengths, real_, imag_);
  expand(scattering.pattern(), real_, points, real);
  expand(scattering.pattern(), imag_, points, imag);
}

}  // namespace verdet
