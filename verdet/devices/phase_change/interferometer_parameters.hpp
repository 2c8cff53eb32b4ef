// Parameter statement of a Mach-Zehnder interferometer with phase-change films.
#pragma once

#include <optional>

#include "verdet/devices/common_statements.hpp"
#include "verdet/devices/phase_change/cell_parameters.hpp"

namespace verdet {

/// The first film's statement (`waveguide.length` is of no account) and the arms'.
template <class T>
struct InterferometerParameters : PcmSynapseParameters<T> {
  T arm_length{50e-6};
  T imbalance{0.0};
  T loss{46.051701859880914};  // 2 dB/cm
  std::optional<T> second_state;
  std::optional<T> tuned_state;
  T bias{0.0};

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    PcmSynapseParameters<T>::visit(v, p...);
    v(About{.name = "arm_length",
            .unit = "m",
            .above = 0,
            .max = 1,
            .meaning = "length of the first arm, film included"},
      p.arm_length...);
    v(About{.name = "imbalance",
            .symbol = "dL",
            .unit = "m",
            .min = -1,
            .max = 1,
            .meaning = "how much longer the second arm is"},
      p.imbalance...);
    v(attenuation("power attenuation along the bare parts of the arms"), p.loss...);
    v(crystalline_fraction("second_state", "X_2",
                           "state of an equal film in the second arm, also before the first pulse; "
                           "absent: no film there"),
      p.second_state...);
    v(crystalline_fraction("tuned_state", "",
                           "crystalline fraction of the first film at which the arms are in phase "
                           "at `wavelength`, by a heater that is not modelled; absent: as their "
                           "lengths give"),
      p.tuned_state...);
    v(About{.name = "bias",
            .unit = "rad",
            .kind = Kind::Angle,
            .meaning = "phase of the second arm beyond that, by the same heater"},
      p.bias...);
  }
  void validate(Problems& problems) const {
    PcmSynapseParameters<T>::validate(problems);
    if (this->cell.extent() > arm_length)
      problems.add("cell.length", "the film is longer than its arm");
    if (arm_length + imbalance < (second_state ? this->cell.extent() : T(0)))
      problems.add("imbalance", "the second arm is shorter than what it carries");
  }
};

}  // namespace verdet
