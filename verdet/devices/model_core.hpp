// Parameters and coefficients of one instance of a model.
#pragma once

#include <tuple>

#include "verdet/devices/coefficients.hpp"

namespace verdet {

/// Parameters and coefficients of one instance; every capability below reads them.
template <class D>
class ModelCore : public Device {
 public:
  ModelCore(const ParametersOf<D, double>& parameters, const Environment& environment)
      : Device(D::info()),
        parameters_(parameters),
        environment_(environment),
        coefficients_(coefficients_of<D>(parameters, environment)) {
    if constexpr (requires { D::sources(parameters, environment); })
      std::tie(records_, references_) = D::sources(parameters, environment);
  }

  const ParametersOf<D, double>& parameters() const noexcept { return parameters_; }
  const CoefficientsOf<D, double>& coefficients() const noexcept { return coefficients_; }
  CoefficientsOf<D, Slope> slopes(const std::string& path) const {
    return coefficient_slopes<D>(parameters_, path, environment_);
  }

 private:
  ParametersOf<D, double> parameters_;
  Environment environment_;
  CoefficientsOf<D, double> coefficients_;
};

/// Stands in for a capability that a model does not state; numbered, since bases must differ.
template <class D, int N>
struct Absent {
  explicit Absent(const ModelCore<D>*) {}
};

}  // namespace verdet
