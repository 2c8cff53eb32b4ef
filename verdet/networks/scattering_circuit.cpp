#include "verdet/networks/scattering_circuit.hpp"

#include <fmt/format.h>

#include <Eigen/LU>
#include <algorithm>
#include <numeric>

#include "verdet/base/text.hpp"

namespace verdet {
namespace {

using Eigen::Index;
using Eigen::MatrixXcd;

// Adds what is not there yet.
void gather(std::vector<std::string>& to, const std::vector<std::string>& from) {
  for (const std::string& one : from)
    if (std::find(to.begin(), to.end(), one) == to.end()) to.push_back(one);
}

struct ScatteringPart {
  std::string name;
  std::unique_ptr<Device> device;
  const Scattering* scattering;
  Index first;  ///< of its ports among those of all parts

  Index ports() const { return static_cast<Index>(scattering->ports().size()); }
  std::size_t entry(Index out, Index in) const {
    return static_cast<std::size_t>(out * ports() + in);
  }
};

// Amplitudes or derivatives of one part at all wavelengths.
struct PartAmplitudes {
  std::vector<double> real, imag;

  PartAmplitudes(const ScatteringPart& part, std::size_t wavelengths)
      : real(part.scattering->amplitude_count() * wavelengths), imag(real.size()) {}
};

class ScatteringCircuit final : public Device, public Scattering {
 public:
  ScatteringCircuit(CircuitParts parts, const Wiring& wiring) : Device(info_of(parts)) {
    for (auto& [name, device] : parts) {
      const Scattering& scattering = offer<Scattering>(*device);
      gather(records_, device->records());
      gather(references_, device->references());
      parts_.push_back({name, std::move(device), &scattering, size_});
      size_ += parts_.back().ports();
    }
    partner_.assign(static_cast<std::size_t>(size_), kOpen);
    for (const auto& [a, b] : wiring.connections) join(claim(a), claim(b));
    for (const auto& [name, terminal] : wiring.ports) {
      names_.push_back(name);
      outer_.push_back(claim(terminal));
    }
    pattern_.resize(names_.size() * names_.size());
    std::iota(pattern_.begin(), pattern_.end(), 0);
  }

  const std::vector<std::string>& ports() const override { return names_; }
  std::size_t amplitude_count() const override { return pattern_.size(); }
  std::span<const int> pattern() const override { return pattern_; }

  void amplitudes(std::span<const double> wavelengths, std::span<double> real,
                  std::span<double> imag) const override {
    const std::vector<PartAmplitudes> all = amplitudes_of_parts(wavelengths);
    for (std::size_t i = 0; i < wavelengths.size(); ++i) {
      const MatrixXcd s = assembled(all, i, wavelengths.size());
      const MatrixXcd out = s * waves(s, wavelengths[i]);
      store(select_rows(out), i, wavelengths.size(), real, imag);
    }
  }

  // With the waves that arrive everywhere, A, and the same of the circuit run backwards, B, the
  // whole answers to a change of its parts by B^T dS A.
  void amplitude_derivatives(std::span<const double> wavelengths, const std::string& path,
                             std::span<double> real, std::span<double> imag) const override {
    const ScatteringPart& part = owner(path);
    PartAmplitudes slope(part, wavelengths.size());
    part.scattering->amplitude_derivatives(wavelengths, path.substr(part.name.size() + 1),
                                           slope.real, slope.imag);
    const std::vector<PartAmplitudes> all = amplitudes_of_parts(wavelengths);
    for (std::size_t i = 0; i < wavelengths.size(); ++i) {
      const MatrixXcd s = assembled(all, i, wavelengths.size());
      MatrixXcd change = MatrixXcd::Zero(size_, size_);
      fill(part, slope, i, wavelengths.size(), change);
      const MatrixXcd there = waves(s, wavelengths[i]), back = waves(s.transpose(), wavelengths[i]);
      store(back.transpose() * change * there, i, wavelengths.size(), real, imag);
    }
  }

 private:
  static constexpr Index kOpen = -1, kTaken = -2;

  static DeviceInfo info_of(const CircuitParts& parts) {
    Traits traits{.passive = true, .reciprocal = true};
    for (const auto& part : parts) {
      const Traits& one = part.second->info().traits;
      traits.passive = traits.passive && one.passive;
      traits.reciprocal = traits.reciprocal && one.reciprocal;
      traits.prospective = traits.prospective || one.prospective;
    }
    return {.type = "circuit",
            .meaning = "devices joined port to port",
            .limits = "steady state; one mode per port",
            .traits = traits};
  }

  // The port of a terminal, which nothing else may use.
  Index claim(const Terminal& terminal) {
    const ScatteringPart& part = *std::find_if(
        parts_.begin(), parts_.end(), [&](const auto& p) { return p.name == terminal.instance; });
    const std::vector<std::string>& ports = part.scattering->ports();
    const auto found = std::find(ports.begin(), ports.end(), terminal.signal);
    if (found == ports.end())
      throw InputError(fmt::format("circuit: '{}.{}' is no such port{}; it has {}",
                                   terminal.instance, terminal.signal,
                                   suggestion(terminal.signal, ports), fmt::join(ports, ", ")));
    const Index port = part.first + (found - ports.begin());
    Index& partner = partner_[static_cast<std::size_t>(port)];
    if (partner != kOpen)
      throw InputError(
          fmt::format("circuit: port {}.{} is used twice; to divide light, put a "
                      "coupler there",
                      terminal.instance, terminal.signal));
    partner = kTaken;
    return port;
  }
  void join(Index a, Index b) {
    partner_[static_cast<std::size_t>(a)] = b;
    partner_[static_cast<std::size_t>(b)] = a;
  }

  const ScatteringPart& owner(const std::string& path) const {
    for (const ScatteringPart& part : parts_)
      if (path.starts_with(part.name + ".")) return part;
    throw InputError("circuit: no instance for parameter '" + path + "'");
  }

  std::vector<PartAmplitudes> amplitudes_of_parts(std::span<const double> wavelengths) const {
    std::vector<PartAmplitudes> all;
    for (const ScatteringPart& part : parts_) {
      PartAmplitudes& one = all.emplace_back(part, wavelengths.size());
      part.scattering->amplitudes(wavelengths, one.real, one.imag);
    }
    return all;
  }

  static void fill(const ScatteringPart& part, const PartAmplitudes& amplitudes, std::size_t point,
                   std::size_t points, MatrixXcd& s) {
    const std::span<const int> pattern = part.scattering->pattern();
    for (Index out = 0; out < part.ports(); ++out)
      for (Index in = 0; in < part.ports(); ++in) {
        const int which = pattern[part.entry(out, in)];
        if (which < 0) continue;
        const std::size_t at = static_cast<std::size_t>(which) * points + point;
        s(part.first + out, part.first + in) = {amplitudes.real[at], amplitudes.imag[at]};
      }
  }
  MatrixXcd assembled(const std::vector<PartAmplitudes>& all, std::size_t point,
                      std::size_t points) const {
    MatrixXcd s = MatrixXcd::Zero(size_, size_);
    for (std::size_t i = 0; i < parts_.size(); ++i) fill(parts_[i], all[i], point, points, s);
    return s;
  }

  // What arrives at every port per unit wave at each outer one: a = P S a + a_outer, where P swaps
  // the ports of a connection.
  MatrixXcd waves(const MatrixXcd& s, double wavelength) const {
    constexpr double kSingular = 1e-13;
    MatrixXcd loop = MatrixXcd::Identity(size_, size_);
    for (Index port = 0; port < size_; ++port) {
      const Index from = partner_[static_cast<std::size_t>(port)];
      if (from >= 0) loop.row(port) -= s.row(from);
    }
    MatrixXcd source = MatrixXcd::Zero(size_, static_cast<Index>(outer_.size()));
    for (std::size_t k = 0; k < outer_.size(); ++k) source(outer_[k], static_cast<Index>(k)) = 1;
    const Eigen::PartialPivLU<MatrixXcd> lu(loop);
    if (!(lu.rcond() > kSingular))
      throw DomainError(
          fmt::format("circuit: at {:.9g} nm light goes round a closed loop of parts "
                      "without loss; give the loop a loss or leave this wavelength",
                      wavelength * 1e9));
    return lu.solve(source);
  }

  MatrixXcd select_rows(const MatrixXcd& out) const {
    MatrixXcd rows(static_cast<Index>(outer_.size()), out.cols());
    for (std::size_t k = 0; k < outer_.size(); ++k)
      rows.row(static_cast<Index>(k)) = out.row(outer_[k]);
    return rows;
  }
  static void store(const MatrixXcd& s, std::size_t point, std::size_t points,
                    std::span<double> real, std::span<double> imag) {
    std::size_t row = 0;
    for (Index out = 0; out < s.rows(); ++out)
      for (Index in = 0; in < s.cols(); ++in, ++row) {
        real[row * points + point] = s(out, in).real();
        imag[row * points + point] = s(out, in).imag();
      }
  }

  std::vector<ScatteringPart> parts_;
  std::vector<Index> partner_;  ///< of each port: the one it is joined to
  std::vector<std::string> names_;
  std::vector<Index> outer_;
  std::vector<int> pattern_;
  Index size_ = 0;
};

bool is_port(const CircuitParts& parts, const Terminal& terminal) {
  return std::any_of(parts.begin(), parts.end(), [&](const auto& part) {
    const auto* scattering = dynamic_cast<const Scattering*>(part.second.get());
    if (part.first != terminal.instance || !scattering) return false;
    const std::vector<std::string>& ports = scattering->ports();
    return std::find(ports.begin(), ports.end(), terminal.signal) != ports.end();
  });
}

}  // namespace

bool joins_ports(const CircuitParts& parts, const Wiring& wiring) {
  const bool all_move = std::all_of(parts.begin(), parts.end(), [](const auto& part) {
    return dynamic_cast<const Dynamics*>(part.second.get()) != nullptr;
  });
  if (!all_move) return true;
  return std::all_of(
             wiring.connections.begin(), wiring.connections.end(),
             [&](const auto& c) { return is_port(parts, c.first) && is_port(parts, c.second); }) &&
         std::all_of(wiring.ports.begin(), wiring.ports.end(),
                     [&](const auto& p) { return is_port(parts, p.second); });
}

std::unique_ptr<Device> make_scattering_circuit(CircuitParts parts, const Wiring& wiring) {
  return std::make_unique<ScatteringCircuit>(std::move(parts), wiring);
}

}  // namespace verdet
