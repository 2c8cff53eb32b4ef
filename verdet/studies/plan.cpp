#include "verdet/studies/plan.hpp"

#include <fmt/format.h>

#include "verdet/base/keys.hpp"
#include "verdet/base/text.hpp"
#include "verdet/studies/sweep/read_design.hpp"

namespace verdet {
namespace {

const std::vector<std::string> kKeys = {"verdet", "device", "circuit",  "material", "experiment",
                                        "sweep",  "output", "compress", "cluster",  "statistics"};

void append(std::vector<Fault>& faults, const InputError& error) {
  faults.insert(faults.end(), error.faults().begin(), error.faults().end());
}

void check_header(const Node& spec, std::vector<Fault>& faults) {
  check_keys(spec, kKeys, "", faults);
  const Node* version = spec.find("verdet");
  if (!version)
    faults.push_back(spec.fault("the line 'verdet: 1' is missing: it names the spec format"));
  else if (!version->is_text() || version->as_text() != "1")
    faults.push_back(version->fault("this version reads 'verdet: 1'"));
}

void bind_experiment(const Node& spec, const Registry& registry, Plan& plan,
                     std::vector<Fault>& faults) {
  const Node& node = spec.at("experiment");
  const Node& type = node.at("type");
  plan.experiment = registry.experiments.find(type.as_text());
  if (!plan.experiment)
    type.fail(fmt::format("unknown experiment '{}'{}", type.as_text(),
                          suggestion(type.as_text(), registry.experiments.names())),
              "experiment.type");
  plan.settings = plan.experiment->defaults;
  plan.settings.bind(node.without("type"), "experiment", faults);
}

int read_digits(const Node& compress) {
  require_known_keys(compress, {"digits"}, "compress");
  const Node& node = compress.at("digits");
  const std::string& text = node.as_text();
  const int digits = text.size() <= 2 ? std::atoi(text.c_str()) : 0;
  if (digits < 1 || digits > 15)
    node.fail("a whole number of significant digits from 1 to 15 is due", "compress.digits");
  return digits;
}

}  // namespace

std::vector<Leaf> sweepable(Body& body, ParameterSet& settings) {
  std::vector<Leaf> all = body.leaves();
  for (Leaf& leaf : settings.numbers()) {
    leaf.path = "experiment." + leaf.path;
    all.push_back(leaf);
  }
  return all;
}

Plan make_plan(const Node& spec, const Registry& registry) {
  if (!spec.is_map()) spec.fail("a spec is a map: verdet, device, experiment, output");
  Plan plan;
  plan.spec = spec;
  std::vector<Fault> faults;
  check_header(spec, faults);
  plan.body = bind_body(spec, registry, faults);
  try {
    bind_experiment(spec, registry, plan, faults);
    if (const Node* output = spec.find("output")) plan.output = output->as_text();
    if (const Node* cluster = spec.find("cluster")) plan.cluster = read_cluster(*cluster);
    if (const Node* wanted = spec.find("statistics")) plan.statistics = read_statistics(*wanted);
    if (const Node* compress = spec.find("compress")) plan.digits = read_digits(*compress);
    if (const Node* sweep = spec.find("sweep"); sweep && faults.empty())
      plan.design = read_design(*sweep, sweepable(*plan.body, plan.settings), faults);
  } catch (const InputError& error) {
    append(faults, error);
  }
  if (!faults.empty()) throw InputError(std::move(faults));
  return plan;
}

}  // namespace verdet
