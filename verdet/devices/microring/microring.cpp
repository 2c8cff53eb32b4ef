#include "verdet/devices/microring/microring.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "verdet/devices/microring/guided_ring.hpp"
#include "verdet/devices/microring/ring_material.hpp"
#include "verdet/fields/guide/band.hpp"
#include "verdet/fields/guide/guide_section.hpp"
#include "verdet/materials/library.hpp"

namespace verdet {

DeviceInfo Microring::info() {
  return {.type = "microring",
          .meaning = "ring or racetrack resonator on one bus (all-pass) or two (add-drop)",
          .limits =
              "loss constant over wavelength; mode and couplers of a solved waveguide without bend "
              "effects; in time one resonance, couplings weak",
          .traits = {.passive = true, .reciprocal = true, .prospective = false}};
}

namespace {

// Of a behavioural ring: what temperature and carriers of the core add.
Microring::Prepared<double> shifted_core(const MicroringParameters<double>& p,
                                         const Environment& environment) {
  Microring::Prepared<double> prepared{};
  prepared.longest = std::numeric_limits<double>::infinity();
  if (p.temperature == p.reference_temperature && p.electrons == 0 && p.holes == 0) return prepared;
  const Material core = environment.materials.find(p.core);
  const double wavelength = p.reference_wavelength;
  const Conditions cold{.temperature = p.reference_temperature};
  const Conditions warm{.temperature = p.temperature, .electrons = p.electrons, .holes = p.holes};
  const std::complex<double> shift = core.index(wavelength, warm) - core.index(wavelength, cold);
  prepared.index[0] = p.core_sensitivity * shift.real();
  prepared.absorption = p.core_sensitivity * 4 * std::numbers::pi * shift.imag() / wavelength;
  return prepared;
}

}  // namespace

Microring::Prepared<double> Microring::prepare(const Parameters<double>& p,
                                               const Environment& environment) {
  Prepared<double> prepared =
      p.waveguide ? solve_ring(p, environment) : shifted_core(p, environment);
  const double length = 2 * std::numbers::pi * p.radius + 2 * p.straight_length;
  const double wavelength = p.resonance ? p.resonance->wavelength : p.reference_wavelength;
  const double cold = p.resonance ? 0 : prepared.index[0];
  prepared.order =
      std::max(1.0, std::round((p.effective_index.value_or(0) + cold) * length / wavelength));
  if (p.nonlinear) prepared.material = ring_material(p, wavelength, environment);
  return prepared;
}

std::pair<std::vector<std::string>, std::vector<std::string>> Microring::sources(
    const Parameters<double>& p, const Environment& environment) {
  std::vector<std::string> records, references{"Bogaerts2012"};
  if (p.waveguide) {
    const GuideSection section(*p.waveguide, {}, environment.materials, environment.context);
    records = section.records();
    references = section.references();
    references.emplace_back("Bogaerts2012");
  }
  if (p.nonlinear) add_nonlinear_sources(p, environment, records, references);
  return {records, references};
}

std::vector<LaserInput> Microring::lasers(const Parameters<double>& p,
                                          const Coefficients<double>& c) {
  const double wavelength = 2 * std::numbers::pi * codata2018::kSpeedOfLight / c.mode.omega0;
  if (ports(p).size() == 2) return {{"in", 0, 1, 2, wavelength}};
  return {{"in", 0, 1, 4, wavelength}, {"add", 2, 3, 4, wavelength}};
}

std::vector<std::string> Microring::ports(const Parameters<double>& p) {
  if (p.drop_coupling || p.drop_gap || (p.resonance && p.resonance->drop_photon_lifetime))
    return {"in", "through", "add", "drop"};
  return {"in", "through"};
}

std::vector<int> Microring::pattern(const Parameters<double>& p) {
  const bool back = p.backscattering > 0;
  const int r = back ? kReflect : -1, x = back ? kReflectDrop : -1, r2 = back ? kReflect2 : -1;
  if (ports(p).size() == 2) return {r, kThrough, kThrough, r};
  // Rows are outputs, columns inputs, both in the order in, through, add, drop.
  return {r,        kThrough, x,         kDrop,      //
          kThrough, r,        kDrop,     x,          //
          x,        kDrop,    r2,        kThrough2,  //
          kDrop,    x,        kThrough2, r2};
}

void Microring::check_wavelength(const Coefficients<double>& c, double wavelength) {
  check_band(wavelength, c.shortest, c.longest);
}

double Microring::free_spectral_range(const Coefficients<double>& c, double wavelength) {
  return wavelength * wavelength / (c.path.group_index(wavelength) * c.path.length);
}

std::vector<double> Microring::resonances(const Coefficients<double>& c, double from, double to) {
  const double low = std::max(from, c.shortest), high = std::min(to, c.longest);
  std::vector<double> list;
  if (!(low < high)) return list;
  double guess = high;
  for (double m = std::ceil(c.path.order_at(high)); m <= std::floor(c.path.order_at(low)); ++m) {
    guess = c.path.resonance(m, guess);
    list.push_back(guess);
  }
  std::reverse(list.begin(), list.end());
  return list;
}

}  // namespace verdet
