// What drives a system: inputs as functions of time whose break points the solvers step onto.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace verdet {

/// A function of time given by its knots, linear between them and constant outside. Two knots at
/// one time are a step: the second value holds from then on.
struct PiecewiseLinear {
  std::vector<double> times;  ///< s, not decreasing
  std::vector<double> values;

  static PiecewiseLinear constant(double value) { return {{0.0}, {value}}; }
  double operator()(double t) const;
  bool operator==(const PiecewiseLinear&) const = default;
};

/// A carrier beside the reference one, added to the inputs that hold the real and the imaginary
/// part of a field envelope: amplitude(t) exp(-i (angular_frequency t + phase)).
struct Tone {
  int real_input = 0, imaginary_input = 1;
  double angular_frequency = 0;  ///< rad/s, above the reference carrier
  PiecewiseLinear amplitude;
  double phase = 0;  ///< rad

  bool operator==(const Tone&) const = default;
};

/// One signal per input (missing ones are zero), and further carriers.
struct Drive {
  std::vector<PiecewiseLinear> inputs;
  std::vector<Tone> tones;

  /// The inputs at time t; `u` has one place per input.
  void evaluate(double t, std::span<double> u) const;
  bool operator==(const Drive&) const = default;
};

/// How a drive varies, which decides the kernel that integrates it.
enum class DriveShape : std::uint8_t { Constant, Linear, Toned };

/// A drive cut into segments of [from, to] in which every channel is a straight line. Channels are
/// the inputs followed by the amplitudes of the tones.
struct DriveTable {
  static constexpr std::size_t kMostTones = 64;
  struct Line {
    double start, slope;
  };
  struct Carrier {
    int real_input, imaginary_input;
    double angular_frequency, phase;
  };
  DriveShape shape = DriveShape::Constant;
  std::size_t channels = 0;
  std::vector<double> times;  ///< segment k covers [times[k], times[k + 1]]
  std::vector<Line> lines;    ///< segment by channel
  std::vector<Carrier> carriers;

  std::size_t segments() const { return times.size() - 1; }
  const Line* segment(std::size_t k) const { return lines.data() + k * channels; }
};

/// Cuts `drive` at its knots and at `stops`, over from < to. Throws InputError for knots that run
/// backwards, values that are not finite, more signals than `inputs`, a tone on an absent input.
DriveTable tabulate(const Drive& drive, std::size_t inputs, double from, double to,
                    std::span<const double> stops = {});

}  // namespace verdet
