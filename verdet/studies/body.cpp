#include "verdet/studies/body.hpp"

#include <fmt/format.h>

#include "verdet/base/text.hpp"
#include "verdet/networks/circuit.hpp"

namespace verdet {
namespace {

// The type that stands behind the body `material:`.
constexpr const char* kMaterial = "material";

// One device: its type and its parameters.
struct Instance {
  const DeviceType* type = nullptr;
  ParameterSet parameters;
  std::optional<Preset> preset;

  std::unique_ptr<Device> build(const Environment& environment) const {
    try {
      return type->build(parameters, environment);
    } catch (Error& error) {
      error.within("building " + type->info.type);
      throw;
    }
  }
  Node resolved() const {
    return Node::map({{"type", Node::text(type->info.type)}}).merged(parameters.resolved());
  }
};

void prefix(std::vector<Leaf>& list, const std::string& path) {
  for (Leaf& leaf : list) leaf.path = path + "." + leaf.path;
}
void prefix(std::vector<Fault>& list, const std::string& path) {
  for (Fault& fault : list) fault.path = path + "." + fault.path;
}

void bind_parameters(Instance& instance, const Node& node, const std::string& path,
                     std::vector<Fault>& faults) {
  instance.parameters = instance.type->defaults;
  instance.parameters.bind(node, path, faults);
}

Instance bind_instance(const Node& given, const std::string& path, const Registry& registry,
                       std::vector<Fault>& faults) {
  Instance instance;
  try {
    instance.preset = preset_of(given);
    const Node node = with_preset(given);
    const Node& type = node.at("type");
    instance.type = registry.devices.find(type.as_text());
    if (!instance.type) {
      type.fail(fmt::format("unknown device type '{}'{}", type.as_text(),
                            suggestion(type.as_text(), registry.devices.names())),
                path + ".type");
    }
    bind_parameters(instance, node.without("type"), path, faults);
  } catch (const InputError& error) {
    faults.insert(faults.end(), error.faults().begin(), error.faults().end());
  }
  return instance;
}

// `device:`, or `material:`, which is the device of type `material`.
class DeviceBody final : public Body {
 public:
  DeviceBody(std::string keyword, Instance instance)
      : keyword_(std::move(keyword)), instance_(std::move(instance)) {}
  std::unique_ptr<Body> clone() const override {
    return std::make_unique<DeviceBody>(keyword_, instance_);
  }
  std::vector<Leaf> leaves() override {
    std::vector<Leaf> list = instance_.parameters.numbers();
    prefix(list, keyword_);
    return list;
  }
  std::vector<Fault> problems() const override {
    std::vector<Fault> list = instance_.parameters.problems();
    prefix(list, keyword_);
    return list;
  }
  std::unique_ptr<Device> build(const Environment& environment) const override {
    return instance_.build(environment);
  }
  Node resolved() const override {
    return keyword_ == kMaterial ? instance_.parameters.resolved() : instance_.resolved();
  }
  std::string keyword() const override { return keyword_; }
  std::vector<std::pair<std::string, Preset>> presets() const override {
    if (!instance_.preset) return {};
    return {{"", *instance_.preset}};
  }

 private:
  std::string keyword_;
  Instance instance_;
};

class CircuitBody final : public Body {
 public:
  CircuitBody(std::vector<std::pair<std::string, Instance>> instances, Wiring wiring)
      : instances_(std::move(instances)), wiring_(std::move(wiring)) {}
  std::unique_ptr<Body> clone() const override {
    return std::make_unique<CircuitBody>(instances_, wiring_);
  }
  std::vector<Leaf> leaves() override {
    std::vector<Leaf> all;
    for (auto& [name, instance] : instances_) {
      std::vector<Leaf> list = instance.parameters.numbers();
      prefix(list, "circuit.instances." + name);
      all.insert(all.end(), list.begin(), list.end());
    }
    return all;
  }
  std::vector<Fault> problems() const override {
    std::vector<Fault> all;
    for (const auto& [name, instance] : instances_) {
      std::vector<Fault> list = instance.parameters.problems();
      prefix(list, "circuit.instances." + name);
      all.insert(all.end(), list.begin(), list.end());
    }
    return all;
  }
  std::unique_ptr<Device> build(const Environment& environment) const override {
    std::vector<std::pair<std::string, std::unique_ptr<Device>>> parts;
    for (const auto& [name, instance] : instances_)
      parts.emplace_back(name, instance.build(environment));
    return make_circuit(std::move(parts), wiring_);
  }
  Node resolved() const override {
    std::vector<Node::Entry> entries;
    for (const auto& [name, instance] : instances_) entries.emplace_back(name, instance.resolved());
    return Node::map({{"instances", Node::map(std::move(entries))}}).merged(wiring_.node);
  }
  std::string keyword() const override { return "circuit"; }
  std::vector<std::pair<std::string, Preset>> presets() const override {
    std::vector<std::pair<std::string, Preset>> list;
    for (const auto& [name, instance] : instances_)
      if (instance.preset) list.emplace_back(name, *instance.preset);
    return list;
  }

 private:
  std::vector<std::pair<std::string, Instance>> instances_;
  Wiring wiring_;
};

std::unique_ptr<Body> bind_material(const Node& node, const Registry& registry,
                                    std::vector<Fault>& faults) {
  Instance instance;
  instance.type = registry.devices.find(kMaterial);
  bind_parameters(instance, node, kMaterial, faults);
  return std::make_unique<DeviceBody>(kMaterial, std::move(instance));
}

std::unique_ptr<Body> bind_circuit(const Node& node, const Registry& registry,
                                   std::vector<Fault>& faults) {
  std::vector<std::pair<std::string, Instance>> instances;
  std::vector<std::string> names;
  for (const auto& [name, instance] : node.at("instances").entries()) {
    instances.emplace_back(name,
                           bind_instance(instance, "circuit.instances." + name, registry, faults));
    names.push_back(name);
  }
  Wiring wiring = read_wiring(node, names, faults);
  return std::make_unique<CircuitBody>(std::move(instances), std::move(wiring));
}

}  // namespace

std::unique_ptr<Body> bind_body(const Node& spec, const Registry& registry,
                                std::vector<Fault>& faults) {
  const std::size_t before = faults.size();
  std::unique_ptr<Body> body;
  try {
    const int bodies = spec.has("device") + spec.has("circuit") + spec.has(kMaterial);
    if (bodies != 1) spec.fail("a spec needs one of 'device:', 'circuit:' and 'material:'");
    if (spec.has("device"))
      body = std::make_unique<DeviceBody>(
          "device", bind_instance(spec.at("device"), "device", registry, faults));
    else if (spec.has(kMaterial))
      body = bind_material(spec.at(kMaterial), registry, faults);
    else
      body = bind_circuit(spec.at("circuit"), registry, faults);
  } catch (const InputError& error) {
    faults.insert(faults.end(), error.faults().begin(), error.faults().end());
  }
  return faults.size() == before ? std::move(body) : nullptr;
}

}  // namespace verdet
