// Settings of the experiment `spectrum`.
#pragma once

#include <string>
#include <vector>

#include "verdet/experiments/wavelength_axis.hpp"

namespace verdet {

struct SpectrumParameters : WavelengthAxis {
  std::vector<std::string> ports, inputs, outputs;

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    WavelengthAxis::visit(v, p...);
    v(About{.name = "ports", .meaning = "ports to store; all when empty"}, p.ports...);
    v(About{.name = "inputs", .meaning = "of them, ports that light enters; all when empty"},
      p.inputs...);
    v(About{.name = "outputs", .meaning = "of them, ports that light leaves; all when empty"},
      p.outputs...);
  }

  void validate(Problems& problems) const {
    WavelengthAxis::validate(problems);
    if (!ports.empty() && !(inputs.empty() && outputs.empty()))
      problems.add("ports", "names inputs and outputs at once; leave 'inputs' and 'outputs' out");
  }
};

}  // namespace verdet
