// Background plus terms: the permittivity of most fits.
#pragma once

#include "verdet/studies/fit/dispersion_law.hpp"

namespace verdet {

class PermittivityLaw final : public DispersionLaw {
 public:
  /// Terms in order; starts and bounds for photon energies from `low` to `high` (eV).
  PermittivityLaw(std::vector<const TermKind*> terms, double low, double high);

  const std::vector<FitParameter>& parameters() const override { return parameters_; }
  std::vector<FitParameter>& parameters() { return parameters_; }
  bool index(std::span<const double> x, std::span<const double> energies, ComplexColumn& index,
             std::vector<ComplexColumn>* slopes) const override;
  void fit_linear(std::span<double> x, std::span<const double> energies,
                  const ComplexColumn& target) const override;
  std::vector<std::vector<double>> relocations(std::span<const double> x,
                                               std::span<const double> energies,
                                               const ComplexColumn& target) const override;
  void sort_terms(std::span<double> x) const override;
  void start_from(std::span<const double> energies, const ComplexColumn& target) override;
  std::string name() const override;
  bool causal() const override { return true; }
  Node record_coefficients(std::span<const double> x,
                           std::span<const double> errors) const override;
  std::vector<std::string> references() const override;

 private:
  struct Term {
    const TermKind* kind;
    std::size_t first;  ///< of its parameters; 0 is the background
  };
  /// `fit_linear` as if the term `absent` were not there.
  void fit_linear_without(std::size_t absent, std::span<double> x, std::span<const double> energies,
                          const ComplexColumn& target) const;
  std::vector<double> rest_without(std::size_t absent, std::span<const double> x,
                                   std::span<const double> energies,
                                   const ComplexColumn& target) const;
  std::vector<double> with_term_at(const Term& term, double energy, double width,
                                   std::span<const double> x) const;
  void set(std::size_t index, double low, double high, double start);
  void bound_term(const Term& term, double low, double high);
  void place(const Term& term, double energy, double width, double gap);

  std::vector<Term> terms_;
  std::vector<FitParameter> parameters_;
  double low_, high_;
};

}  // namespace verdet
