#include "verdet/devices/pcm_synapse/pcm_synapse.hpp"

#include <fmt/format.h>

#include <cmath>

#include "verdet/devices/pcm_synapse/build.hpp"
#include "verdet/physics/constants.hpp"

namespace verdet {

double Probe::noise(double transmission) const {
  const double current = responsivity * power * transmission;
  const double shot = 2 * codata2018::kElementaryCharge * current;
  const double relative = intensity_noise * current * current;
  const double detector = std::pow(responsivity * detector_noise, 2);
  return std::sqrt((shot + relative + detector) * bandwidth) / (responsivity * power);
}

template <>
void PcmSynapseParameters<double>::validate(Problems& problems) const {
  // Below about one atomic layer a grid cell stands for nothing.
  constexpr double kThinnest = 0.25e-9;
  if (cell.length > waveguide.length)
    problems.add("cell.length", fmt::format("the film ({}) is longer than its waveguide ({})",
                                            format_quantity(cell.length, "m"),
                                            format_quantity(waveguide.length, "m")));
  if (cell.width && *cell.width > waveguide.width)
    problems.add("cell.width", "the film lies on the core: it cannot be wider");
  if (cell.thickness / layers() < kThinnest)
    problems.add("grid.layers",
                 fmt::format("{} layers of a film of {} are thinner than 0.25 nm, the least for a "
                             "grid cell; at most {} fit",
                             layers(), format_quantity(cell.thickness, "m"),
                             std::max(1, static_cast<int>(cell.thickness / kThinnest))));
  if (cell.cap_thickness > 0 && cell.cap.is_null())
    problems.add("cell.cap", "a cap of some thickness needs a material");
  problems.gather([&] { synapse_kinetics(*this); });
}

PcmSynapse::PcmSynapse(const PcmSynapseParameters<double>& parameters,
                       const Environment& environment)
    : Device(info()), parameters_(parameters), kinetics_(synapse_kinetics(parameters)) {
  SynapseBuild built = build_synapse(parameters, kinetics_, environment);
  cell_ = std::move(built.cell);
  records_ = std::move(built.records);
  references_ = std::move(built.references);
  state_ = cell_->start(parameters.state);
}

DeviceInfo PcmSynapse::info() {
  return {.type = "pcm_synapse",
          .meaning = "phase-change film on a straight waveguide, written by light pulses",
          .limits =
              "one temperature across the guide down to the oxide; thermal constants at 300 K; "
              "isotropic growth without incubation; stress-free; boundary resistance and the "
              "melt's index are assumed; endurance not modelled",
          .traits = {.passive = true, .reciprocal = true, .prospective = false}};
}

CellLimits PcmSynapse::limits() const {
  return {parameters_.cell.film_limit, parameters_.cell.guide_limit};
}

Probe PcmSynapse::probe() const {
  const SynapseProbe<double>& p = parameters_.probe;
  return {p.power, p.bandwidth, p.intensity_noise, p.detector_noise, p.responsivity};
}

std::vector<std::string> PcmSynapse::assumptions() const {
  return {fmt::format("cell.boundary_resistance {:g} m^2 K/W: unverified",
                      parameters_.cell.boundary_resistance),
          fmt::format("cell.melt_absorption {:g}: assumed", parameters_.cell.melt_absorption),
          fmt::format("cell.film_limit {:g} K: stated, not measured", parameters_.cell.film_limit)};
}

const std::vector<std::string>& PcmSynapse::ports() const {
  static const std::vector<std::string> names{"o1", "o2"};
  return names;
}

std::span<const int> PcmSynapse::pattern() const {
  static constexpr int kThrough[] = {-1, 0, 0, -1};
  return kThrough;
}

void PcmSynapse::amplitudes(std::span<const double> wavelengths, std::span<double> real,
                            std::span<double> imag) const {
  for (std::size_t i = 0; i < wavelengths.size(); ++i) {
    const CellReadout readout = cell_->read(state_, wavelengths[i]);
    const double amplitude = std::sqrt(readout.transmission);
    real[i] = amplitude * std::cos(readout.phase);
    imag[i] = amplitude * std::sin(readout.phase);
  }
}

void PcmSynapse::amplitude_derivatives(std::span<const double>, const std::string& path,
                                       std::span<double>, std::span<double>) const {
  throw InputError("pcm_synapse gives no derivative with respect to '" + path +
                   "': its modes are solved on a grid; use differences (sweep)");
}

}  // namespace verdet
