// The parameter statement of the crossbar cell.
#pragma once

#include "verdet/devices/common_statements.hpp"
#include "verdet/devices/phase_change/cell_parameters.hpp"

namespace verdet {

template <class T>
struct CrossbarCellParameters : PcmSynapseParameters<T> {
  T row_coupling{0.1};
  T column_coupling{0.1};

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    PcmSynapseParameters<T>::visit(v, p...);
    v(power_share("row_coupling", "kappa_r^2", "power that the first coupler takes from the row"),
      p.row_coupling...);
    v(power_share("column_coupling", "kappa_c^2",
                  "power that the second coupler passes on to the column"),
      p.column_coupling...);
  }
  void validate(Problems& problems) const { PcmSynapseParameters<T>::validate(problems); }
};

}  // namespace verdet
