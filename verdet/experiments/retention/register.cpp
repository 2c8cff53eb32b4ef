// Experiment `retention`: how long the amorphous state keeps.
#include "verdet/experiments/retention/retention_time.hpp"

#include <fmt/format.h>

#include "verdet/devices/crystallising.hpp"
#include "verdet/experiments/registry.hpp"
#include "verdet/experiments/transformation_axes.hpp"

namespace verdet {
namespace {

constexpr double kYear = 365.25 * 86400;

struct RetentionParameters {
  Node temperature;
  std::vector<double> fraction{0.01, 0.1, 0.5};

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
            .kind = Kind::Number,
            .meaning = "crystalline fractions at which the state counts as lost"},
      p.fraction...);
  }
  std::vector<double> temperatures() const { return read_temperatures(temperature); }
  void validate(Problems& problems) const {
    check_transformation_axes(temperature, fraction, problems);
  }
};

Table retention(const Device& device, const RetentionParameters& p, const Context& context) {
  const KineticsRecord& record = offer<Crystallising>(device).kinetics();
  const std::vector<double> temperatures = p.temperatures();
  std::vector<double> time, energy;
  for (const double kelvin : temperatures) {
    if (kelvin >= record.parameters.melting_temperature)
      throw InputError(fmt::format("temperature: {:g} K is not below the melting point {:g} K",
                                   kelvin, record.parameters.melting_temperature));
    if (!record.temperature.contains(kelvin))
      context.warn(fmt::format("{:g} K lies outside {:g} to {:g} K of the kinetics {}", kelvin,
                               record.temperature.low, record.temperature.high, record.name));
    energy.push_back(activation_energy(record.parameters, kelvin, p.fraction.front()));
    for (const double fraction : p.fraction)
      time.push_back(retention_time(record.parameters, kelvin, fraction));
  }
  Table table;
  table.add_axis({"temperature", "K", "temperature kept", temperatures, {}});
  table.add_axis({"fraction", "1", "crystalline fraction reached", p.fraction, {}});
  table.add("retention_time", "s", {"temperature", "fraction"}, std::move(time),
            "time until the fraction has crystallised");
  table.add("activation_energy", "J", {"temperature"}, std::move(energy),
            "d ln t / d(1/kT) at the first fraction");
  table.set("ten_year_temperature",
            retention_temperature(record.parameters, 10 * kYear, p.fraction.front()));
  table.set("ten_year_temperature_unit", std::string("K"));
  table.set("kinetics", record.name);
  table.set("drift", std::string("not modelled"));
  return table;
}

}  // namespace

void register_retention(ExperimentRegistry& experiments) {
  experiments.add<RetentionParameters>(
      "retention", "how long the amorphous state keeps, and its activation energy", retention);
}

}  // namespace verdet
