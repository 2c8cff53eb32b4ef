// Terms of a permittivity as fits see them: parameters with names, and batches over energies with
// the derivatives by the term's own parameters only.
#pragma once

#include <array>
#include <span>
#include <string>
#include <vector>

namespace verdet {

/// A complex column over the energies, split for the compiler's sake.
struct ComplexColumn {
  std::vector<double> re, im;
  explicit ComplexColumn(std::size_t n = 0) : re(n), im(n) {}
};

struct TermParameter {
  const char* name;
  int power;  ///< of the energy unit: 2 for a strength, 0 for a plain number
  const char* meaning;
};

/// One kind of term: permittivity(E) = law(E; parameters), energies in eV.
struct TermKind {
  const char* name;
  const char* group;  ///< of its parameters' names: "oscillators"
  std::vector<TermParameter> parameters;
  int amplitude;           ///< index of the parameter that scales the term
  bool amplitude_squared;  ///< the term goes with its square (a plasma energy)
  /// Adds the term at `energies` to `sum`, and writes d/dparameter into slopes[k]. False where the
  /// parameters have no meaning (C >= 2 E0).
  bool (*add)(const double* parameters, std::span<const double> energies, ComplexColumn& sum,
              ComplexColumn* slopes);
};

const std::vector<TermKind>& term_kinds();
const TermKind* find_term(const std::string& name);
std::vector<std::string> term_names();

}  // namespace verdet
