// Points per second of materials over a million wavelengths, and ratios to a plain loop over the
// same formula. Thread CPU time, best of several.
#include <fmt/format.h>
#include <time.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <vector>

#include "verdet/materials/library.hpp"

namespace {

using namespace verdet;

double cpu_seconds() {
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

template <class F>
double best_of(int repeats, F&& work) {
  double best = 1e300;
  for (int i = 0; i < repeats; ++i) {
    const double start = cpu_seconds();
    work();
    best = std::min(best, cpu_seconds() - start);
  }
  return best;
}

}  // namespace

int main() {
  constexpr std::size_t kPoints = 1000000;
  std::vector<double> wavelengths(kPoints);
  for (std::size_t i = 0; i < kPoints; ++i)
    wavelengths[i] = 1.4e-6 + 0.3e-6 * static_cast<double>(i) / kPoints;
  std::vector<std::complex<double>> out(kPoints);
  const MaterialLibrary library;

  const auto million = [&](const char* name, double seconds) {
    fmt::print("{:<34} {:8.2f} million points/s\n", name, 1e-6 * kPoints / seconds);
  };
  const double plain = best_of(7, [&] {
    for (std::size_t i = 0; i < kPoints; ++i) {
      const double x2 = wavelengths[i] * wavelengths[i] * 1e12;
      out[i] = std::sqrt(1 + 10.6684293 * x2 / (x2 - 0.301516485 * 0.301516485) +
                         0.0030434748 * x2 / (x2 - 1.13475115 * 1.13475115) +
                         1.54133408 * x2 / (x2 - 1104.0 * 1104.0));
    }
  });
  million("plain loop, Sellmeier", plain);
  for (const char* name :
       {"Si/Salzberg1957", "SiO2", "Si/Li1980", "Au/Rakic1998", "WS2", "Ge2Sb2Te5"}) {
    // At its sample's temperature the index is the law alone, without a thermo-optic shift.
    const Material material = library.find(std::string(name));
    const Conditions own{
        .temperature = material.record(Property::RefractiveIndex).sample_temperature.value_or(300)};
    const double seconds = best_of(5, [&] { material.index(wavelengths, own, out); });
    million(name, seconds);
    fmt::print("{:<34} {:8.2f}\n", "  ratio to the plain loop", plain / seconds);
  }
  // Malitson's index moved by Ghosh's temperature dependence, and Frey's polynomials of
  // temperature.
  for (const auto& [name, kelvin] : {std::pair{"SiO2", 350.0}, {"Si/Frey2006", 250.0}}) {
    const Material material = library.find(std::string(name));
    const double seconds =
        best_of(5, [&] { material.index(wavelengths, {.temperature = kelvin}, out); });
    million(fmt::format("{} at {} K", name, kelvin).c_str(), seconds);
    fmt::print("{:<34} {:8.2f}\n", "  ratio to the plain loop", plain / seconds);
  }
  const Material graphene = library.find(std::string("graphene"));
  const Conditions at{.fermi_level = 0.4 * 1.602176634e-19, .scattering_time = 100e-15};
  const double kubo = best_of(3, [&] { graphene.sheet_conductivity(wavelengths, at, out); });
  million("graphene, Kubo", kubo);
  fmt::print("{:<34} {:8.2f}\n", "  ratio to the plain loop", plain / kubo);
  return 0;
}
