// A law of the complex index with free parameters: what materials are fitted with, alone or as a
// layer of a film.
#pragma once

#include <memory>

#include "verdet/base/node.hpp"
#include "verdet/studies/fit/dispersion_terms.hpp"
#include "verdet/studies/fit/model.hpp"

namespace verdet {

/// n + ik over photon energies (eV) by parameters in eV, eV^2 or 1.
class DispersionLaw {
 public:
  virtual ~DispersionLaw() = default;
  virtual const std::vector<FitParameter>& parameters() const = 0;

  /// n and k at `energies`, and, unless `slopes` is null, their derivatives: one column per
  /// parameter. False where the parameters give no finite index.
  virtual bool index(std::span<const double> x, std::span<const double> energies,
                     ComplexColumn& index, std::vector<ComplexColumn>* slopes) const = 0;

  /// Solves for the parameters that enter the permittivity linearly, given n and k.
  virtual void fit_linear(std::span<double> x, std::span<const double> energies,
                          const ComplexColumn& target) const {
    (void)x, (void)energies, (void)target;
  }
  /// Starts and bounds from measured n and k; `k_known` is false where only n was measured.
  virtual void start_from(std::span<const double> energies, const ComplexColumn& target) = 0;

  /// Parameters with one term moved to the strongest line that the others leave, term by term.
  virtual std::vector<std::vector<double>> relocations(std::span<const double> x,
                                                       std::span<const double> energies,
                                                       const ComplexColumn& target) const {
    (void)x, (void)energies, (void)target;
    return {};
  }

  /// Orders terms of one kind by energy, where their bounds are equal.
  virtual void sort_terms(std::span<double> x) const { (void)x; }

  virtual std::string name() const = 0;
  virtual bool causal() const = 0;  ///< n and k are linked by Kramers and Kronig for all parameters
  /// Coefficients of a record with values and standard errors; null when a table must do.
  virtual Node record_coefficients(std::span<const double> x,
                                   std::span<const double> errors) const {
    (void)x, (void)errors;
    return {};
  }
  virtual std::vector<std::string> references() const { return {}; }
};

/// The law of a spec: {law: lorentz, oscillators: 3, parameters: auto or {NAME: value or fit:
/// ...}}, over photon energies from `low` to `high` (eV). Throws InputError with places.
std::unique_ptr<DispersionLaw> read_law(const Node& node, double low, double high);

/// hc/e in eV m: E(eV) = kElectronvoltMetre / lambda.
double electronvolt_metre();

}  // namespace verdet
