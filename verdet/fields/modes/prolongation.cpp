#include "verdet/fields/modes/prolongation.hpp"

#include <algorithm>

namespace verdet {
namespace {

using Complex = std::complex<double>;

// Lower neighbour and weight of the upper one for every target coordinate.
struct Weights {
  std::vector<int> low;
  std::vector<double> upper;
};

Weights weights(const std::vector<double>& from, const std::vector<double>& to) {
  Weights w;
  const int last = static_cast<int>(from.size()) - 2;
  for (const double x : to) {
    const int after =
        static_cast<int>(std::upper_bound(from.begin(), from.end(), x) - from.begin());
    const int k = std::clamp(after - 1, 0, std::max(last, 0));
    w.low.push_back(k);
    w.upper.push_back(last < 0 ? 0 : std::clamp((x - from[k]) / (from[k + 1] - from[k]), 0.0, 1.0));
  }
  return w;
}

void interpolate(const std::vector<int>& from, int from_columns, const Vector<Complex>& mode,
                 const std::vector<int>& to, const Weights& x, const Weights& y,
                 Vector<Complex>& out) {
  const int columns = static_cast<int>(x.low.size()), rows = static_cast<int>(y.low.size());
  const int from_rows = static_cast<int>(from.size()) / from_columns;
  const auto value = [&](int i, int j) -> Complex {
    const int u = from[std::min(i, from_columns - 1) +
                       static_cast<std::size_t>(from_columns) * std::min(j, from_rows - 1)];
    return u < 0 ? 0.0 : mode[u];
  };
  for (int j = 0; j < rows; ++j)
    for (int i = 0; i < columns; ++i) {
      const int u = to[i + static_cast<std::size_t>(columns) * j];
      if (u < 0) continue;
      const int a = x.low[i], b = y.low[j];
      const double s = x.upper[i], t = y.upper[j];
      out[u] = (1 - t) * ((1 - s) * value(a, b) + s * value(a + 1, b)) +
               t * ((1 - s) * value(a, b + 1) + s * value(a + 1, b + 1));
    }
}

}  // namespace

Vector<Complex> interpolate_transverse(const YeeGrid& from, const Unknowns& from_unknowns,
                                       const Vector<Complex>& mode, const YeeGrid& to,
                                       const Unknowns& to_unknowns) {
  Vector<Complex> out = Vector<Complex>::Zero(to_unknowns.count);
  interpolate(from_unknowns.ex, from.nx(), mode, to_unknowns.ex,
              weights(from.x.centre, to.x.centre), weights(from.y.line, to.y.line), out);
  interpolate(from_unknowns.ey, from.nx() + 1, mode, to_unknowns.ey,
              weights(from.x.line, to.x.line), weights(from.y.centre, to.y.centre), out);
  return out;
}

}  // namespace verdet
