// Phase-change devices for tests, built once each (their modes take the time), and experiments on
// them.
#pragma once

#include <map>

#include "verdet/materials/library.hpp"
#include "verdet/studies/body.hpp"
#include "verdet/studies/registry.hpp"

namespace verdet::testing_cells {

inline const Registry& registry() {
  static const Registry all = make_registry();
  return all;
}

/// A coarse cell of `type` with this film, with further parameters as ", name: value" (`grid` as
/// well).
inline const Device& device(const std::string& type, const std::string& further = "",
                            const std::string& film = "length: 2 um") {
  static std::map<std::string, std::unique_ptr<Device>> built;
  const std::string grid = further.find("grid:") == std::string::npos
                               ? ", grid: {fractions: 3, accuracy: 1e-2, segments: 6}"
                               : "";
  const std::string text =
      "device: {type: " + type + ", cell: {" + film + "}" + grid + further + "}\n";
  std::unique_ptr<Device>& found = built[text];
  if (!found) {
    static const MaterialLibrary materials;
    std::vector<Fault> faults;
    const auto body = bind_body(parse_yaml(text, "device.yaml"), registry(), faults);
    if (!body) throw InputError(faults);
    found = body->build({materials, {}});
  }
  return *found;
}

/// `experiment` is a flow of the experiment's settings, such as "start: amorphous".
inline Table ask(const Device& device, const std::string& type, const std::string& experiment) {
  const ExperimentType& found = *registry().experiments.find(type);
  ParameterSet settings = found.defaults;
  settings.bind(parse_yaml("{" + experiment + "}", "experiment.yaml"), "experiment");
  return found.compute(device, settings, {});
}

inline double last(const Table& table, const char* name) {
  return table.variable(name).values.back();
}
inline double number(const Table& table, const char* name) {
  return std::get<double>(*table.attribute(name));
}

/// What a call that should be refused says.
template <class Ask>
std::string message_of(Ask&& call) {
  try {
    call();
  } catch (const InputError& error) {
    return error.what();
  }
  return "nothing was thrown";
}

}  // namespace verdet::testing_cells
