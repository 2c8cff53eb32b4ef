// The parameter statement of the phase-change switch.
#pragma once

#include "verdet/devices/phase_change/interferometer_parameters.hpp"

namespace verdet {

template <class T>
struct PcmSwitchParameters : InterferometerParameters<T> {
  T input_coupling{0.5};
  T output_coupling{0.5};

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    InterferometerParameters<T>::visit(v, p...);
    v(power_share("input_coupling", "kappa_1^2", "power that the first coupler crosses over",
                  "Yariv1973"),
      p.input_coupling...);
    v(power_share("output_coupling", "kappa_2^2", "power that the second coupler crosses over",
                  "Yariv1973"),
      p.output_coupling...);
  }
  void validate(Problems& problems) const { InterferometerParameters<T>::validate(problems); }
};

}  // namespace verdet
