// Experiment `time_temperature_transformation`: how long crystallisation takes at each temperature.
#include <fmt/format.h>

#include "verdet/devices/crystallising.hpp"
#include "verdet/experiments/registry.hpp"
#include "verdet/experiments/time_temperature_transformation/cooling.hpp"
#include "verdet/experiments/transformation_axes.hpp"

namespace verdet {
namespace {

// Where uniform cooling ends, K.
constexpr double kRoomTemperature = 300;

struct TransformationParameters {
  Node temperature;
  std::vector<double> fraction{0.01, 0.5, 0.99};
  double cooling_fraction = 0.01;

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "temperature",
            .symbol = "T",
            .unit = "K",
            .kind = Kind::Temperature,
            .required = true,
            .meaning = "temperatures: one, a list, or {from, to, points}"},
      p.temperature...);
    v(About{.name = "fraction",
            .symbol = "X",
            .kind = Kind::Number,
            .meaning = "crystalline fractions whose times are asked for"},
      p.fraction...);
    v(About{.name = "cooling_fraction",
            .kind = Kind::Number,
            .above = 0,
            .max = 0.999,
            .meaning = "crystalline fraction that the critical cooling rate leaves"},
      p.cooling_fraction...);
  }

  std::vector<double> temperatures() const { return read_temperatures(temperature); }

  void validate(Problems& problems) const {
    check_transformation_axes(temperature, fraction, problems);
  }
};

void add_attributes(Table& table, const KineticsRecord& record, double fraction) {
  const double rate = critical_cooling_rate(record.parameters, kRoomTemperature, fraction);
  table.set("critical_cooling_rate", rate);
  table.set("critical_cooling_rate_unit", std::string("K/s"));
  table.set("cooling_fraction", fraction);
  table.set("growth_on_cooling", growth_on_cooling(record.parameters, kRoomTemperature, rate));
  table.set("growth_on_cooling_unit", std::string("m"));
  table.set("kinetics", record.name);
  table.set("kinetics_status", std::string(record.verified ? "verified" : "unverified"));
}

void warn_outside(const KineticsRecord& record, const std::vector<double>& temperatures,
                  const Context& context) {
  for (const double kelvin : temperatures)
    if (!record.temperature.contains(kelvin))
      return context.warn(fmt::format(
          "{:g} K lies outside {:g} to {:g} K, where {} used the kinetics {}: extrapolated", kelvin,
          record.temperature.low, record.temperature.high, record.key, record.name));
}

Table transformation(const Device& device, const TransformationParameters& p,
                     const Context& context) {
  const KineticsRecord& record = offer<Crystallising>(device).kinetics();
  const std::vector<double> temperatures = p.temperatures();
  warn_outside(record, temperatures, context);
  std::vector<double> viscosity, growth, nucleation, time;
  for (const double kelvin : temperatures) {
    viscosity.push_back(physics::viscosity(record.parameters, kelvin));
    growth.push_back(physics::growth_velocity(record.parameters, kelvin));
    nucleation.push_back(physics::nucleation_rate(record.parameters, kelvin));
    for (const double fraction : p.fraction)
      time.push_back(growth.back() > 0
                         ? physics::time_to_fraction(fraction, nucleation.back(), growth.back())
                         : std::numeric_limits<double>::infinity());
  }
  Table table;
  table.add_axis({"temperature", "K", "temperature held", temperatures, {}});
  table.add_axis({"fraction", "1", "crystalline fraction reached", p.fraction, {}});
  table.add("time_to_fraction", "s", {"temperature", "fraction"}, std::move(time),
            "time to the fraction, held at the temperature");
  table.add("growth_velocity", "m/s", {"temperature"}, std::move(growth),
            "velocity of the crystal's front; negative dissolves");
  table.add("nucleation_rate", "m^-3 s^-1", {"temperature"}, std::move(nucleation),
            "nuclei per volume and time");
  table.add("viscosity", "Pa s", {"temperature"}, std::move(viscosity), "viscosity of the melt");
  add_attributes(table, record, p.cooling_fraction);
  return table;
}

}  // namespace

void register_time_temperature_transformation(ExperimentRegistry& experiments) {
  experiments.add<TransformationParameters>(
      "time_temperature_transformation",
      "time to crystallise at each temperature, and the critical cooling rate", transformation);
}

}  // namespace verdet
