// Puts the run-time interfaces on a model that is stated as templates: written once for all
// devices.
#pragma once

#include <array>

#include "verdet/base/complex.hpp"
#include "verdet/devices/lanes.hpp"
#include "verdet/devices/model_dynamics.hpp"

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
using ScatteringBase = std::conditional_t<Scatters<D>, ScatteringOf<D>, Absent<D, 0>>;
template <class D>
using ResonantBase = std::conditional_t<Resonates<D>, ResonantOf<D>, Absent<D, 1>>;
template <class D, class M>
using DynamicsBase = std::conditional_t<Moves<M>, DynamicsOf<D, M>, Absent<D, 2>>;

/// The device of model D: its core and the capabilities that D states. A device with several
/// equations of motion, of which its parameters choose, names one as M.
template <class D, class M = MotionOf<D>>
class ModelDevice : public ModelCore<D>,
                    public ScatteringBase<D>,
                    public ResonantBase<D>,
                    public DynamicsBase<D, M> {
 public:
  ModelDevice(const ParametersOf<D, double>& parameters, const Environment& environment)
      : ModelCore<D>(parameters, environment),
        ScatteringBase<D>(this),
        ResonantBase<D>(this),
        DynamicsBase<D, M>(this) {}
};

}  // namespace verdet
