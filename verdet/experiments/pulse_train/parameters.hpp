// The statement of the experiment `pulse_train`.
#pragma once

#include <fmt/format.h>

#include "verdet/base/axis_values.hpp"
#include "verdet/experiments/pulse_train/noise_settings.hpp"
#include "verdet/experiments/pulse_train/train.hpp"

namespace verdet {

struct PulseTrainParameters : NoiseSettings {
  Node start = Node::text("crystalline");
  std::vector<PulseGroup> sequence;
  int weights = 21;
  Node hold;

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "start",
            .meaning = "state before the first pulse: crystalline, amorphous or a fraction; a list "
                       "runs the train from each"},
      p.start...);
    v(About{.name = "sequence", .required = true, .meaning = "groups of equal pulses"},
      p.sequence...);
    v(About{.name = "weights", .min = 2, .max = 1001, .meaning = "points of the update tables"},
      p.weights...);
    NoiseSettings::visit(v, p...);
    v(About{.name = "hold",
            .unit = "s",
            .meaning = "times after the train at which the weight is read again"},
      p.hold...);
  }

  std::vector<double> holds() const {
    return hold.is_null() ? std::vector<double>{} : read_axis(hold, Kind::Quantity, "s", "hold");
  }

  void validate(Problems& problems) const {
    if (sequence.empty()) problems.add("sequence", "at least one group of pulses is needed");
    for (std::size_t i = 0; i < sequence.size(); ++i)
      sequence[i].validate(problems, fmt::format("sequence.{}", i));
    NoiseSettings::validate(problems);
    problems.gather([&] { read_starts(start, "start"); });
    problems.gather([&] { check_holds(problems); });
  }

 private:
  void check_holds(Problems& problems) const {
    double before = 0;
    for (const double time : holds()) {
      if (!(time > before)) return problems.add("hold", "times must be positive and ascend");
      before = time;
    }
  }
};

}  // namespace verdet
