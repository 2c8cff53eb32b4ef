// The parameter statement of the ring synapse.
#pragma once

#include <numbers>

#include "verdet/devices/common_statements.hpp"
#include "verdet/devices/phase_change/cell_parameters.hpp"

namespace verdet {

/// A phase-change cell on a ring: the cell's statement (`waveguide.length` is of no account) and
/// the ring's.
template <class T>
struct RingSynapseParameters : PcmSynapseParameters<T> {
  T radius{20e-6};
  T through_coupling{0.1};
  std::optional<T> drop_coupling;
  T loss{46.051701859880914};  // 2 dB/cm
  std::optional<T> tuned_state;

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    PcmSynapseParameters<T>::visit(v, p...);
    v(bend_radius("radius", "bend radius of the ring"), p.radius...);
    v(verdet::through_coupling(), p.through_coupling...);
    v(verdet::drop_coupling(), p.drop_coupling...);
    v(attenuation("power attenuation along the bare part of the ring"), p.loss...);
    v(crystalline_fraction(
          "tuned_state", "",
          "crystalline fraction in which the ring is tuned (by a heater, which is "
          "not modelled) to resonate at `wavelength`; absent: as its length gives"),
      p.tuned_state...);
  }
  void validate(Problems& problems) const {
    PcmSynapseParameters<T>::validate(problems);
    if (this->cell.extent() > std::numbers::pi * radius)
      problems.add("cell.length", "the film is longer than half the ring");
  }
};

}  // namespace verdet
