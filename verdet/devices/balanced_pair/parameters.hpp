// The parameter statement of the balanced pair.
#pragma once

#include "verdet/devices/common_statements.hpp"
#include "verdet/devices/phase_change/cell_parameters.hpp"

namespace verdet {

/// Two equal cells; `state` is that of the positive one.
template <class T>
struct BalancedPairParameters : PcmSynapseParameters<T> {
  T negative_state{1.0};

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    PcmSynapseParameters<T>::visit(v, p...);
    v(crystalline_fraction(
          "negative_state", "X-",
          "crystalline fraction of the negative cell, also before the first pulse"),
      p.negative_state...);
  }
  void validate(Problems& problems) const { PcmSynapseParameters<T>::validate(problems); }
};

}  // namespace verdet
