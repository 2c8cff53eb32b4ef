#include "verdet/experiments/transient/observation.hpp"

#include <array>

#include "verdet/base/text.hpp"

namespace verdet {
namespace {

struct FigureKind {
  const char* name;
  const char* unit;  // nullptr: that of the channel
  const char* meaning;
  double (*value)(const ProbeResult&);
};

constexpr std::array<FigureKind, 9> kKinds = {{
    {"mean", nullptr, "mean over the window", [](const ProbeResult& r) { return r.mean; }},
    {"minimum", nullptr, "smallest value", [](const ProbeResult& r) { return r.minimum; }},
    {"maximum", nullptr, "largest value", [](const ProbeResult& r) { return r.maximum; }},
    {"period", "s", "of the oscillation that is left at the end, NaN without one",
     [](const ProbeResult& r) { return r.period; }},
    {"period_change", "1", "of the last period against the one before, NaN without one",
     [](const ProbeResult& r) { return r.period_change; }},
    {"cycle_mean", nullptr, "mean over the last period",
     [](const ProbeResult& r) { return r.cycle_mean; }},
    {"settling_time", "s", "until it stays within 2 % of the swing around its end",
     [](const ProbeResult& r) { return r.settling_time; }},
    {"spike_count", "1", "upward crossings of half of the swing",
     [](const ProbeResult& r) { return double(r.crossings); }},
    {"spike_times", "s", "of these crossings, NaN beyond the last", nullptr},
}};

std::vector<std::string> known_names(const std::vector<Signal>& channels) {
  std::vector<std::string> names;
  for (const FigureKind& kind : kKinds) names.emplace_back(kind.name);
  for (const Signal& channel : channels)
    for (const FigureKind& kind : kKinds)
      names.push_back(std::string(channel.name) + "_" + kind.name);
  return names;
}

std::size_t probe_of(int channel, double from, std::vector<ProbeRequest>& probes) {
  for (std::size_t i = 0; i < probes.size(); ++i)
    if (probes[i].channel == channel) return i;
  probes.push_back({.channel = channel, .from = from});
  return probes.size() - 1;
}

}  // namespace

std::vector<Signal> channels_of(const Dynamics& dynamics) {
  std::vector<Signal> channels;
  for (const State& state : dynamics.states())
    channels.push_back({state.name, state.unit, state.meaning});
  for (const Signal& signal : dynamics.observables()) channels.push_back(signal);
  return channels;
}

Observation read_observation(const Node& observe, const Dynamics& dynamics, double from,
                             int most_spikes) {
  Observation observation;
  if (observe.is_null()) return observation;
  const std::vector<Signal> channels = channels_of(dynamics);
  const std::size_t first = dynamics.states().size();
  for (const Node& item : observe.items()) {
    const std::string& name = item.as_text();
    const auto add = [&](std::size_t channel, const FigureKind& kind) {
      const std::size_t probe = probe_of(static_cast<int>(channel), from, observation.probes);
      if (std::string_view(kind.name) == "settling_time") observation.probes[probe].settling = true;
      if (!kind.value) observation.probes[probe].most_spikes = most_spikes;
      observation.figures.push_back({name, kind.unit ? kind.unit : channels[channel].unit,
                                     std::string(kind.meaning) + ": " + channels[channel].meaning,
                                     probe, kind.value});
    };
    const std::size_t before = observation.figures.size();
    for (const FigureKind& kind : kKinds) {
      if (name == kind.name) add(first, kind);
      for (std::size_t c = 0; c < channels.size(); ++c)
        if (name == std::string(channels[c].name) + "_" + kind.name) add(c, kind);
    }
    if (observation.figures.size() == before)
      item.fail("no such figure '" + name + "'" + suggestion(name, known_names(channels)),
                "experiment.observe");
  }
  return observation;
}

}  // namespace verdet
