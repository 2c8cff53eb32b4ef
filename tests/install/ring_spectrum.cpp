// What a user's program does: a spec in, a table out, with the installed data.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "verdet/base/context.hpp"
#include "verdet/base/data.hpp"
#include "verdet/base/node.hpp"
#include "verdet/devices/lanes.hpp"
#include "verdet/materials/library.hpp"
#include "verdet/studies/run.hpp"

namespace {

constexpr const char* kSpec = R"(
verdet: 1
device:
  type: microring
  radius: 10 um
  effective_index: 2.45
  group_index: 4.2
  loss: 2 dB/cm
  through_coupling: 0.05
experiment:
  type: spectrum
  wavelength: {from: 1540 nm, to: 1560 nm, points: 2001}
)";

// The deepest power of any amplitude: a lossy all-pass ring dips, and is passive.
bool plausible(const verdet::Table& table) {
  const auto& real = table.variable("S_real").values;
  const auto& imag = table.variable("S_imag").values;
  double largest = 0;
  for (std::size_t i = 0; i < real.size(); ++i)
    largest = std::max(largest, std::hypot(real[i], imag[i]));
  fmt::print("{} values, largest amplitude {:.6f}\n", real.size(), largest);
  return real.size() >= 2001 && largest > 0.5 && largest <= 1 + 1e-12;
}

}  // namespace

int main() {
  try {
    fmt::print("data: {}\nlanes: {}\n", verdet::data_folder().string(), verdet::lanes_isa());
    const verdet::MaterialLibrary materials;
    if (materials.materials().empty()) return 1;
    return plausible(verdet::run(verdet::parse_yaml(kSpec), verdet::Context{})) ? 0 : 1;
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 1;
  }
}
