// Waveforms as knots: of shapes and of files.
#pragma once

#include "verdet/experiments/input/shapes.hpp"
#include "verdet/solvers/ode/drive.hpp"

namespace verdet {

/// Each gives field amplitude over time, as a share of sqrt(power).
PiecewiseLinear amplitude_of(const StepShape& shape);
PiecewiseLinear amplitude_of(const RampShape& shape);
PiecewiseLinear amplitude_of(const PulseTrain& shape);
/// Bits of the maximum-length sequence of ITU-T O.150 type, as many as begin before `duration`.
PiecewiseLinear amplitude_of(const BitPattern& shape, double duration);

/// sqrt(power/W) at the samples of the file. InputError with line number for what is not a number,
/// times that do not ascend, gaps of more than ten median intervals, negative powers, a file that
/// ends before `duration`, or samples too coarse for the bandwidth.
PiecewiseLinear amplitude_of(const WaveformFile& shape, double duration);

/// The first `count` bits of a pseudo-random sequence by a Fibonacci shift register of this length.
std::vector<bool> pseudo_random_bits(int order, int seed, std::size_t count);

}  // namespace verdet
