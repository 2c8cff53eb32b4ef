#include "verdet/devices/phase_change/interferometer.hpp"

#include <cmath>

namespace verdet {

Divider coupler_divider(double coupling) {
  const double t = std::sqrt(1 - coupling);
  const std::complex<double> k(0, std::sqrt(coupling));
  return Divider{{t, k}, {k, t}};
}

Eigen::Vector2cd ArmPair::fields(FilmReadouts films, double wavelength) const {
  Eigen::Vector2cd out;
  std::size_t next = 0;
  for (const int arm : {0, 1}) {
    const Arm& one = arms[arm];
    out[arm] = guide.field(one.bare_length, wavelength) * std::polar(1.0, one.phase);
    if (one.film) out[arm] *= films[next++].amplitude();
  }
  return out;
}

double ArmPair::share(FilmReadouts, int film, int, double) const {
  return std::norm(first(film, 0)) * guide.power(arms[film].bare_length / 2);
}

Interferometer::Interferometer(DeviceInfo info, const InterferometerParameters<double>& parameters,
                               const Divider& first, const Divider& second,
                               const Environment& environment)
    : PhaseChangeDevice(std::move(info), parameters, environment) {
  arms_ = arms_of(parameters);
  arms_.first = first;
  arms_.second = second;
  std::vector<double> further;
  if (parameters.second_state) further.push_back(*parameters.second_state);
  embedded_ = std::make_unique<EmbeddedCell>(straight(), std::make_unique<ArmPair>(arms_),
                                             parameters.wavelength, std::move(further));
  state_ = embedded_->start(parameters.state);
}

ArmPair Interferometer::arms_of(const InterferometerParameters<double>& p) const {
  ArmPair pair;
  pair.guide = guide(p.loss);
  pair.arms[0] = {.bare_length = p.arm_length - p.cell.extent(), .film = true};
  pair.arms[1] = {.bare_length = p.arm_length + p.imbalance, .film = p.second_state.has_value()};
  if (p.second_state) pair.arms[1].bare_length -= p.cell.extent();
  if (p.tuned_state) {
    const auto film = [&](double fraction) {
      return straight().read(straight().start(fraction), p.wavelength);
    };
    const CellReadout films[] = {film(*p.tuned_state), film(p.second_state.value_or(0))};
    const Eigen::Vector2cd fields = pair.fields(films, p.wavelength);
    pair.arms[1].phase = std::arg(fields[0] / fields[1]);
  }
  pair.arms[1].phase += p.bias;
  return pair;
}

Eigen::Matrix2cd Interferometer::transfer(double wavelength) const {
  return arms_.transfer(embedded_->films(state_, wavelength), wavelength);
}

}  // namespace verdet
