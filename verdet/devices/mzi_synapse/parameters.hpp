// The parameter statement of the Mach-Zehnder synapse.
#pragma once

#include "verdet/devices/phase_change/interferometer_parameters.hpp"

namespace verdet {

template <class T>
struct MziSynapseParameters : InterferometerParameters<T> {
  T input_split{0.5};
  T output_split{0.5};

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    InterferometerParameters<T>::visit(v, p...);
    v(power_share("input_split", "s_1", "power that the input branch sends to the first arm"),
      p.input_split...);
    v(power_share("output_split", "s_2",
                  "power that the output branch would send to the first arm, light going back"),
      p.output_split...);
  }
  void validate(Problems& problems) const { InterferometerParameters<T>::validate(problems); }
};

}  // namespace verdet
