// Puts the run-time interfaces on a model that is stated as templates: written once for all
// devices.
#pragma once

#include <array>
#include <tuple>

#include "verdet/base/complex.hpp"
#include "verdet/devices/coefficients.hpp"
#include "verdet/devices/lanes.hpp"

namespace verdet {

/// Smallest and largest value, in eight independent chains that the compiler can vectorise.
std::pair<double, double> range_of(std::span<const double> values);

template <class D>
concept Scatters = requires {
  D::kAmplitudes;
};
template <class D>
concept Resonates = requires(const CoefficientsOf<D, double>& c) {
  D::resonances(c, 0.0, 0.0);
};
template <class D>
concept Moves = requires {
  D::kStates;
};

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

template <class D>
class ScatteringOf : public Scattering {
 public:
  const std::vector<std::string>& ports() const override { return ports_; }
  std::size_t amplitude_count() const override {
    if constexpr (requires { D::amplitude_count(core_->parameters()); })
      return D::amplitude_count(core_->parameters());
    else
      return D::kAmplitudes;
  }
  std::span<const int> pattern() const override { return pattern_; }

  void amplitudes(std::span<const double> wavelengths, std::span<double> real,
                  std::span<double> imag) const override {
    check(wavelengths);
    scatter_lanes<D>(core_->coefficients(), wavelengths, real, imag);
  }

  void amplitude_derivatives(std::span<const double> wavelengths, const std::string& path,
                             std::span<double> real, std::span<double> imag) const override {
    check(wavelengths);
    const auto c = core_->slopes(path);
    std::array<Complex<Slope>, D::kAmplitudes> a;
    for (std::size_t i = 0; i < wavelengths.size(); ++i) {
      D::scatter(c, Slope(wavelengths[i]), a.data());
      for (std::size_t k = 0; k < amplitude_count(); ++k) {
        real[k * wavelengths.size() + i] = a[k].re.grad[0];
        imag[k * wavelengths.size() + i] = a[k].im.grad[0];
      }
    }
  }

 protected:
  explicit ScatteringOf(const ModelCore<D>* core)
      : core_(core),
        ports_(D::ports(core->parameters())),
        pattern_(D::pattern(core->parameters())) {}

 private:
  void check(std::span<const double> wavelengths) const {
    if constexpr (requires { D::check_wavelength(core_->coefficients(), 0.0); }) {
      const auto [low, high] = range_of(wavelengths);
      D::check_wavelength(core_->coefficients(), low);
      D::check_wavelength(core_->coefficients(), high);
    }
  }
  const ModelCore<D>* core_;
  std::vector<std::string> ports_;
  std::vector<int> pattern_;
};

template <class D>
class ResonantOf : public Resonant {
 public:
  std::vector<double> resonance_wavelengths(double from, double to) const override {
    return D::resonances(core_->coefficients(), from, to);
  }
  double free_spectral_range(double wavelength) const override {
    return D::free_spectral_range(core_->coefficients(), wavelength);
  }
  std::size_t dip_amplitude() const override { return 0; }

 protected:
  explicit ResonantOf(const ModelCore<D>* core) : core_(core) {}

 private:
  const ModelCore<D>* core_;
};

template <class D>
class DynamicsOf : public Dynamics {
 public:
  std::span<const State> states() const override { return D::kStateList; }
  std::span<const Signal> inputs() const override { return D::kInputList; }
  std::span<const Signal> outputs() const override { return D::kOutputList; }
  bool feed_through() const override { return D::kFeedThrough; }

  void rhs(double t, std::span<const double> x, std::span<const double> u,
           std::span<double> dxdt) const override {
    D::rhs(core_->coefficients(), t, x.data(), u.data(), dxdt.data());
  }
  void output(double t, std::span<const double> x, std::span<const double> u,
              std::span<double> y) const override {
    D::output(core_->coefficients(), t, x.data(), u.data(), y.data());
  }
  void jacobian(double t, std::span<const double> x, std::span<const double> u,
                std::span<double> dfdx) const override {
    using J = Dual<double, D::kStates>;
    const auto c = lift<D::template Coefficients, J>(core_->coefficients());
    std::array<J, D::kStates> state, rate;
    std::array<J, D::kInputs> input;
    for (int i = 0; i < D::kStates; ++i) state[i] = J::variable(x[i], i);
    for (int i = 0; i < D::kInputs; ++i) input[i] = J(u[i]);
    D::rhs(c, J(t), state.data(), input.data(), rate.data());
    for (int i = 0; i < D::kStates; ++i)
      for (int j = 0; j < D::kStates; ++j) dfdx[i * D::kStates + j] = rate[i].grad[j];
  }
  void parameter_derivative(double t, std::span<const double> x, std::span<const double> u,
                            const std::string& path, std::span<double> dfdp) const override {
    const auto c = core_->slopes(path);
    std::array<Slope, D::kStates> state, rate;
    std::array<Slope, D::kInputs> input;
    for (int i = 0; i < D::kStates; ++i) state[i] = Slope(x[i]);
    for (int i = 0; i < D::kInputs; ++i) input[i] = Slope(u[i]);
    D::rhs(c, Slope(t), state.data(), input.data(), rate.data());
    for (int i = 0; i < D::kStates; ++i) dfdp[i] = rate[i].grad[0];
  }

 protected:
  explicit DynamicsOf(const ModelCore<D>* core) : core_(core) {}

 private:
  const ModelCore<D>* core_;
};

template <class D>
using ScatteringBase = std::conditional_t<Scatters<D>, ScatteringOf<D>, Absent<D, 0>>;
template <class D>
using ResonantBase = std::conditional_t<Resonates<D>, ResonantOf<D>, Absent<D, 1>>;
template <class D>
using DynamicsBase = std::conditional_t<Moves<D>, DynamicsOf<D>, Absent<D, 2>>;

/// The device of model D: its core and the capabilities that D states.
template <class D>
class ModelDevice final : public ModelCore<D>,
                          public ScatteringBase<D>,
                          public ResonantBase<D>,
                          public DynamicsBase<D> {
 public:
  ModelDevice(const ParametersOf<D, double>& parameters, const Environment& environment)
      : ModelCore<D>(parameters, environment),
        ScatteringBase<D>(this),
        ResonantBase<D>(this),
        DynamicsBase<D>(this) {}
};

}  // namespace verdet
