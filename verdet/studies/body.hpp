// What an experiment is done to: the `device:`, `circuit:` or `material:` of a spec, bound but not
// yet built.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "verdet/studies/registry.hpp"

namespace verdet {

/// A published device of data/devices: its name and its whole file (title, source, status, notes,
/// `withheld`: paths of parameters that the source keeps back, and `device`).
struct Preset {
  std::string name;
  Node file;
};

/// A bound body. Its numeric parameters can be moved (sweeps, fits) before it is built.
class Body {
 public:
  virtual ~Body() = default;
  virtual std::unique_ptr<Body> clone() const = 0;
  /// Paths begin with the body's keyword: `device.radius`.
  virtual std::vector<Leaf> leaves() = 0;
  /// Cross-parameter problems of the current values, as paths and messages.
  virtual std::vector<Fault> problems() const = 0;
  virtual std::unique_ptr<Device> build(const Environment& environment) const = 0;
  virtual Node resolved() const = 0;
  virtual std::string keyword() const = 0;
  /// The presets it was made of, with the instance's name in a circuit, "" otherwise.
  virtual std::vector<std::pair<std::string, Preset>> presets() const = 0;
};

/// Binds the body of `spec`; appends every fault and returns nullptr when there is one.
std::unique_ptr<Body> bind_body(const Node& spec, const Registry& registry,
                                std::vector<Fault>& faults);

/// The preset that `node` names under `preset:`, if any. InputError for an unknown one.
std::optional<Preset> preset_of(const Node& node);
/// `node` with its `preset:` replaced by the published device of that name, overrides laid on top.
Node with_preset(const Node& node);
/// The file of a published device.
Node read_preset(const std::string& name);

/// Names of the published devices in data/devices.
std::vector<std::string> preset_names();

}  // namespace verdet
