#include "verdet/devices/phase_change/phase_change_device.hpp"

#include <fmt/format.h>

#include <cmath>

#include "verdet/physics/constants.hpp"
#include "verdet/physics/synapse/conductance_noise.hpp"

namespace verdet {

double Probe::noise(double transmission) const {
  const double current = responsivity * power * transmission;
  const double shot = 2 * codata2018::kElementaryCharge * current;
  const double relative = intensity_noise * current * current;
  const double detector = std::pow(responsivity * detector_noise, 2);
  return std::sqrt((shot + relative + detector) * bandwidth) / (responsivity * power);
}

double Probe::drifted(double transmission, double time) const {
  return physics::drifted(transmission, drift_exponent, time, drift_time);
}

double PhaseChangeCell::read_noise(const FilmState& state) const {
  return probe().noise(cell().read(state, wavelength()).transmission);
}

PhaseChangeDevice::PhaseChangeDevice(DeviceInfo info,
                                     const PcmSynapseParameters<double>& parameters,
                                     const Environment& environment)
    : Device(std::move(info)), parameters_(parameters), kinetics_(synapse_kinetics(parameters)) {
  SynapseBuild built = build_synapse(parameters, kinetics_, environment);
  straight_ = std::move(built.cell);
  bare_ = built.bare;
  heater_ = built.heater;
  records_ = std::move(built.records);
  references_ = std::move(built.references);
}

const KineticsRecord& PhaseChangeDevice::kinetics() const {
  if (!kinetics_) refuse_without_kinetics(parameters_);
  return *kinetics_;
}

const CellModel& PhaseChangeDevice::cell() const {
  kinetics();
  return embedded();
}

CellLimits PhaseChangeDevice::limits() const {
  return {parameters_.cell.film_limit, parameters_.guide_limit(),
          kinetics().parameters.glass_transition, parameters_.ambient};
}

std::vector<std::string> PhaseChangeDevice::assumptions() const {
  std::vector<std::string> list{
      fmt::format("cell.boundary_resistance {:g} m^2 K/W: unverified",
                  parameters_.cell.boundary_resistance),
      fmt::format("cell.melt_absorption {:g}: assumed", parameters_.cell.melt_absorption),
      fmt::format("cell.film_limit {:g} K: stated, not measured", parameters_.cell.film_limit)};
  if (parameters_.cell.islands > 1) list.push_back("cell.islands exchange no heat: assumed");
  if (parameters_.heater)
    for (std::string& item : heater_assumptions(*parameters_.heater))
      list.push_back(std::move(item));
  return list;
}

void PhaseChangeDevice::amplitudes(std::span<const double> wavelengths, std::span<double> real,
                                   std::span<double> imag) const {
  std::vector<std::complex<double>> out(amplitude_count());
  const std::size_t count = wavelengths.size();
  for (std::size_t i = 0; i < count; ++i) {
    scatter(wavelengths[i], out);
    for (std::size_t k = 0; k < out.size(); ++k) {
      real[k * count + i] = out[k].real();
      imag[k * count + i] = out[k].imag();
    }
  }
}

void PhaseChangeDevice::amplitude_derivatives(std::span<const double>, const std::string& path,
                                              std::span<double>, std::span<double>) const {
  throw InputError(info().type + " gives no derivative with respect to '" + path +
                   "': its modes are solved on a grid; use differences (sweep)");
}

}  // namespace verdet
