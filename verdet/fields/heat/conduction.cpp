#include "verdet/fields/heat/conduction.hpp"

#include <algorithm>
#include <cmath>

namespace verdet {
namespace {

// The lines along one axis. `lanes` lines are eliminated together; `gap` lies between them in
// memory and `stride` between the volumes of one line. Side by side (gap 1) they vectorise.
template <bool SideBySide>
struct LinesAlong {
  std::size_t length, stride, lanes, blocks;

  LinesAlong(const ConductionGrid& grid, int axis)
      : length(static_cast<std::size_t>(grid.size[static_cast<std::size_t>(axis)])),
        stride(grid.stride(axis)),
        lanes(SideBySide ? stride : grid.count() / length),
        blocks(grid.count() / (length * lanes)) {}
  std::size_t gap() const { return SideBySide ? 1 : length; }
  std::size_t block(std::size_t b) const { return b * length * lanes; }
};

constexpr int kMain = 1;

}  // namespace

ConductionGrid::ConductionGrid(std::array<int, 3> volumes) : size(volumes) {
  const std::size_t n = static_cast<std::size_t>(size[0]) * static_cast<std::size_t>(size[1]) *
                        static_cast<std::size_t>(size[2]);
  capacity.assign(n, 0.0);
  sink.assign(n, 0.0);
  for (std::vector<double>& faces : conductance) faces.assign(n, 0.0);
}

std::size_t ConductionGrid::stride(int axis) const {
  std::size_t stride = 1;
  for (int a = 0; a < axis; ++a)
    stride *= static_cast<std::size_t>(size[static_cast<std::size_t>(a)]);
  return stride;
}

Conduction::Conduction(ConductionGrid grid)
    : grid_(std::move(grid)),
      pivot_(grid_.count()),
      ratio_(grid_.count()),
      low_(grid_.count()),
      stage_(grid_.count()),
      source_(grid_.count()),
      start_(grid_.count()) {}

void Conduction::step(std::span<double> rise, std::span<const double> power, double dt) {
  std::copy(power.begin(), power.end(), source_.begin());
  std::copy(rise.begin(), rise.end(), start_.begin());
  for (const int axis : {0, 2}) add_flow(axis, rise, 1, source_);
  main_axis(rise, dt);
  if (grid_.size[0] > 1) correct<LinesAlong<false>>(0, rise, dt);
  if (grid_.size[2] > 1) correct<LinesAlong<true>>(2, rise, dt);
}

// Face by face, so that what one volume loses another gains; the last volume of a line has no face.
void Conduction::add_flow(int axis, std::span<const double> rise, double factor,
                          std::span<double> into) const {
  if (grid_.size[static_cast<std::size_t>(axis)] == 1) return;
  const double* g = grid_.conductance[static_cast<std::size_t>(axis)].data();
  const std::size_t stride = grid_.stride(axis), n = grid_.count();
  for (std::size_t i = 0; i + stride < n; ++i) {
    const double flow = factor * g[i] * (rise[i] - rise[i + stride]);
    into[i] -= flow;
    into[i + stride] += flow;
  }
}

// Elimination of (C + weight K) along each line; the factors serve both stages.
template <class Lines>
void Conduction::factorise(const Lines& lines, int axis, double weight) {
  const double* g = grid_.conductance[static_cast<std::size_t>(axis)].data();
  const double drain = axis == kMain ? weight : 0.0;
  for (std::size_t b = 0; b < lines.blocks; ++b)
    for (std::size_t k = 0; k < lines.length; ++k) {
      const std::size_t row = lines.block(b) + k * lines.stride;
      const std::size_t back = k == 0 ? 0 : lines.stride;
      const double coupled = k == 0 ? 0.0 : weight, carried = k == 0 ? 0.0 : 1.0;
      for (std::size_t i = 0; i < lines.lanes; ++i) {
        const std::size_t at = row + i * lines.gap();
        const double low = coupled * g[at - back];
        const double diagonal = grid_.capacity[at] + low + weight * g[at] + drain * grid_.sink[at];
        const double pivot = 1.0 / (diagonal - low * carried * ratio_[at - back]);
        pivot_[at] = pivot;
        ratio_[at] = weight * g[at] * pivot;
        low_[at] = low;
      }
    }
}

template <class Lines>
void Conduction::solve(const Lines& lines, std::span<double> right) const {
  for (std::size_t b = 0; b < lines.blocks; ++b) {
    const std::size_t base = lines.block(b);
    for (std::size_t i = 0; i < lines.lanes; ++i)
      right[base + i * lines.gap()] *= pivot_[base + i * lines.gap()];
    for (std::size_t k = 1; k < lines.length; ++k)
      for (std::size_t i = 0; i < lines.lanes; ++i) {
        const std::size_t at = base + k * lines.stride + i * lines.gap();
        right[at] = (right[at] + low_[at] * right[at - lines.stride]) * pivot_[at];
      }
    for (std::size_t k = lines.length - 1; k > 0; --k)
      for (std::size_t i = 0; i < lines.lanes; ++i) {
        const std::size_t at = base + (k - 1) * lines.stride + i * lines.gap();
        right[at] += ratio_[at] * right[at + lines.stride];
      }
  }
}

// (C + dt/2 K) d' = C d for the increment d since the start of the step.
template <class Lines>
void Conduction::correct(int axis, std::span<double> rise, double dt) {
  const Lines lines(grid_, axis);
  factorise(lines, axis, 0.5 * dt);
  for (std::size_t i = 0; i < grid_.count(); ++i)
    stage_[i] = grid_.capacity[i] * (rise[i] - start_[i]);
  solve(lines, stage_);
  for (std::size_t i = 0; i < grid_.count(); ++i) rise[i] = start_[i] + stage_[i];
}

void Conduction::main_axis(std::span<double> rise, double dt) {
  // Both stages share one matrix when the first one ends at (2 - sqrt 2) of the step.
  static const double kStage = 2 - std::sqrt(2.0);
  const double weight = 0.5 * kStage * dt;
  const LinesAlong<true> lines(grid_, kMain);
  const std::size_t n = grid_.count();
  factorise(lines, kMain, weight);
  // (C + w K) T1 = (C - w K) T0 + 2 w q.
  for (std::size_t i = 0; i < n; ++i)
    stage_[i] = (grid_.capacity[i] - weight * grid_.sink[i]) * rise[i] + 2 * weight * source_[i];
  add_flow(kMain, rise, weight, stage_);
  solve(lines, stage_);
  // (C + w K) T2 = C (T1 - (1 - s)^2 T0) / (s (2 - s)) + w q.
  const double ahead = 1 / (kStage * (2 - kStage));
  const double back = (1 - kStage) * (1 - kStage) * ahead;
  for (std::size_t i = 0; i < n; ++i)
    rise[i] = grid_.capacity[i] * (ahead * stage_[i] - back * rise[i]) + weight * source_[i];
  solve(lines, rise);
}

}  // namespace verdet
