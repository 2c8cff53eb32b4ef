// How an input varies in time: the statements under `input:`.
#pragma once

#include <optional>

#include "verdet/base/parameters.hpp"

namespace verdet {

/// Levels are shares of the input's power. Edges are straight lines in field amplitude.
struct StepShape {
  double from = 0, to = 1, at = 0, rise = 0;

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "from", .kind = Kind::PowerRatio, .min = 0, .meaning = "level before"},
      p.from...);
    v(About{.name = "to", .kind = Kind::PowerRatio, .min = 0, .meaning = "level after"}, p.to...);
    v(About{.name = "at", .unit = "s", .meaning = "begin of the edge"}, p.at...);
    v(About{.name = "rise", .unit = "s", .min = 0, .meaning = "duration of the edge"}, p.rise...);
  }
};

/// A straight line in power.
struct RampShape {
  double from = 0, to = 1, start = 0, duration = 0;

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "from", .kind = Kind::PowerRatio, .min = 0, .meaning = "level before"},
      p.from...);
    v(About{.name = "to", .kind = Kind::PowerRatio, .min = 0, .meaning = "level after"}, p.to...);
    v(About{.name = "start", .unit = "s", .meaning = "begin of the ramp"}, p.start...);
    v(About{.name = "duration", .unit = "s", .required = true, .above = 0, .meaning = "its length"},
      p.duration...);
  }
};

struct PulseTrain {
  double base = 0, peak = 1, width = 0, period = 0, start = 0, edge = 0;
  int count = 1;

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "base", .kind = Kind::PowerRatio, .min = 0, .meaning = "level between pulses"},
      p.base...);
    v(About{.name = "peak", .kind = Kind::PowerRatio, .min = 0, .meaning = "level of the pulses"},
      p.peak...);
    v(About{.name = "width",
            .unit = "s",
            .required = true,
            .above = 0,
            .meaning = "duration of a pulse at half of its amplitude"},
      p.width...);
    v(About{.name = "period", .unit = "s", .min = 0, .meaning = "from pulse to pulse"},
      p.period...);
    v(About{.name = "start", .unit = "s", .meaning = "begin of the first pulse"}, p.start...);
    v(About{.name = "edge", .unit = "s", .min = 0, .meaning = "duration of each edge"}, p.edge...);
    v(About{.name = "count", .min = 1, .max = 1e7, .meaning = "number of pulses"}, p.count...);
  }
  void validate(Problems& problems) const {
    if (edge > width) problems.add("edge", "must not be longer than width");
    if (count > 1 && period < width + edge)
      problems.add("period", "must be longer than a pulse with its edges");
  }
};

struct BitPattern {
  double rate = 0, low = 0, high = 1, edge = 0, start = 0;
  int order = 7, seed = 1;

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "rate",
            .unit = "s^-1",
            .kind = Kind::BitRate,
            .required = true,
            .above = 0,
            .meaning = "bits per second"},
      p.rate...);
    v(About{.name = "low", .kind = Kind::PowerRatio, .min = 0, .meaning = "level of a zero"},
      p.low...);
    v(About{.name = "high", .kind = Kind::PowerRatio, .min = 0, .meaning = "level of a one"},
      p.high...);
    v(About{.name = "edge", .unit = "s", .min = 0, .meaning = "duration of each edge"}, p.edge...);
    v(About{.name = "start", .unit = "s", .meaning = "begin of the first bit"}, p.start...);
    v(About{.name = "order",
            .min = 2,
            .max = 31,
            .meaning = "length of the shift register: the pattern repeats after 2^order - 1 bits",
            .source = "ITU-T O.150"},
      p.order...);
    v(About{.name = "seed", .min = 1, .max = 2147483647, .meaning = "first register"}, p.seed...);
  }
  void validate(Problems& problems) const {
    if (edge * rate > 1) problems.add("edge", "must not be longer than a bit");
  }
};

/// Samples from a file, joined by straight lines in field amplitude.
struct WaveformFile {
  std::string file;
  std::string time_column = "time", power_column = "power";
  double bandwidth = 0;

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "file", .required = true, .meaning = "CSV with a header, or HDF5"}, p.file...);
    v(About{.name = "time_column", .meaning = "times, ascending; unit in brackets, s if none"},
      p.time_column...);
    v(About{.name = "power_column", .meaning = "power; unit in brackets, W if none"},
      p.power_column...);
    v(About{.name = "bandwidth",
            .unit = "Hz",
            .kind = Kind::Frequency,
            .min = 0,
            .meaning = "that the samples must resolve: at least two per period; 0: any"},
      p.bandwidth...);
  }
};

/// A laser that is tuned through a resonance.
struct LaserScan {
  double to = 0, start = 0, duration = 0;

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "to", .unit = "m", .required = true, .meaning = "detuning in the end"},
      p.to...);
    v(About{.name = "start", .unit = "s", .meaning = "begin of the scan"}, p.start...);
    v(About{.name = "duration", .unit = "s", .required = true, .above = 0, .meaning = "its length"},
      p.duration...);
  }
};

/// A further laser line on the same port.
struct FurtherCarrier {
  double power = 0, detuning = 0, phase = 0;

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "power",
            .unit = "W",
            .kind = Kind::Power,
            .required = true,
            .min = 0,
            .meaning = "of this line"},
      p.power...);
    v(About{.name = "detuning",
            .unit = "m",
            .required = true,
            .meaning = "its wavelength minus the cold resonance"},
      p.detuning...);
    v(About{.name = "phase", .unit = "rad", .kind = Kind::Angle, .meaning = "at time 0"},
      p.phase...);
  }
};

}  // namespace verdet
