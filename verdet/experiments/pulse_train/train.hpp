// Experiment `pulse_train`: its settings and the series it computes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "verdet/base/parameters.hpp"
#include "verdet/devices/phase_change_cell.hpp"

namespace verdet {

constexpr std::array<std::string_view, 3> choice_names(PulseShape) {
  return {"rectangular", "gaussian", "triangle"};
}

/// One pulse as specs state it.
struct OpticalPulse {
  double power = 0, width = 0;
  PulseShape shape{};

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "power",
            .unit = "W",
            .kind = Kind::Power,
            .required = true,
            .min = 0,
            .meaning = "peak power in the guide in front of the cell"},
      p.power...);
    v(About{.name = "width",
            .unit = "s",
            .required = true,
            .above = 0,
            .meaning = "duration at half maximum"},
      p.width...);
    v(About{.name = "shape", .meaning = "shape of the pulse in time"}, p.shape...);
  }
};

/// A second beam in the same period: the pump of a probe that alone would be too weak.
struct PumpPulse : OpticalPulse {
  double delay = 0;

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    OpticalPulse::visit(v, p...);
    v(About{.name = "delay", .unit = "s", .min = 0, .meaning = "from the period's start"},
      p.delay...);
  }
};

/// `count` pulses, equal or of rising power.
struct PulseGroup : OpticalPulse {
  double period = 1e-6;
  int count = 1;
  std::optional<double> power_end;
  std::optional<PumpPulse> pump;
  int port = 0;

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    OpticalPulse::visit(v, p...);
    v(About{.name = "period",
            .unit = "s",
            .above = 0,
            .meaning = "from the start of one pulse to the start of the next"},
      p.period...);
    v(About{.name = "count", .min = 1, .max = 1000000, .meaning = "number of pulses"}, p.count...);
    v(About{.name = "power_end",
            .unit = "W",
            .kind = Kind::Power,
            .min = 0,
            .meaning = "power of the last pulse, in equal steps from `power`; absent: all alike"},
      p.power_end...);
    v(About{.name = "pump",
            .meaning = "a second pulse in each period; the powers add up (wavelengths far enough "
                       "apart not to interfere, near enough to be absorbed alike)"},
      p.pump...);
    v(About{.name = "port",
            .min = 0,
            .max = 1,
            .meaning = "which cell takes the pulses, where a device has two"},
      p.port...);
  }

  /// Those of period `i` of `count`.
  std::vector<WritePulse> pulses(int i) const;
};

/// What one pulse did, and what was read at the end of its period.
struct PulsePoint {
  PulseOutcome outcome;
  CellReadout readout;
  double crystalline = 0;
  double read_noise = 0;  ///< standard deviation of one reading of the transmission
  int group = 0;
  int failure = 0;  ///< 0 none, 1 guide softened, 2 film ablated
};

struct PulseSeries {
  CellReadout start;
  double start_crystalline = 0;
  double start_noise = 0;
  std::vector<PulsePoint> points;
  FilmState end;
};

/// Applies the groups one after another. After an ablation the film is lost: the rest is not
/// computed and reads NaN. Warns about failures.
PulseSeries run_train(const PhaseChangeCell& device, double crystalline,
                      const std::vector<PulseGroup>& sequence, const Context& context,
                      const Chance& chance = {});

/// Crystalline fraction named by `crystalline`, `amorphous` or a number in [0, 1].
double read_start(const Node& node, const std::string& path);

/// One such state, or a list of them.
std::vector<double> read_starts(const Node& node, const std::string& path);

}  // namespace verdet
