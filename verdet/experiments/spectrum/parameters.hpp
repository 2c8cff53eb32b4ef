// Settings of the experiment `spectrum`.
#pragma once

#include <string>
#include <vector>

#include "verdet/base/axis_values.hpp"
#include "verdet/base/parameters.hpp"

namespace verdet {

struct SpectrumParameters {
  Node wavelength;
  std::vector<std::string> ports, inputs, outputs;

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "wavelength",
            .symbol = "lambda",
            .unit = "m",
            .required = true,
            .meaning = "vacuum wavelengths: one, a list, or {from, to, points}"},
      p.wavelength...);
    v(About{.name = "ports", .meaning = "ports to store; all when empty"}, p.ports...);
    v(About{.name = "inputs", .meaning = "of them, ports that light enters; all when empty"},
      p.inputs...);
    v(About{.name = "outputs", .meaning = "of them, ports that light leaves; all when empty"},
      p.outputs...);
  }

  void validate(Problems& problems) const {
    problems.gather([&] {
      for (const double value : wavelengths())
        if (!(value > 0)) return problems.add("wavelength", "must be positive");
    });
    if (!ports.empty() && !(inputs.empty() && outputs.empty()))
      problems.add("ports", "names inputs and outputs at once; leave 'inputs' and 'outputs' out");
  }

  std::vector<double> wavelengths() const {
    return read_axis(wavelength, Kind::Quantity, "m", "wavelength");
  }
};

}  // namespace verdet
