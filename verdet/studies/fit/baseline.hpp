// What a power spectrum is multiplied with besides the device: fibres, couplers, their fringes.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "verdet/base/node.hpp"
#include "verdet/studies/fit/model.hpp"

namespace verdet {

/// B(lambda) = level + slope u + cosine cos(2 pi f u) + sine sin(2 pi f u), u from -1 to 1 over the
/// data.
class Baseline {
 public:
  enum class Kind { None, Constant, Linear, Fringes };

  Baseline(Kind kind, std::span<const double> wavelengths);
  static Kind read(const Node* node);  ///< none, constant, linear (default), fringes

  /// Free parameters, with starts from the measured power.
  std::vector<FitParameter> parameters(std::span<const double> power) const;
  std::size_t size() const;

  /// B and its derivatives by the parameters at point i.
  double value(std::span<const double> p, std::size_t i) const;
  void slopes(std::span<const double> p, std::size_t i, std::span<double> out) const;

  /// Solves for the parameters that enter linearly, given the device's transmission.
  void fit_linear(std::span<double> p, std::span<const double> transmission,
                  std::span<const double> power) const;

 private:
  Kind kind_;
  std::vector<double> u_;
};

}  // namespace verdet
