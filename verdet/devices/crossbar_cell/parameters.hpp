// The parameter statement of the crossbar cell.
#pragma once

#include "verdet/devices/phase_change_parameters.hpp"

namespace verdet {

template <class T>
struct CrossbarCellParameters : PcmSynapseParameters<T> {
  T row_coupling{0.1};
  T column_coupling{0.1};

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    PcmSynapseParameters<T>::visit(v, p...);
    v(About{.name = "row_coupling",
            .symbol = "kappa_r^2",
            .kind = Kind::PowerRatio,
            .min = 0,
            .max = 1,
            .meaning = "power that the first coupler takes from the row"},
      p.row_coupling...);
    v(About{.name = "column_coupling",
            .symbol = "kappa_c^2",
            .kind = Kind::PowerRatio,
            .min = 0,
            .max = 1,
            .meaning = "power that the second coupler passes on to the column"},
      p.column_coupling...);
  }
  void validate(Problems& problems) const { PcmSynapseParameters<T>::validate(problems); }
};

}  // namespace verdet
