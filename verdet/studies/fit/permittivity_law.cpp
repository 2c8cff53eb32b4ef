#include "verdet/studies/fit/permittivity_law.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "verdet/base/text.hpp"
#include "verdet/physics/dispersion/permittivity.hpp"
#include "verdet/studies/fit/nonnegative.hpp"

namespace verdet {
namespace {

constexpr double kElectronvolt = codata2018::kElementaryCharge;

std::string unit_of(int power) {
  return power == 2 ? "J^2" : power == 1 ? "J" : "1";
}

}  // namespace

PermittivityLaw::PermittivityLaw(std::vector<const TermKind*> terms, double low, double high)
    : low_(low), high_(high) {
  parameters_.push_back({"background",
                         "1",
                         1,
                         {"background", 2, 1, 50},
                         "permittivity of all that lies at higher energies"});
  std::map<std::string, int> number;
  for (const TermKind* kind : terms) {
    const int i = number[kind->group]++;
    terms_.push_back({kind, parameters_.size()});
    for (const TermParameter& p : kind->parameters) {
      const std::string name = fmt::format("{}.{}.{}", kind->group, i, p.name);
      parameters_.push_back(
          {name, unit_of(p.power), std::pow(kElectronvolt, p.power), {name, 1}, p.meaning});
    }
  }
  for (std::size_t i = 0; i < terms_.size(); ++i) {
    bound_term(terms_[i], low, high);
    const double share = (static_cast<double>(i) + 0.5) / static_cast<double>(terms_.size());
    place(terms_[i], low + share * (high - low), 0.2 * (high - low), 0.8 * low);
  }
}

void PermittivityLaw::set(std::size_t index, double low, double high, double start) {
  FreeParameter& p = parameters_[index].free;
  p.low = low;
  p.high = high;
  p.start = std::clamp(start, low, high);
}

bool PermittivityLaw::index(std::span<const double> x, std::span<const double> energies,
                            ComplexColumn& index, std::vector<ComplexColumn>* slopes) const {
  const std::size_t n = energies.size();
  std::fill(index.re.begin(), index.re.end(), x[0]);
  std::fill(index.im.begin(), index.im.end(), 0.0);
  for (const Term& term : terms_)
    if (!term.kind->add(&x[term.first], energies, index, slopes ? &(*slopes)[term.first] : nullptr))
      return false;
  bool finite = true;
  std::vector<double> scale_re(n), scale_im(n);
  for (std::size_t i = 0; i < n; ++i) {
    const Complex<double> root =
        physics::index_of_permittivity(Complex<double>{index.re[i], index.im[i]});
    index.re[i] = root.re;
    index.im[i] = root.im;
    const double norm2 = 2 * (root.re * root.re + root.im * root.im);
    scale_re[i] = root.re / norm2;  // 1/(2 (n + ik))
    scale_im[i] = -root.im / norm2;
    finite = finite && std::isfinite(scale_re[i]) && std::isfinite(scale_im[i]);
  }
  if (!slopes) return finite;
  (*slopes)[0].re = scale_re;
  (*slopes)[0].im = scale_im;
  for (std::size_t k = 1; k < slopes->size(); ++k) {
    double* re = (*slopes)[k].re.data();
    double* im = (*slopes)[k].im.data();
    for (std::size_t i = 0; i < n; ++i) {
      const double a = re[i], b = im[i];
      re[i] = a * scale_re[i] - b * scale_im[i];
      im[i] = a * scale_im[i] + b * scale_re[i];
    }
  }
  return finite;
}

void PermittivityLaw::fit_linear(std::span<double> x, std::span<const double> energies,
                                 const ComplexColumn& target) const {
  fit_linear_without(terms_.size(), x, energies, target);
}

// Background and amplitudes enter the permittivity linearly; its error over 2 n is that of n + ik.
void PermittivityLaw::fit_linear_without(std::size_t absent, std::span<double> x,
                                         std::span<const double> energies,
                                         const ComplexColumn& target) const {
  const auto n = static_cast<Eigen::Index>(energies.size());
  Eigen::MatrixXd a(2 * n, static_cast<Eigen::Index>(terms_.size()) + 1);
  Eigen::VectorXd b(2 * n);
  const auto weight = [&](Eigen::Index i) {
    return 0.5 / std::max(std::hypot(target.re[i], target.im[i]), 0.1);
  };
  const double least = parameters_[0].free.low;
  for (Eigen::Index i = 0; i < n; ++i) {
    const double re = target.re[i], im = target.im[i];
    a(i, 0) = weight(i);
    a(n + i, 0) = 0;
    b(i) = weight(i) * (re * re - im * im - least);
    b(n + i) = weight(i) * 2 * re * im;
  }
  for (std::size_t k = 0; k < terms_.size(); ++k) {
    std::vector<double> p(terms_[k].kind->parameters.size());
    for (std::size_t j = 0; j < p.size(); ++j) p[j] = x[terms_[k].first + j];
    p[terms_[k].kind->amplitude] = 1;
    ComplexColumn column(energies.size());
    if (k != absent && !terms_[k].kind->add(p.data(), energies, column, nullptr)) return;
    for (Eigen::Index i = 0; i < n; ++i) {
      a(i, static_cast<Eigen::Index>(k) + 1) = weight(i) * column.re[i];
      a(n + i, static_cast<Eigen::Index>(k) + 1) = weight(i) * column.im[i];
    }
  }
  if (!a.allFinite()) return;
  const Eigen::VectorXd solved = nonnegative_least_squares(a, b);
  const auto put = [&](std::size_t at, double value) {
    const FreeParameter& p = parameters_[at].free;
    // A start on the bound of an amplitude would leave its term without slope.
    const double floor = p.low == 0 ? 1e-4 * std::max(p.start, 1e-3) : p.low;
    x[at] = std::clamp(value, std::max(p.low, floor), p.high);
  };
  put(0, solved(0) + least);
  for (std::size_t k = 0; k < terms_.size(); ++k) {
    const double amplitude = solved(static_cast<Eigen::Index>(k) + 1);
    put(terms_[k].first + static_cast<std::size_t>(terms_[k].kind->amplitude),
        terms_[k].kind->amplitude_squared ? std::sqrt(amplitude) : amplitude);
  }
}

void PermittivityLaw::sort_terms(std::span<double> x) const {
  const auto energy = [&](std::size_t t) {
    for (std::size_t k = 0; k < terms_[t].kind->parameters.size(); ++k)
      if (std::string(terms_[t].kind->parameters[k].name) == "energy")
        return x[terms_[t].first + k];
    return 0.0;
  };
  // Few terms: swaps of neighbours of one kind until none is due.
  for (bool moved = true; moved;) {
    moved = false;
    for (std::size_t t = 1; t < terms_.size(); ++t) {
      if (terms_[t].kind != terms_[t - 1].kind || !(energy(t) < energy(t - 1))) continue;
      std::swap_ranges(x.begin() + static_cast<std::ptrdiff_t>(terms_[t - 1].first),
                       x.begin() + static_cast<std::ptrdiff_t>(terms_[t].first),
                       x.begin() + static_cast<std::ptrdiff_t>(terms_[t].first));
      moved = true;
    }
  }
}

std::string PermittivityLaw::name() const {
  std::map<std::string, int> count;
  for (const Term& term : terms_) ++count[term.kind->name];
  std::vector<std::string> parts;
  for (const auto& [kind, number] : count) parts.push_back(fmt::format("{} {}", number, kind));
  return join(parts, " + ");
}

Node PermittivityLaw::record_coefficients(std::span<const double> x,
                                          std::span<const double> errors) const {
  std::map<std::string, std::array<std::vector<Node>, 2>> lists;
  std::map<std::string, std::string> units;
  for (const Term& term : terms_) {
    const std::string kind = term.kind->name;
    if (kind != "lorentz" && kind != "drude" && kind != "tauc_lorentz" && kind != "cody_lorentz")
      return {};
    for (std::size_t k = 0; k < term.kind->parameters.size(); ++k) {
      const std::string key = kind + "_" + term.kind->parameters[k].name;
      units[key] = term.kind->parameters[k].power == 2 ? "eV^2" : "eV";
      lists[key][0].push_back(Node::number(x[term.first + k]));
      lists[key][1].push_back(Node::number(errors[term.first + k]));
    }
  }
  const auto one = [](Node value, const std::string& unit, Node error) {
    return Node::map({{"value", std::move(value)},
                      {"unit", Node::text(unit, true)},
                      {"uncertainty", std::move(error)}});
  };
  std::vector<Node::Entry> entries = {
      {"background", one(Node::number(x[0]), "1", Node::number(errors[0]))}};
  for (auto& [key, values] : lists)
    entries.emplace_back(key, one(Node::list(values[0]), units[key], Node::list(values[1])));
  return Node::map(std::move(entries));
}

std::vector<std::string> PermittivityLaw::references() const {
  std::vector<std::string> keys;
  for (const Term& term : terms_) {
    const std::string kind = term.kind->name;
    const std::string key = kind == "tauc_lorentz"     ? "Jellison1996"
                            : kind == "cody_lorentz"   ? "Ferlauto2002"
                            : kind == "critical_point" ? "Etchegoin2006"
                            : kind == "gaussian"       ? "DeSousaMeneses2006"
                                                       : "";
    if (!key.empty() && std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
  }
  return keys;
}

}  // namespace verdet
