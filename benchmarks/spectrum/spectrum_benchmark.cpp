// Times the distinct amplitudes of an add-drop ring over 20,001 wavelengths against the same closed
// form in scalar std::complex, and against writing the table. Thread CPU time, best of many.
#include <fmt/format.h>
#include <time.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <filesystem>
#include <numbers>
#include <vector>

#include "verdet/devices/microring/microring.hpp"
#include "verdet/devices/model_device.hpp"
#include "verdet/materials/library.hpp"
#include "verdet/studies/run.hpp"
#include "verdet/tables/hdf5.hpp"

namespace {

using namespace verdet;

double cpu_seconds() {
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

template <class F>
double best_of(int repeats, F&& work) {
  double best = 1e9;
  for (int i = 0; i < repeats; ++i) {
    const double start = cpu_seconds();
    work();
    best = std::min(best, cpu_seconds() - start);
  }
  return best;
}

// Bogaerts2012 eqs. 1 and 6, as one writes them by hand.
void by_hand(const std::vector<double>& wavelengths, std::vector<std::complex<double>>& through,
             std::vector<std::complex<double>>& drop) {
  const double length = 2 * std::numbers::pi * 10e-6, t = std::sqrt(1 - 0.0975);
  const double a = std::exp(-0.5 * 69.07755 * length);
  for (std::size_t i = 0; i < wavelengths.size(); ++i) {
    const double n = 2.4 - 1.8 / 1.55e-6 * (wavelengths[i] - 1.55e-6);
    const double phase = 2 * std::numbers::pi * n * length / wavelengths[i];
    const std::complex<double> e = a * std::polar(1.0, phase);
    through[i] = (t - t * e) / (1.0 - t * t * e);
    drop[i] = -0.0975 * std::sqrt(a) * std::polar(1.0, phase / 2) / (1.0 - t * t * e);
  }
}

}  // namespace

int main() {
  MicroringParameters<double> p;
  p.effective_index = 2.4;
  p.group_index = 4.2;
  p.loss = 69.07755;
  p.through_coupling = p.drop_coupling = 0.0975;
  const MaterialLibrary materials;
  const Context context;
  const ModelDevice<Microring> ring(p, {materials, context});
  std::vector<double> wavelengths(20001);
  for (std::size_t i = 0; i < wavelengths.size(); ++i)
    wavelengths[i] = 1.54e-6 + 1e-12 * static_cast<double>(i);
  std::vector<double> real(ring.amplitude_count() * wavelengths.size()), imag(real.size());
  std::vector<std::complex<double>> through(wavelengths.size()), drop(wavelengths.size());

  const double kernel = best_of(200, [&] { ring.amplitudes(wavelengths, real, imag); });
  const double hand = best_of(50, [&] { by_hand(wavelengths, through, drop); });
  const Node spec = parse_yaml(
      "verdet: 1\n"
      "device: {type: microring, radius: 10 um, effective_index: 2.4, group_index: 4.2, loss: 3 "
      "dB/cm,"
      " through_coupling: 0.0975, drop_coupling: 0.0975}\n"
      "experiment: {type: spectrum, wavelength: {from: 1540 nm, to: 1560 nm, points: 20001}}\n");
  const Table table = run(spec, context);
  const auto file = std::filesystem::temp_directory_path() / "verdet_spectrum_benchmark.h5";
  const double writing = best_of(10, [&] { write_hdf5(table, file.string()); });
  std::filesystem::remove(file);

  const double points = static_cast<double>(wavelengths.size());
  fmt::print("amplitudes ({})       {:8.2f} ns per wavelength\n", lanes_isa(),
             1e9 * kernel / points);
  fmt::print("scalar std::complex          {:8.2f} ns per wavelength, {:.1f} times as long\n",
             1e9 * hand / points, hand / kernel);
  fmt::print("writing the table            {:8.2f} ns per wavelength, {:.1f} times as long\n",
             1e9 * writing / points, writing / kernel);
}
