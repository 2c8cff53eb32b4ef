// Pulses as specs state them.
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

/// One pulse of light, or of the source behind a heater: exactly one of the three peaks.
struct PulseSettings {
  std::optional<double> power, voltage, current;
  double width = 0;
  PulseShape shape{};

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "power",
            .unit = "W",
            .kind = Kind::Power,
            .min = 0,
            .meaning = "peak power of light in the guide in front of the cell"},
      p.power...);
    v(About{.name = "voltage",
            .unit = "V",
            .min = 0,
            .meaning = "peak open voltage of the heater's source, in place of `power`"},
      p.voltage...);
    v(About{.name = "current",
            .unit = "A",
            .min = 0,
            .meaning = "peak current of the heater's source, in place of `power`"},
      p.current...);
    v(About{.name = "width",
            .unit = "s",
            .required = true,
            .above = 0,
            .meaning = "duration at half maximum"},
      p.width...);
    v(About{.name = "shape", .meaning = "shape of the pulse in time"}, p.shape...);
  }
  void validate(Problems& problems, const std::string& path) const;

  PulseDrive drive() const;
  double peak() const;  ///< W, V or A
  WritePulse pulse(double peak, double period, double start, int port) const {
    return {peak, width, period, shape, start, port, drive()};
  }
};

/// InputError when the pulse needs a heater that the device does not have.
void check_drive(const PhaseChangeCell& device, const PulseSettings& pulse,
                 const std::string& path);

/// A second beam in the same period: the pump of a probe that alone would be too weak.
struct PumpPulse : PulseSettings {
  double delay = 0;

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    PulseSettings::visit(v, p...);
    v(About{.name = "delay", .unit = "s", .min = 0, .meaning = "from the period's start"},
      p.delay...);
  }
};

/// `count` pulses, equal or rising.
struct PulseGroup : PulseSettings {
  double period = 1e-6;
  int count = 1;
  std::optional<double> power_end, voltage_end, current_end;
  std::optional<PumpPulse> pump;
  int port = 0;

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    PulseSettings::visit(v, p...);
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
    v(About{.name = "voltage_end", .unit = "V", .min = 0, .meaning = "the same of `voltage`"},
      p.voltage_end...);
    v(About{.name = "current_end", .unit = "A", .min = 0, .meaning = "the same of `current`"},
      p.current_end...);
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
  void validate(Problems& problems, const std::string& path) const;

  /// Those of period `i` of `count`.
  std::vector<WritePulse> pulses(int i) const;

 private:
  double last_peak() const;
};

}  // namespace verdet
