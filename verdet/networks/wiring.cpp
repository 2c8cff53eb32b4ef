#include <fmt/format.h>

#include <algorithm>

#include "verdet/base/keys.hpp"
#include "verdet/base/text.hpp"
#include "verdet/networks/circuit.hpp"

namespace verdet {
namespace {

Terminal read_terminal(const Node& node, const std::vector<std::string>& instances) {
  const std::string& text = node.as_text();
  const std::size_t dot = text.find('.');
  if (dot == std::string::npos)
    node.fail(fmt::format("'{}': a terminal is written instance.signal", text), "circuit");
  Terminal terminal{text.substr(0, dot), text.substr(dot + 1)};
  if (std::find(instances.begin(), instances.end(), terminal.instance) == instances.end())
    node.fail(fmt::format("no instance '{}'{}", terminal.instance,
                          suggestion(terminal.instance, instances)),
              "circuit");
  return terminal;
}

}  // namespace

Wiring read_wiring(const Node& circuit, const std::vector<std::string>& instances,
                   std::vector<Fault>& faults) {
  Wiring wiring;
  check_keys(circuit, {"instances", "connections", "ports"}, "circuit", faults);
  if (circuit.has("connections")) {
    wiring.node = wiring.node.with("connections", circuit.at("connections"));
    for (const Node& pair : circuit.at("connections").items()) {
      if (pair.items().size() != 2) pair.fail("a connection is [output, input]", "circuit");
      wiring.connections.emplace_back(read_terminal(pair.items()[0], instances),
                                      read_terminal(pair.items()[1], instances));
    }
  }
  wiring.node = wiring.node.with("ports", circuit.at("ports"));
  for (const auto& [name, terminal] : circuit.at("ports").entries())
    wiring.ports.emplace_back(name, read_terminal(terminal, instances));
  return wiring;
}

}  // namespace verdet
