// What a network simulator takes from a pulse response: update tables, non-linearity, asymmetry.
#pragma once

#include <span>
#include <vector>

namespace verdet {

/// Weight update by one pulse against the weight before it, on equally spaced weights from 0 to 1.
/// Straight lines between the pulses seen; NaN where no pulse started.
std::vector<double> update_table(std::span<const double> before, std::span<const double> change,
                                 int points);

/// A pulse response fitted by G(P) = B (1 - exp(-P/A)) + G_min of NeuroSim (bib: Peng2019).
struct CurveFit {
  double shape = 0;         ///< P_max/A; 0 is a straight line, negative bends the other way
  double nonlinearity = 0;  ///< NeuroSim's label NL, with the sign of A
  double r_squared = 0;
};

/// The label NL of a curve with P_max/A = `shape`: 10.10152 times its largest distance from the
/// straight line, which reproduces NeuroSim's table.
double nonlinearity_label(double shape);

/// Least squares over the shape; ends pinned to the first and last value, as NeuroSim does.
/// `response` is the weight after 0, 1, 2, ... pulses, rising or falling.
CurveFit fit_curve(std::span<const double> response);

/// Normalised curve (1 - exp(-shape x))/(1 - exp(-shape)), x from 0 to 1.
double normalised_curve(double shape, double x);

}  // namespace verdet
