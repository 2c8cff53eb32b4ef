// The statement of the experiment `transient`.
#pragma once

#include "verdet/experiments/input/laser.hpp"
#include "verdet/solvers/ode/tolerances.hpp"

namespace verdet {

/// `auto` decides between the two methods of the lane engine; the others are single-run solvers.
enum class TransientMethod { Auto, Rosenbrock, DormandPrince, Bdf, Adams, ImplicitRungeKutta };
constexpr auto choice_names(TransientMethod) {
  return std::array<std::string_view, 6>{"auto", "rosenbrock", "dormand-prince",
                                         "bdf",  "adams",      "implicit-runge-kutta"};
}

struct TransientParameters {
  double duration = 0;
  int samples = 1001;
  LaserParameters input;
  Node inputs;
  Node initial;
  Node observe;
  double observe_from = 0;
  int most_spikes = 64;
  TransientMethod method = TransientMethod::Auto;
  std::string method_reason;
  double relative_tolerance = 1e-6;
  double absolute_tolerance = 1e-8;

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    visit_run(v, p...);
    visit_method(v, p...);
  }
  void validate(Problems& problems) const {
    Problems of_input;
    input.validate(of_input);
    for (Fault& fault : of_input.list)
      problems.add("input." + fault.path, std::move(fault.message));
    if (observe_from >= duration) problems.add("observe_from", "must lie before the end");
  }

  Tolerances tolerances() const {
    return {.relative = relative_tolerance, .absolute = absolute_tolerance};
  }

 private:
  template <class V, class... P>
  static void visit_run(V&& v, P&... p) {
    v(About{.name = "duration",
            .unit = "s",
            .required = true,
            .above = 0,
            .meaning = "simulated time, from 0"},
      p.duration...);
    v(About{.name = "samples", .min = 2, .max = 1e8, .meaning = "equally spaced times to store"},
      p.samples...);
    v(About{.name = "input", .meaning = "the laser"}, p.input...);
    v(About{.name = "inputs", .meaning = "{input: constant value}; absent ones are 0"},
      p.inputs...);
    v(About{.name = "initial", .meaning = "{state: value at time 0}; absent ones are 0"},
      p.initial...);
    v(About{.name = "observe",
            .meaning = "list of FIGURE or CHANNEL_FIGURE to store instead of waveforms: mean, "
                       "minimum, maximum, period, period_change, cycle_mean, settling_time, "
                       "spike_count, spike_times"},
      p.observe...);
    v(About{.name = "observe_from",
            .unit = "s",
            .min = 0,
            .meaning = "begin of the window that the figures look at; the run's end closes it"},
      p.observe_from...);
    v(About{.name = "most_spikes", .min = 1, .max = 1e6, .meaning = "kept by spike_times"},
      p.most_spikes...);
  }
  template <class V, class... P>
  static void visit_method(V&& v, P&... p) {
    v(About{.name = "method", .meaning = "auto: by a trial that counts arithmetic"}, p.method...);
    v(About{.name = "method_reason", .meaning = "why auto chose it; written by the program"},
      p.method_reason...);
    v(About{.name = "relative_tolerance",
            .kind = Kind::Number,
            .min = 1e-13,
            .max = 0.1,
            .meaning = "of the local error"},
      p.relative_tolerance...);
    v(About{.name = "absolute_tolerance",
            .kind = Kind::Number,
            .above = 0,
            .meaning = "of the local error, in units of each state's scale"},
      p.absolute_tolerance...);
  }
};

}  // namespace verdet
