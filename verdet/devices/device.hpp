// A device at run time: what it is, and the nullable interfaces through which experiments use it.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "verdet/base/context.hpp"
#include "verdet/base/parameters.hpp"

namespace verdet {

class MaterialLibrary;

/// What is true of every instance of a device; the conformance tests enforce the traits.
struct Traits {
  bool passive = false;      ///< no singular value of S above 1
  bool reciprocal = false;   ///< S equals its transpose
  bool prospective = false;  ///< no measured device stands behind the model yet
};

struct DeviceInfo {
  std::string type;     ///< the word under `type:`
  std::string meaning;  ///< one line
  std::string limits;   ///< what the model leaves out
  Traits traits;
};

/// What building a device needs besides its parameters.
struct Environment {
  const MaterialLibrary& materials;
  const Context& context;
};

/// Immutable. Capabilities are further base classes of the concrete device (`Scattering`,
/// `Dynamics`, ...), asked for with `offer`.
class Device {
 public:
  explicit Device(DeviceInfo info) : info_(std::move(info)) {}
  virtual ~Device() = default;
  Device(const Device&) = delete;
  Device& operator=(const Device&) = delete;

  const DeviceInfo& info() const noexcept { return info_; }

  /// Names of the records (and their bib keys) that went into this instance.
  const std::vector<std::string>& records() const noexcept { return records_; }
  const std::vector<std::string>& references() const noexcept { return references_; }

 protected:
  std::vector<std::string> records_;
  std::vector<std::string> references_;

 private:
  DeviceInfo info_;
};

/// Linear response at optical frequencies. S[out, in] of fields in sqrt(W), phasor exp(-i omega t).
class Scattering {
 public:
  static constexpr const char* kName = "scattering";
  virtual ~Scattering() = default;

  virtual const std::vector<std::string>& ports() const = 0;

  /// Number of distinct amplitudes, and for each entry of S (row-major, port_out by port_in) the
  /// amplitude it equals, or -1 for an entry that is zero: symmetric devices compute each value
  /// once.
  virtual std::size_t amplitude_count() const = 0;
  virtual std::span<const int> pattern() const = 0;

  /// Distinct amplitudes at the given vacuum wavelengths (m), split for SIMD: `real` and `imag`
  /// hold amplitude_count() rows of wavelengths.size() values. Throws DomainError outside validity.
  virtual void amplitudes(std::span<const double> wavelengths, std::span<double> real,
                          std::span<double> imag) const = 0;

  /// Exact derivative of the amplitudes with respect to the parameter at this dotted path.
  virtual void amplitude_derivatives(std::span<const double> wavelengths, const std::string& path,
                                     std::span<double> real, std::span<double> imag) const = 0;
};

/// Round-trip resonances.
class Resonant {
 public:
  static constexpr const char* kName = "resonances";
  virtual ~Resonant() = default;

  /// Cold resonance wavelengths in [from, to], ascending (m).
  virtual std::vector<double> resonance_wavelengths(double from, double to) const = 0;
  /// Local free spectral range wavelength^2 / (n_g L) (m).
  virtual double free_spectral_range(double wavelength) const = 0;
  /// The amplitude of `Scattering` whose power dips at resonance.
  virtual std::size_t dip_amplitude() const = 0;
};

/// One state of an equation of motion. Tolerances work in units of `scale`.
struct State {
  const char* name;
  const char* symbol;
  const char* unit;
  double scale;
  bool non_negative = false;
  const char* meaning = "";
};

/// One named signal: an input, an output or an observable.
struct Signal {
  const char* name;
  const char* unit;
  const char* meaning = "";
};

/// Where a laser enters an equation of motion.
struct LaserInput {
  std::string port;
  int real = 0, imaginary = 1;  ///< inputs that hold its field envelope (sqrt(W))
  int detuning = -1;  ///< input that holds omega_laser - omega_0 (rad/s), -1 where there is none
  double resonance_wavelength = 0;  ///< 2 pi c / omega_0 (m)
};

struct LaneModel;

/// Where equations of motion are looked at, and how that place moves with a parameter p: dx/dp and
/// du/dp, of which an empty one stands still.
struct MovingPoint {
  double t;
  std::span<const double> x, u, dx, du;
};

/// How equations of motion answer to one parameter p, on which state and inputs may hang too.
class MotionSlope {
 public:
  virtual ~MotionSlope() = default;
  /// d/dp f(x, u, t), exact.
  virtual void rates(const MovingPoint& at, std::span<double> dfdp) const = 0;
  /// The same of the outputs and of the observables.
  virtual void output(const MovingPoint& at, std::span<double> dydp) const = 0;
  virtual void observe(const MovingPoint& at, std::span<double> dydp) const = 0;
};

/// Equation of motion dx/dt = f(x, u, t), y = g(x, u, t).
class Dynamics {
 public:
  static constexpr const char* kName = "dynamics";
  virtual ~Dynamics() = default;

  virtual std::span<const State> states() const = 0;
  virtual std::span<const Signal> inputs() const = 0;
  virtual std::span<const Signal> outputs() const = 0;
  /// What is worth recording; the outputs unless the model says otherwise.
  virtual std::span<const Signal> observables() const { return outputs(); }
  virtual std::vector<LaserInput> lasers() const { return {}; }
  /// Whether y depends on u directly.
  virtual bool feed_through() const = 0;

  virtual void rhs(double t, std::span<const double> x, std::span<const double> u,
                   std::span<double> dxdt) const = 0;
  virtual void output(double t, std::span<const double> x, std::span<const double> u,
                      std::span<double> y) const = 0;
  virtual void observe(double t, std::span<const double> x, std::span<const double> u,
                       std::span<double> y) const {
    output(t, x, u, y);
  }
  /// The same equations in SIMD lanes and the coefficients of this instance in them; nullptr for
  /// what exists at run time only, such as a circuit.
  virtual const LaneModel* lanes() const { return nullptr; }
  virtual std::vector<double> lane_coefficients() const { return {}; }
  /// df/dx, row-major, exact.
  virtual void jacobian(double t, std::span<const double> x, std::span<const double> u,
                        std::span<double> dfdx) const = 0;
  /// Of the parameter at the dotted `path`, or, where it is empty, of state and inputs alone; for
  /// many evaluations. It reads this object.
  virtual std::unique_ptr<MotionSlope> slope(const std::string& path) const = 0;
  /// df/dp for the parameter at this dotted path, where state and inputs do not hang on it.
  void parameter_derivative(double t, std::span<const double> x, std::span<const double> u,
                            const std::string& path, std::span<double> dfdp) const {
    slope(path)->rates({t, x, u, {}, {}}, dfdp);
  }
};

/// Equations of motion that approximate fuller ones, whose observables have the same names.
class Reduced {
 public:
  static constexpr const char* kName = "reduced dynamics";
  virtual ~Reduced() = default;
  virtual const Dynamics& full() const = 0;
};

/// The interface I of `device`, or an InputError that lists what the device offers.
template <class I>
const I& offer(const Device& device);

std::vector<std::string> offers(const Device& device);
[[noreturn]] void refuse_offer(const Device& device, const std::string& wanted);

template <class I>
const I& offer(const Device& device) {
  if (const I* found = dynamic_cast<const I*>(&device)) return *found;
  refuse_offer(device, I::kName);
}

}  // namespace verdet
