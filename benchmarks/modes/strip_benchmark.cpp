// Times of the mode solver on the 500 nm x 220 nm silicon wire (3.476 in 1.444, 1.55 um): the first
// solve of a process, a repeated fresh solve, and further points of a sweep, each with its error
// against the reference 2.44537 +- 3e-5. One line per case: name, seconds, n_eff, error, estimate,
// peak memory in MB. `strip_benchmark first CASE ACCURACY` runs one cold solve (for fair comparison
// with other programs).
#include <sys/resource.h>
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>

#include "verdet/fields/modes/mode_solver.hpp"
#include "verdet/fields/modes/shapes.hpp"

using namespace verdet;

namespace {

constexpr double kReference = 2.44537;

double cpu_seconds() {
  timespec t{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

double peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

CrossSection wire(double width) {
  StripShape s;
  s.width = width;
  s.core = isotropic_medium(3.476);
  s.cladding = s.substrate = isotropic_medium(1.444);
  return strip(s);
}

ModeOptions options(const std::string& mirror, double accuracy) {
  ModeOptions o;
  o.accuracy = accuracy;
  o.mirror_x = mirror == "whole"    ? Mirror::none
               : mirror == "mirror" ? Mirror::electric
                                    : Mirror::automatic;
  o.mirror_y = mirror == "automatic" ? Mirror::automatic : Mirror::none;
  return o;
}

void report(const std::string& name, double seconds, const Mode& m, bool reference) {
  std::printf("%-34s %9.4f s  n_eff %.6f  error %9.1e  estimate %.1e  %5.0f MB\n", name.c_str(),
              seconds, m.n_eff.real(), reference ? m.n_eff.real() - kReference : 0.0,
              m.error_estimate, peak_megabytes());
}

void time_best(const std::string& name, int repeats, bool reference,
               const std::function<Mode(int)>& run) {
  double best = 1e9;
  Mode last;
  for (int k = 0; k < repeats; ++k) {
    const double start = cpu_seconds();
    last = run(k);
    best = std::min(best, cpu_seconds() - start);
  }
  report(name, best, last, reference);
}

void sweep(const std::string& mirror, double accuracy) {
  ModeSolver wavelengths, widths;
  const ModeOptions base = options(mirror, accuracy);
  wavelengths.solve(wire(500e-9), base);
  widths.solve(wire(500e-9), base);
  time_best("next wavelength, " + mirror, 10, false, [&](int k) {
    ModeOptions o = base;
    o.wavelength = 1.55e-6 + (k + 1) * 1e-9;
    return wavelengths.solve(wire(500e-9), o).front();
  });
  time_best("next width, " + mirror, 10, false,
            [&](int k) { return widths.solve(wire(500e-9 + (k + 1) * 2e-9), base).front(); });
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 4) {
    const ModeOptions o = options(argv[2], std::atof(argv[3]));
    const double start = cpu_seconds();
    const Mode m = solve_modes(wire(500e-9), o).front();
    report(std::string("cold, ") + argv[2] + " " + argv[3], cpu_seconds() - start, m, true);
    return 0;
  }
  for (const double accuracy : {5e-4, 1e-4})
    for (const char* mirror : {"whole", "mirror", "automatic"}) {
      time_best(std::string("fresh, ") + mirror + (accuracy > 2e-4 ? " 5e-4" : " 1e-4"), 10, true,
                [&](int) { return solve_modes(wire(500e-9), options(mirror, accuracy)).front(); });
      sweep(mirror, accuracy);
    }
  return 0;
}
