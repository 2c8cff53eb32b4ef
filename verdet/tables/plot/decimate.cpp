#include "verdet/tables/plot/decimate.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace verdet::plot {
namespace {

// One run of neighbouring points within one column.
struct Run {
  std::size_t first = 0, last = 0, lowest = 0, highest = 0;
};

void keep(const Points& line, const Run& run, Points& out) {
  std::array<std::size_t, 4> kept = {run.first, run.lowest, run.highest, run.last};
  std::sort(kept.begin(), kept.end());
  const auto end = std::unique(kept.begin(), kept.end());
  for (auto i = kept.begin(); i != end; ++i) {
    out.x.push_back(line.x[*i]);
    out.y.push_back(line.y[*i]);
  }
}

// The column of a point; a NaN is a column of its own.
long column_of(double x, double y, double low, double width) {
  return std::isnan(x) || std::isnan(y) ? -1 : static_cast<long>((x - low) / width);
}

}  // namespace

Points decimate(Points line, std::size_t columns) {
  if (line.x.size() <= 4 * columns) return line;
  const auto finite = [](double a, double b) { return std::isnan(b) || a < b; };
  const double low = *std::min_element(line.x.begin(), line.x.end(), finite);
  const double high = *std::max_element(line.x.begin(), line.x.end(),
                                        [](double a, double b) { return std::isnan(a) || a < b; });
  const double width = (high - low) / static_cast<double>(columns);
  if (!(width > 0)) return line;
  Points out;
  Run run;
  for (std::size_t i = 0; i < line.x.size(); ++i) {
    const long column = column_of(line.x[i], line.y[i], low, width);
    if (i == 0 || column != column_of(line.x[i - 1], line.y[i - 1], low, width)) {
      if (i > 0) keep(line, run, out);
      run = {i, i, i, i};
    }
    run.last = i;
    if (line.y[i] < line.y[run.lowest]) run.lowest = i;
    if (line.y[i] > line.y[run.highest]) run.highest = i;
  }
  keep(line, run, out);
  return out;
}

}  // namespace verdet::plot
