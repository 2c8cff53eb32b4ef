// Experiment `pulse_train`: pulses in, weights out.
#include <cmath>

#include "verdet/devices/crystallising.hpp"
#include "verdet/experiments/pulse_train/parameters.hpp"
#include "verdet/experiments/pulse_train/variability.hpp"
#include "verdet/experiments/registry.hpp"
#include "verdet/experiments/retention/retention_time.hpp"

namespace verdet {
namespace {

PulseResponses respond(const PhaseChangeCell& cell, const PulseTrainParameters& p,
                       const Context& context) {
  PulseResponses responses;
  responses.starts = read_starts(p.start, "start");
  responses.listed = p.start.is_list();
  for (const double start : responses.starts)
    responses.series.push_back(run_train(cell, start, p.sequence, context));
  return responses;
}

void check_sequence(const PhaseChangeCell& cell, const PulseTrainParameters& p) {
  for (std::size_t i = 0; i < p.sequence.size(); ++i) {
    const std::string path = fmt::format("sequence.{}", i);
    if (p.sequence[i].port >= cell.write_ports())
      throw InputError(path + ".port: this device has one port for pulses, 0");
    check_drive(cell, p.sequence[i], path);
    if (p.sequence[i].pump) check_drive(cell, *p.sequence[i].pump, path + ".pump");
  }
}

void add_heater(Table& table, const std::optional<HeaterSummary>& heater) {
  if (!heater) return;
  table.set("heater_sheet_resistance", heater->sheet_resistance);
  table.set("heater_sheet_resistance_unit", std::string("ohm"));
  table.set("heater_resistance", heater->resistance);
  table.set("heater_resistance_unit", std::string("ohm"));
}

// Levels lie 2 k standard deviations apart, of reading and of writing together.
void add_levels(Table& table, const PulseResponses& responses, double write, double sigma) {
  const double low = responses.lowest(), high = responses.highest();
  double read = 0;
  for (const PulseSeries& series : responses.series) {
    read = std::fmax(read, series.start_noise);
    for (const PulsePoint& point : series.points) read = std::fmax(read, point.read_noise);
  }
  table.set("transmission_lowest", low);
  table.set("transmission_highest", high);
  table.set("read_noise", read);
  table.set("usable_levels", 1 + std::floor((high - low) / (2 * sigma * std::hypot(read, write))));
  table.set("usable_levels_sigma", sigma);
  table.set("effective_bits", std::log2(1 + (high - low) / (2 * sigma * std::hypot(read, write))));
}

// How long the glass keeps at ambient temperature, from the kinetics that wrote it.
void add_keeping(Table& table, const Device& device, const PhaseChangeCell& cell) {
  constexpr double kLost = 0.01;
  const double nu = cell.probe().drift_exponent;
  if (nu == 0)
    table.set("drift", std::string("not modelled (probe.drift_exponent 0)"));
  else
    table.set("drift", fmt::format("T(t) = T (t/t0)^-nu, nu {:g}, t0 {:g} s: the user's", nu,
                                   cell.probe().drift_time));
  table.set("endurance", std::string("not modelled"));
  table.set("relaxation", std::string("not modelled"));
  if (const auto* film = dynamic_cast<const Crystallising*>(&device)) {
    table.set("retention_time",
              retention_time(film->kinetics().parameters, cell.limits().ambient, kLost));
    table.set("retention_time_unit", std::string("s"));
    table.set("retention_activation_energy",
              activation_energy(film->kinetics().parameters, cell.limits().ambient, kLost));
    table.set("retention_activation_energy_unit", std::string("J"));
    table.set("retention_fraction", kLost);
  }
}

// The darkest state is the one that reading heats most.
const PulseSeries& darkest(const PulseResponses& responses) {
  const PulseSeries* found = &responses.series[0];
  for (const PulseSeries& one : responses.series)
    if (one.points.back().readout.transmission < found->points.back().readout.transmission)
      found = &one;
  return *found;
}

// What kind of number the weight is, and under which conditions it was read.
void add_reader(Table& table, const Device& device, const PhaseChangeCell& cell) {
  const auto quantity = [&](const std::string& name, double value, const char* unit) {
    table.set(name, value);
    table.set(name + "_unit", std::string(unit));
  };
  quantity("wavelength", cell.wavelength(), "m");
  quantity("ambient", cell.limits().ambient, "K");
  quantity("probe_power", cell.probe().power, "W");
  quantity("probe_bandwidth", cell.probe().bandwidth, "Hz");
  table.set("weight",
            std::string(cell.signed_weight() ? "signed: difference of two power transmissions"
                                             : "not negative: a power transmission"));
  table.set("direction", std::string(device.info().traits.reciprocal ? "either (reciprocal)"
                                                                     : "as the ports say"));
}

void add_validity(Table& table, const PhaseChangeCell& cell, const PulseResponses& responses,
                  const Context& context) {
  const double limit = read_power_limit(cell, darkest(responses).end, context);
  table.set("read_power_limit", limit);
  table.set("read_power_limit_unit", std::string("W"));
  if (cell.probe().power > limit)
    context.warn(
        fmt::format("probe.power: reading with {} heats the film above its glass "
                    "transition; read with less than {}",
                    format_quantity(cell.probe().power, "W"), format_quantity(limit, "W")));
  table.set("validity",
            fmt::format("pulses and readings at {}, wafer at {:g} K, film below {:g} K; weights "
                        "between those seen, straight lines between them, no extrapolation",
                        format_quantity(cell.wavelength(), "m"), cell.limits().ambient,
                        cell.limits().film));
}

Table pulse_train(const Device& device, const PulseTrainParameters& p, const Context& context) {
  const PhaseChangeCell& cell = offer<PhaseChangeCell>(device);
  check_sequence(cell, p);
  const PulseResponses responses = respond(cell, p, context);
  Table table;
  add_pulse_columns(table, responses);
  WriteNoise noise;
  if (p.realisations > 0) {
    noise = write_noise(cell, responses, p.sequence, p.realisations,
                        static_cast<std::uint64_t>(p.seed), context);
    add_write_noise(table, responses, noise);
  }
  if (p.realisations > 0)
    table.set("write_noise", noise.largest());
  else
    table.set("write_noise", std::string("not asked for (realisations 0)"));
  table.set("start_crystalline_fraction", responses.series[0].start_crystalline);
  table.set("start_transmission", responses.series[0].start.transmission);
  table.set("assumptions", cell.assumptions());
  add_reader(table, device, cell);
  add_update_tables(table, responses, p.weights);
  if (p.realisations > 0) add_update_noise(table, responses, noise);
  add_levels(table, responses, noise.largest(), p.sigma);
  add_keeping(table, device, cell);
  add_heater(table, cell.heater());
  add_validity(table, cell, responses, context);
  if (!p.hold.is_null()) add_holding(table, cell, responses, p.holds(), context);
  return table;
}

}  // namespace

void register_pulse_train(ExperimentRegistry& experiments) {
  experiments.add<PulseTrainParameters>(
      "pulse_train", "weights written by a train of pulses, and their update tables", pulse_train);
}

}  // namespace verdet
