// Cauchy and Urbach, Forouhi and Bloomer, and the Kramers-Kronig consistent spline.
#pragma once

#include <mutex>

#include "verdet/physics/dispersion/spline_permittivity.hpp"
#include "verdet/studies/fit/dispersion_law.hpp"

namespace verdet {

class CauchyLaw final : public DispersionLaw {
 public:
  CauchyLaw(double low, double high, bool absorbing);
  const std::vector<FitParameter>& parameters() const override { return parameters_; }
  bool index(std::span<const double> x, std::span<const double> energies, ComplexColumn& index,
             std::vector<ComplexColumn>* slopes) const override;
  void start_from(std::span<const double> energies, const ComplexColumn& target) override;
  std::string name() const override { return parameters_.size() == 3 ? "cauchy" : "cauchy_urbach"; }
  bool causal() const override { return false; }

 private:
  std::vector<FitParameter> parameters_;
  double edge_;
};

class ForouhiBloomerLaw final : public DispersionLaw {
 public:
  ForouhiBloomerLaw(double low, double high);
  const std::vector<FitParameter>& parameters() const override { return parameters_; }
  bool index(std::span<const double> x, std::span<const double> energies, ComplexColumn& index,
             std::vector<ComplexColumn>* slopes) const override;
  void start_from(std::span<const double> energies, const ComplexColumn& target) override;
  std::string name() const override { return "forouhi_bloomer"; }
  bool causal() const override { return false; }
  std::vector<std::string> references() const override { return {"Forouhi1986"}; }

 private:
  std::vector<FitParameter> parameters_;
};

class SplineLaw final : public DispersionLaw {
 public:
  SplineLaw(double low, double high, int knots);
  const std::vector<FitParameter>& parameters() const override { return parameters_; }
  bool index(std::span<const double> x, std::span<const double> energies, ComplexColumn& index,
             std::vector<ComplexColumn>* slopes) const override;
  void start_from(std::span<const double> energies, const ComplexColumn& target) override;
  std::string name() const override { return "spline"; }
  bool causal() const override { return true; }
  std::vector<std::string> references() const override { return {"Johs2008"}; }

 private:
  struct Basis {
    std::vector<double> energies, real, imaginary;
  };
  std::shared_ptr<const Basis> basis_at(std::span<const double> energies) const;

  physics::SplinePermittivity spline_;
  std::vector<FitParameter> parameters_;
  double pole_ = 0;
  mutable std::mutex mutex_;
  mutable std::shared_ptr<const Basis> basis_;  ///< of the last energies
};

}  // namespace verdet
