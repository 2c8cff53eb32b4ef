// A phase-change film on a free membrane, written by a focused laser: the film of optical discs and
// of kinetics experiments.
#pragma once

#include "verdet/devices/crystallising.hpp"
#include "verdet/devices/device.hpp"
#include "verdet/devices/laser_spot/parameters.hpp"
#include "verdet/devices/phase_change/build.hpp"

namespace verdet {

class LaserSpot final : public Device, public PhaseChangeCell, public Crystallising {
 public:
  LaserSpot(const LaserSpotParameters<double>& parameters, const Environment& environment);
  static DeviceInfo info();

  const CellModel& cell() const override { return *film_; }
  bool one_wavelength() const override { return true; }
  double wavelength() const override { return parameters_.wavelength; }
  CellLimits limits() const override;
  Probe probe() const override { return probe_of(parameters_.probe); }
  std::vector<std::string> assumptions() const override;

  const KineticsRecord& kinetics() const override { return kinetics_; }

 private:
  LaserSpotParameters<double> parameters_;
  KineticsRecord kinetics_;
  std::unique_ptr<SpotFilm> film_;
};

}  // namespace verdet
