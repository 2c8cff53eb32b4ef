// The part of a scattering matrix that a table stores.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "verdet/devices/device.hpp"
#include "verdet/experiments/spectrum/parameters.hpp"

namespace verdet {

/// Entries S[out, in] for the wanted ports of one kind of device. Keeps a workspace: one per
/// thread.
class ScatteringBlock {
 public:
  /// Throws InputError, naming the device's ports, for one that it has not.
  ScatteringBlock(const Scattering& scattering, const SpectrumParameters& parameters);

  std::vector<std::string> outputs() const { return names(out_); }
  std::vector<std::string> inputs() const { return names(in_); }
  /// Entries per wavelength.
  std::size_t entries() const noexcept { return out_.size() * in_.size(); }

  /// S[wavelength, out, in] of `scattering`, which has the ports of the constructor's; `real` and
  /// `imag` hold wavelengths.size() * entries() values.
  void fill(const Scattering& scattering, std::span<const double> wavelengths,
            std::span<double> real, std::span<double> imag);

 private:
  std::vector<std::string> names(const std::vector<std::size_t>& list) const;
  void expand(std::span<const int> pattern, std::span<const double> amplitudes, std::size_t points,
              std::span<double> s) const;

  std::vector<std::string> ports_;
  std::vector<std::size_t> out_, in_;
  std::vector<double> real_, imag_;
};

}  // namespace verdet
