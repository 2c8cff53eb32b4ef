#include "verdet/fields/phase_change/film_light.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace verdet {

FilmLight::FilmLight(const StackGrid& grid, FilmModes modes, double melting_temperature,
                     MeltOptics melt)
    : modes_(std::move(modes)),
      segments_(grid.segments()),
      layers_(grid.layers()),
      columns_(grid.columns()),
      segment_length_(grid.segment_length()),
      melting_(melting_temperature),
      melt_(melt) {
  double sum = 0;
  for (int c = 0; c < columns_; ++c) {
    width_.push_back(grid.film_width(c));
    weight_.push_back(modes_.weight(grid.edge(c), grid.edge(c) + grid.film_width(c) / 2));
    sum += weight_.back();
  }
  for (double& weight : weight_) weight /= sum;
}

double FilmLight::mode_fraction(std::span<const double> crystalline, int segment) const {
  double sum = 0;
  for (int c = 0; c < columns_; ++c)
    for (int layer = 0; layer < layers_; ++layer)
      sum += weight_[static_cast<std::size_t>(c)] * crystalline[cell(segment, layer, c)];
  return sum / layers_;
}

double FilmLight::mean(std::span<const double> crystalline) const {
  double sum = 0, total = 0;
  for (int c = 0; c < columns_; ++c) {
    const double width = width_[static_cast<std::size_t>(c)];
    for (int layer = 0; layer < layers_; ++layer)
      for (int s = 0; s < segments_; ++s) {
        sum += width * crystalline[cell(s, layer, c)];
        total += width;
      }
  }
  return sum / total;
}

double FilmLight::absorb_segment(int segment, double light, std::span<const double> seen,
                                 std::span<double> taken) const {
  const double attenuation = modes_.attenuation(mode_fraction(seen, segment));
  const double all = light * -std::expm1(-attenuation * segment_length_);
  double sum = 0;
  const auto each = [&](auto&& visit) {
    for (int c = 0; c < columns_; ++c)
      for (int layer = 0; layer < layers_; ++layer)
        visit(cell(segment, layer, c), weight_[static_cast<std::size_t>(c)]);
  };
  each([&](std::size_t i, double weight) {
    taken[i] = weight * modes_.film_loss(seen[i]);
    sum += taken[i];
  });
  each([&](std::size_t i, double) { taken[i] = sum > 0 ? taken[i] * all / sum : 0; });
  return sum > 0 ? all : 0;
}

void FilmLight::see(std::span<const double> crystalline, std::span<const double> kelvin,
                    std::span<double> seen) const {
  for (std::size_t i = 0; i < seen.size(); ++i) {
    const double molten = std::clamp(1 + (kelvin[i] - melting_) / melt_.range, 0.0, 1.0);
    seen[i] = crystalline[i] + (1 - crystalline[i]) * molten * melt_.like_crystal;
  }
}

double FilmLight::absorb(std::span<const double> crystalline, std::span<const double> kelvin,
                         double power, std::span<double> seen, std::span<double> taken) const {
  std::fill(taken.begin(), taken.end(), 0.0);
  if (!(power > 0)) return 0;
  see(crystalline, kelvin, seen);
  double left = power * modes_.at(mode_fraction(seen, 0)).facet, total = 0;
  for (int s = 0; s < segments_; ++s) {
    const double here = absorb_segment(s, left, seen, taken);
    left -= here;
    total += here;
  }
  return total;
}

CellReadout FilmLight::read(std::span<const double> crystalline, std::span<const double> kelvin,
                            double wavelength) const {
  const double k0 = 2 * std::numbers::pi / wavelength;
  std::vector<double> seen(crystalline.size());
  see(crystalline, kelvin, seen);
  double loss = 0, phase = 0;
  for (int s = 0; s < segments_; ++s) {
    const std::complex<double> n = modes_.index(mode_fraction(seen, s), wavelength);
    loss += 2 * k0 * n.imag() * segment_length_;
    phase += k0 * n.real() * segment_length_;
  }
  const double ends =
      modes_.at(mode_fraction(seen, 0)).facet * modes_.at(mode_fraction(seen, segments_ - 1)).facet;
  return {ends * std::exp(-loss), phase};
}

}  // namespace verdet
