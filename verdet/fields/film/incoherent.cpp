#include "verdet/fields/film/incoherent.hpp"

#include <algorithm>

namespace verdet {
namespace {

// Layers between two incoherent ones (or the ends), with the slab that follows.
struct Section {
  FilmStack<double> stack;         // its substrate is the slab below, without loss
  std::vector<std::size_t> index;  // of its layers in the whole stack
  FilmLayer<double> slab;          // as it is; the last section has none
  std::size_t slab_index = 0;
  std::size_t first = 0;  // index of its first layer
};

double real_index(const FilmLayer<double>& layer) {
  return sqrt(layer.permittivity).re;
}

FilmLayer<double> lossless(FilmLayer<double> layer) {
  const double n = real_index(layer);
  layer.permittivity = layer.normal_permittivity = Complex<double>(n * n);
  return layer;
}

std::vector<Section> sections_of(const PartlyCoherentStack& whole) {
  std::vector<Section> list(1);
  list[0].stack.ambient = whole.stack.ambient;
  for (std::size_t i = 0; i < whole.stack.layers.size(); ++i) {
    const FilmLayer<double>& layer = whole.stack.layers[i];
    if (!whole.incoherent[i]) {
      list.back().stack.layers.push_back(layer);
      list.back().index.push_back(i);
      continue;
    }
    list.back().stack.substrate = lossless(layer);
    list.back().slab = layer;
    list.back().slab_index = i;
    list.emplace_back().stack.ambient = real_index(layer);
    list.back().first = i + 1;
  }
  list.back().stack.substrate = whole.stack.substrate;
  return list;
}

// The same section seen from below; its substrate must be lossless.
FilmStack<double> reversed(const FilmStack<double>& stack) {
  FilmStack<double> r{real_index(stack.substrate), stack.layers, {}};
  std::reverse(r.layers.begin(), r.layers.end());
  const double index2 = stack.ambient * stack.ambient;
  r.substrate = {Complex<double>(index2), Complex<double>(index2), 0, Complex<double>(0.0)};
  // A sheet lies on the top of a layer: from below, on the top of the one after it.
  Complex<double> sheet = stack.substrate.sheet;
  for (FilmLayer<double>& layer : r.layers) std::swap(sheet, layer.sheet);
  r.substrate.sheet = sheet;
  return r;
}

// Share of the power (or of the coherence of p and s) that passes a slab once.
double passed(const FilmLayer<double>& slab, const PlaneWave& wave) {
  return std::exp(-2 * wave.wavenumber * slab.thickness * FilmMedium<double>(slab, wave).q.im);
}

// Amplitudes of a section for power-normalised waves.
struct Amplitudes {
  Complex<double> down, up;  // reflection seen from above and from below
  Complex<double> through;   // transmission downwards, equal to that upwards
};

Complex<double> transmission(const FilmStack<double>& stack, const PlaneWave& wave) {
  const FilmMedium<double> below(stack.substrate, wave);
  Complex<double> y = below.admittance + stack.substrate.sheet, field(1.0);
  for (std::size_t i = stack.layers.size(); i-- > 0;) {
    const FilmStep<double> step(stack.layers[i], wave, y);
    y = step.admittance;
    field *= step.field_ratio;
  }
  const double y0 = ambient_admittance(stack.ambient, wave);
  field *= Complex<double>(2 * y0) / (Complex<double>(y0) + y);
  return field * Complex<double>(std::sqrt(std::max(below.admittance.re, 0.0) / y0));
}

Amplitudes amplitudes(const Section& section, const PlaneWave& wave, bool last) {
  return {tangential_reflection(section.stack, wave),
          last ? Complex<double>(0.0) : tangential_reflection(reversed(section.stack), wave),
          transmission(section.stack, wave)};
}

// <r_a r_b^*> of the whole stack, by recursion from the last section upwards.
Complex<double> reflected(const std::vector<Section>& sections, const PlaneWave& a,
                          const PlaneWave& b) {
  Complex<double> total(0.0);
  for (std::size_t i = sections.size(); i-- > 0;) {
    const bool last = i + 1 == sections.size();
    const Amplitudes x = amplitudes(sections[i], a, last), y = amplitudes(sections[i], b, last);
    const double twice = last ? 0 : passed(sections[i].slab, a) * passed(sections[i].slab, b);
    const Complex<double> below = twice * total, through = x.through * conj(y.through);
    total = x.down * conj(y.down) +
            through * through * below / (Complex<double>(1.0) - x.up * conj(y.up) * below);
  }
  return total;
}

// What a section absorbs of the powers that fall on it from above and, reversed, from below.
void absorb(const Section& section, double from_above, const FilmPowers<double>& down,
            double from_below, const FilmPowers<double>& up, FilmPowers<double>& total) {
  const std::size_t n = section.index.size();
  const auto both = [&](double above, double below) {
    return from_above * above + from_below * below;
  };
  for (std::size_t k = 0; k < n; ++k)
    total.absorptance[section.index[k]] = both(down.absorptance[k], up.absorptance[n - 1 - k]);
  for (std::size_t k = 0; k <= n; ++k)  // sheet k lies on layer k; the last on the slab below
    total.sheets[section.first + k] = both(down.sheets[k], up.sheets[n - k]);
}

}  // namespace

ReflectedCoherence reflected_coherence(const PartlyCoherentStack& whole, double wavenumber,
                                       double tangential) {
  const std::vector<Section> sections = sections_of(whole);
  const PlaneWave p{wavenumber, tangential, Polarisation::P};
  const PlaneWave s{wavenumber, tangential, Polarisation::S};
  // The p axis of the reflected wave is turned: film_reflection.
  return {reflected(sections, p, p).re, reflected(sections, s, s).re,
          -to_std(reflected(sections, p, s))};
}

FilmPowers<double> film_powers(const PartlyCoherentStack& whole, const PlaneWave& wave) {
  const std::vector<Section> sections = sections_of(whole);
  const std::size_t n = sections.size();
  std::vector<FilmPowers<double>> down(n), up(n);
  std::vector<double> pass(n, 0.0), below(n, 0.0);  // below: reflectance seen from the slab's top
  double total = 0;
  for (std::size_t i = n; i-- > 0;) {
    down[i] = film_powers(sections[i].stack, wave);
    if (i + 1 < n) {
      up[i] = film_powers(reversed(sections[i].stack), wave);
      pass[i] = passed(sections[i].slab, wave);
      below[i] = pass[i] * pass[i] * total;
    } else {
      up[i].absorptance.assign(sections[i].index.size(), 0.0);
      up[i].sheets.assign(sections[i].index.size() + 1, 0.0);
    }
    total = down[i].reflectance + down[i].transmittance * up[i].transmittance * below[i] /
                                      (1 - up[i].reflectance * below[i]);
  }
  FilmPowers<double> powers;
  powers.reflectance = total;
  powers.absorptance.assign(whole.incoherent.size(), 0.0);
  powers.sheets.assign(whole.incoherent.size() + 1, 0.0);
  double arriving = 1;  // power that falls on the section from above
  for (std::size_t i = 0; i < n; ++i) {
    const double entering = arriving * down[i].transmittance / (1 - up[i].reflectance * below[i]);
    const double returning = entering * below[i];
    absorb(sections[i], arriving, down[i], returning, up[i], powers);
    if (i + 1 == n) {
      powers.transmittance = entering;
      break;
    }
    arriving = entering * pass[i];
    const double back_up = pass[i] > 0 ? returning / pass[i] : 0;
    powers.absorptance[sections[i].slab_index] = entering - arriving + back_up - returning;
  }
  return powers;
}

}  // namespace verdet
