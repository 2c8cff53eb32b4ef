// What the spec of a fitted experiment states: which runs predict the measured points.
#pragma once

#include <map>

#include "verdet/studies/fit/data_file.hpp"
#include "verdet/studies/fit/marked_body.hpp"
#include "verdet/studies/fit/signal_scale.hpp"
#include "verdet/studies/fit/table_reading.hpp"

namespace verdet {

/// A column that varies a parameter of the spec: one run per distinct value.
struct Knob {
  std::string path;  ///< of the spec: device.heater.power
  std::vector<double> values;
};

/// Devices that were built, by the numbers they were built with: runs that differ in the
/// experiment alone share one. For one thread.
using BuiltDevices = std::map<std::vector<double>, std::unique_ptr<Device>>;

struct ExperimentFit {
  MarkedBody marked;  ///< the device
  const ExperimentType* experiment = nullptr;
  ParameterSet settings;
  std::vector<MarkedParameter> settings_marked;
  std::vector<FitParameter> parameters;  ///< of the device, of the experiment, of the signal
  std::vector<Knob> knobs;
  std::vector<std::size_t> runs;              ///< per run one point that has its knobs
  std::vector<std::size_t> run_of;            ///< per point
  std::vector<std::vector<double>> position;  ///< per point, on the axes that columns give
  std::vector<TableReading> channels;         ///< per quantity
  Observations observed;
  SignalScale signal;

  std::size_t points() const { return run_of.size(); }
  /// The table of run `r` with the parameters at x. Throws what building and computing throw.
  Table run(std::span<const double> x, std::size_t r, BuiltDevices& built,
            const Environment& environment) const;

 private:
  const Device& device_at(std::span<const double> x, std::size_t r, BuiltDevices& built,
                          const Environment& environment) const;
};

/// Reads the spec of experiment_model.hpp, and runs the experiment once. Throws InputError with
/// places.
ExperimentFit read_experiment_fit(const Node& model, const DataFile& data, const Registry& registry,
                                  const Environment& environment);

}  // namespace verdet
