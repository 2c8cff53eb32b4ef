#include "verdet/tables/plot/raster.hpp"

#include <algorithm>
#include <cmath>

namespace verdet::plot {
namespace {

// Which source cells an even cell covers: [begin, end), never empty.
struct Cover {
  std::size_t begin = 0, end = 1;
};

std::vector<double> places(const std::vector<double>& values, const Scale& scale) {
  std::vector<double> out;
  for (const double value : values) out.push_back(scale.place(value));
  return out;
}

bool even(const std::vector<double>& edges) {
  const double step = (edges.back() - edges.front()) / static_cast<double>(edges.size() - 1);
  for (std::size_t i = 0; i + 1 < edges.size(); ++i)
    if (std::abs(edges[i + 1] - edges[i] - step) > 1e-3 * std::abs(step)) return false;
  return true;
}

// For ascending edges; the caller has reversed descending ones.
std::vector<Cover> covers(const std::vector<double>& edges, std::size_t most) {
  const std::size_t cells = edges.size() - 1;
  const std::size_t count = even(edges) && cells <= most ? cells : most;
  const double width = (edges.back() - edges.front()) / static_cast<double>(count);
  std::vector<Cover> list(count);
  for (std::size_t k = 0; k < count; ++k) {
    const double low = edges.front() + width * (static_cast<double>(k) + 1e-6);
    const double high = edges.front() + width * (static_cast<double>(k) + 1 - 1e-6);
    const auto cell = [&](double at) {
      const auto above = std::upper_bound(edges.begin() + 1, edges.end() - 1, at);
      return static_cast<std::size_t>(above - edges.begin()) - 1;
    };
    const double middle = (low + high) / 2;
    const std::size_t begin = cell(low), end = cell(high) + 1;
    list[k] = end - begin > 2 ? Cover{begin, end} : Cover{cell(middle), cell(middle) + 1};
  }
  return list;
}

double median(std::vector<double> values) {
  std::erase_if(values, [](double v) { return !std::isfinite(v); });
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

// Ascending edges and the source position of each cell.
struct Side {
  std::vector<double> edges;
  bool reversed = false;
  std::size_t source(std::size_t cell) const { return reversed ? edges.size() - 2 - cell : cell; }
};

Side side_of(const std::vector<double>& centres, const Scale& scale) {
  Side side{cell_edges(places(centres, scale)), false};
  side.reversed = side.edges.back() < side.edges.front();
  if (side.reversed) std::reverse(side.edges.begin(), side.edges.end());
  return side;
}

}  // namespace

std::vector<double> cell_edges(const std::vector<double>& centres) {
  if (centres.empty()) return {0, 1};
  if (centres.size() == 1) {
    const double half = centres[0] == 0 ? 0.5 : std::abs(centres[0]) * 0.05;
    return {centres[0] - half, centres[0] + half};
  }
  std::vector<double> edges = {centres[0] - (centres[1] - centres[0]) / 2};
  for (std::size_t i = 0; i + 1 < centres.size(); ++i)
    edges.push_back((centres[i] + centres[i + 1]) / 2);
  edges.push_back(centres.back() + (centres.back() - centres[centres.size() - 2]) / 2);
  return edges;
}

EvenRaster even_raster(const Raster& raster, const Scale& x, const Scale& y, const Scale& colour,
                       std::size_t most_columns, std::size_t most_rows) {
  const Side across = side_of(raster.x, x), up = side_of(raster.y, y);
  const std::vector<Cover> columns = covers(across.edges, most_columns);
  const std::vector<Cover> rows = covers(up.edges, most_rows);
  const std::vector<double> values = places(raster.values, colour);
  const double middle = median(values);
  EvenRaster out{
      columns.size(),  rows.size(), across.edges.front(), across.edges.back(), up.edges.front(),
      up.edges.back(), {}};
  for (const Cover& row : rows)
    for (const Cover& column : columns) {
      double kept = std::numeric_limits<double>::quiet_NaN();
      for (std::size_t j = row.begin; j < row.end; ++j)
        for (std::size_t i = column.begin; i < column.end; ++i) {
          const double value = values[up.source(j) * raster.x.size() + across.source(i)];
          if (!std::isfinite(kept) || std::abs(value - middle) > std::abs(kept - middle))
            kept = value;
        }
      out.values.push_back(kept);
    }
  return out;
}

}  // namespace verdet::plot
