// Where a permittivity's terms start: bounds, peaks of the data, and peaks that a fit missed.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "verdet/studies/fit/permittivity_law.hpp"

namespace verdet {
namespace {

bool has(const TermKind& kind, const char* name) {
  return std::any_of(kind.parameters.begin(), kind.parameters.end(),
                     [&](const TermParameter& p) { return std::string(p.name) == name; });
}

// A term with a gap is broader than what is seen of it above the gap.
double term_width(const TermKind& kind, double energy, double width) {
  return has(kind, "gap") ? std::min(std::max(width, 0.3 * energy), 1.5 * energy) : width;
}

struct Line {
  double energy, width, height;
};

// The highest peak and its full width at half height, the steeper side counting where the other
// runs into a neighbour. `range` is that of the energies.
Line strongest_line(std::span<const double> energies, const std::vector<double>& spectrum,
                    double range) {
  const std::size_t n = spectrum.size();
  const auto peak = static_cast<std::size_t>(std::max_element(spectrum.begin(), spectrum.end()) -
                                             spectrum.begin());
  std::size_t left = peak, right = peak;
  while (left > 0 && spectrum[left] > 0.5 * spectrum[peak]) --left;
  while (right + 1 < n && spectrum[right] > 0.5 * spectrum[peak]) ++right;
  const double above = std::abs(energies[right] - energies[peak]);
  const double below = std::abs(energies[peak] - energies[left]);
  const double half = std::max({above, below, 1.5 * range / static_cast<double>(n)});
  const double one_sided = std::min(above, below);
  const double width = one_sided > 0 ? 2 * std::min(half, 2 * one_sided) : 2 * half;
  return {energies[peak], std::clamp(width, 2e-3 * range, 0.6 * range), spectrum[peak]};
}

void subtract(const Line& line, std::span<const double> energies, std::vector<double>& spectrum) {
  const double e0 = line.energy, g = line.width;
  for (std::size_t i = 0; i < energies.size(); ++i) {
    const double e = energies[i], d = e0 * e0 - e * e;
    spectrum[i] -= line.height * g * g * e0 * e / (d * d + g * g * e * e);
  }
}

}  // namespace

// Wide bounds that only keep the terms passive and near the data.
void PermittivityLaw::bound_term(const Term& term, double low, double high) {
  const double width = high - low;
  for (std::size_t k = 0; k < term.kind->parameters.size(); ++k) {
    const std::string name = term.kind->parameters[k].name;
    const std::size_t at = term.first + k;
    FreeParameter& p = parameters_[at].free;
    if (name == "energy") {
      set(at, 0.3 * low, 3 * high, 0.5 * (low + high));
      p.draw_low = low;
      p.draw_high = high + 0.2 * width;
    } else if (name == "broadening") {
      set(at, 1e-3 * width, 4 * high, 0.2 * width);
      p.draw_low = 0.01 * width;
      p.draw_high = term.kind->parameters.size() > 3 ? 1.5 * high : 0.5 * width;
    } else if (name == "gap")
      set(at, 0, high, 0.8 * low);
    else if (name == "cody")
      set(at, 0.01 * width, 4 * high, 0.5 * high);
    else if (name == "tail")
      set(at, 0, 0.5 * high, 0.05 * high);
    else if (name == "urbach")
      set(at, 1e-3, 0.5, 0.05);
    else if (name == "phase")
      set(at, -std::numbers::pi, std::numbers::pi, 0);
    else if (name == "plasma_energy")
      set(at, 0, 50 * high, high);
    else if (name == "strength" && term.kind->parameters[k].power == 2)
      set(at, 0, 300 * high * high, high * high);
    else if (name == "strength")
      set(at, 0, 100, 1);
    else
      set(at, 0, term.kind->parameters[k].power == 1 ? 2000 * high : 200, 10);  // an amplitude
  }
}

void PermittivityLaw::place(const Term& term, double energy, double width, double gap) {
  for (std::size_t k = 0; k < term.kind->parameters.size(); ++k) {
    const std::string name = term.kind->parameters[k].name;
    FreeParameter& p = parameters_[term.first + k].free;
    if (name == "energy")
      p.start = energy;
    else if (name == "broadening")
      p.start = term_width(*term.kind, energy, width);
    else if (name == "gap")
      p.start = gap;
    else if (name == "cody")
      p.start = 0.5 * energy;
    p.start = std::clamp(p.start, p.low, p.high);
  }
}

// Terms on the highest peaks of Im eps, one after the other, each subtracted before the next.
void PermittivityLaw::start_from(std::span<const double> energies, const ComplexColumn& target) {
  const std::size_t n = energies.size();
  std::vector<double> rest(n);
  double highest = 0;
  for (std::size_t i = 0; i < n; ++i) {
    rest[i] = 2 * target.re[i] * target.im[i];
    highest = std::max(highest, rest[i]);
  }
  const double width = high_ - low_;
  double gap = 0.8 * low_;
  for (std::size_t i = 0; i < n; ++i)
    if (rest[i] > 0.02 * highest) {
      gap = std::max(0.0, std::min(gap, energies[i]));
      if (energies[i] > low_ + 0.02 * width) gap = energies[i];
      break;
    }
  int beyond = 0;
  for (const Term& term : terms_) {
    if (!has(*term.kind, "energy")) continue;
    const Line line = strongest_line(energies, rest, width);
    if (!(line.height > 0.01 * highest)) {
      place(term, high_ * (1.15 + 0.3 * beyond), 0.3 * width, gap);
      ++beyond;
      continue;
    }
    place(term, line.energy, line.width, gap);
    subtract(line, energies, rest);
  }
  std::vector<double> x;
  for (const FitParameter& p : parameters_) x.push_back(p.free.start);
  fit_linear(x, energies, target);
  for (std::size_t k = 0; k < x.size(); ++k) parameters_[k].free.start = x[k];
}

// Im eps that all terms but one leave, their amplitudes solved for without it: two terms that share
// a line would hide what is missing elsewhere.
std::vector<double> PermittivityLaw::rest_without(std::size_t absent, std::span<const double> x,
                                                  std::span<const double> energies,
                                                  const ComplexColumn& target) const {
  std::vector<double> others(x.begin(), x.end());
  fit_linear_without(absent, others, energies, target);
  ComplexColumn sum(energies.size());
  for (std::size_t t = 0; t < terms_.size(); ++t)
    if (t != absent && !terms_[t].kind->add(&others[terms_[t].first], energies, sum, nullptr))
      return {};
  std::vector<double> rest(energies.size());
  for (std::size_t i = 0; i < rest.size(); ++i)
    rest[i] = 2 * target.re[i] * target.im[i] - sum.im[i];
  return rest;
}

// Each term in turn on the two strongest lines that the others leave: one of them may be what a
// neighbour misses of its own line.
std::vector<std::vector<double>> PermittivityLaw::relocations(std::span<const double> x,
                                                              std::span<const double> energies,
                                                              const ComplexColumn& target) const {
  constexpr int kLines = 2;
  std::vector<std::vector<double>> list;
  for (std::size_t t = 0; terms_.size() > 1 && t < terms_.size(); ++t) {
    if (!has(*terms_[t].kind, "energy")) continue;
    std::vector<double> rest = rest_without(t, x, energies, target);
    for (int k = 0; k < kLines && !rest.empty(); ++k) {
      const Line line = strongest_line(energies, rest, high_ - low_);
      if (!(line.height > 0)) break;
      list.push_back(with_term_at(terms_[t], line.energy, line.width, x));
      fit_linear(list.back(), energies, target);
      subtract(line, energies, rest);
    }
  }
  return list;
}

std::vector<double> PermittivityLaw::with_term_at(const Term& term, double energy, double width,
                                                  std::span<const double> x) const {
  std::vector<double> moved(x.begin(), x.end());
  for (std::size_t k = 0; k < term.kind->parameters.size(); ++k) {
    const std::string name = term.kind->parameters[k].name;
    const FreeParameter& p = parameters_[term.first + k].free;
    double& value = moved[term.first + k];
    if (name == "energy") value = std::clamp(energy, p.low, p.high);
    if (name == "broadening")
      value = std::clamp(term_width(*term.kind, energy, width), p.low, p.high);
  }
  return moved;
}

}  // namespace verdet
