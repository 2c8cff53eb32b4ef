#include "verdet/devices/ring_synapse/ring_synapse.hpp"

#include <cmath>
#include <numbers>

namespace verdet {
namespace {

std::vector<std::string> ports_of(const RingSynapseParameters<double>& p) {
  if (p.drop_coupling) return {"in", "through", "add", "drop"};
  return {"in", "through"};
}

}  // namespace

RingSynapse::RingSynapse(const RingSynapseParameters<double>& parameters,
                         const Environment& environment)
    : PhaseChangeDevice(info(), parameters, environment),
      ports_(ports_of(parameters)),
      circuit_(circuit_of(parameters)),
      state_(straight().start(parameters.state)),
      embedded_(std::make_unique<EmbeddedCell>(straight(), std::make_unique<RingCircuit>(circuit_),
                                               parameters.wavelength)) {
  references_.emplace_back("Bogaerts2012");
}

DeviceInfo RingSynapse::info() {
  return {.type = "ring_synapse",
          .meaning = "phase-change film on an arc of a microring, written by circulating light",
          .limits =
              "those of pcm_synapse; modes of a straight guide, couplings constant over "
              "wavelength, no back-scattering; the light follows the film at once; no "
              "self-heating of the bare ring",
          .traits = {.passive = true, .reciprocal = true, .prospective = false}};
}

RingCircuit RingSynapse::circuit_of(const RingSynapseParameters<double>& p) const {
  RingCircuit c;
  c.k1 = std::sqrt(p.through_coupling);
  c.t1 = std::sqrt(1 - p.through_coupling);
  c.k2 = std::sqrt(p.drop_coupling.value_or(0));
  c.t2 = std::sqrt(1 - p.drop_coupling.value_or(0));
  c.bare_length = 2 * std::numbers::pi * p.radius - p.cell.extent();
  c.guide = guide(p.loss);
  if (p.tuned_state) {
    const CellReadout readout = straight().read(straight().start(*p.tuned_state), p.wavelength);
    c.tuning = -std::arg(c.round_trip(readout.amplitude(), p.wavelength));
  }
  return c;
}

std::span<const int> RingSynapse::pattern() const {
  enum { kThrough, kDrop, kAdd, kThrough2 };
  static constexpr int kAllPass[] = {-1, kThrough, kThrough, -1};
  // Rows are outputs, columns inputs, both in the order in, through, add, drop.
  static constexpr int kAddDrop[] = {-1,       kThrough, -1,        kDrop,      //
                                     kThrough, -1,       kAdd,      -1,         //
                                     -1,       kAdd,     -1,        kThrough2,  //
                                     kDrop,    -1,       kThrough2, -1};
  if (ports_.size() == 2) return kAllPass;
  return kAddDrop;
}

void RingSynapse::scatter(double wavelength, std::span<std::complex<double>> out) const {
  const std::complex<double> film = straight().read(state_, wavelength).amplitude();
  const RingCircuit& c = circuit_;
  const std::complex<double> half = c.half(wavelength);
  const std::complex<double> g = c.round_trip(film, wavelength), up = c.build_up(g);
  out[0] = c.through(g);
  if (out.size() == 1) return;
  out[1] = -c.k1 * c.k2 * film * half * up;
  out[2] = -c.k1 * c.k2 * half * up;
  out[3] = (c.t2 - c.t1 * g) * up;
}

}  // namespace verdet
