// Reads the `fit:` section of a spec.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "verdet/base/text.hpp"
#include "verdet/base/units.hpp"
#include "verdet/studies/fit/device_model.hpp"
#include "verdet/studies/fit/fit.hpp"
#include "verdet/studies/fit/fit_problem.hpp"
#include "verdet/studies/fit/material_model.hpp"
#include "verdet/studies/provenance.hpp"
#include "verdet/tables/formats/columns/columns.hpp"

namespace verdet {
namespace {

const std::vector<std::string> kTop = {"verdet", "fit", "output"};
const std::vector<std::string> kKeys = {"data",       "model",     "starts",     "loss",
                                        "loss_scale", "intervals", "iterations", "samples",
                                        "seed",       "baseline",  "priors"};

void check_keys(const Node& node, const std::vector<std::string>& known, const std::string& path,
                std::vector<Fault>& faults) {
  for (const auto& [key, value] : node.entries())
    if (std::find(known.begin(), known.end(), key) == known.end())
      faults.push_back(
          value.fault(fmt::format("unknown key '{}'{}", key, suggestion(key, known)), path));
}

int whole(const Node& node, const std::string& path, int low, int high) {
  const double value = parse_number(node.as_text());
  if (!(value >= low && value <= high && value == std::floor(value)))
    node.fail(fmt::format("a whole number from {} to {}", low, high), path);
  return static_cast<int>(value);
}

Loss loss_of(const Node& node) {
  const std::vector<std::string> names = {"squared", "huber", "soft_l1", "cauchy"};
  const auto found = std::find(names.begin(), names.end(), node.as_text());
  if (found == names.end())
    node.fail(fmt::format("unknown loss '{}'{}", node.as_text(), suggestion(node.as_text(), names)),
              "fit.loss");
  return static_cast<Loss>(found - names.begin());
}

FitOptions options_of(const Node& fit) {
  FitOptions o;
  if (const Node* n = fit.find("starts")) o.starts = whole(*n, "fit.starts", 1, 100000);
  if (const Node* n = fit.find("iterations"))
    o.iterations = whole(*n, "fit.iterations", 1, 1000000);
  if (const Node* n = fit.find("samples")) o.samples = whole(*n, "fit.samples", 0, 10000000);
  if (const Node* n = fit.find("seed"))
    o.seed = static_cast<std::uint64_t>(whole(*n, "fit.seed", 0, 2000000000));
  if (const Node* n = fit.find("loss")) o.loss = loss_of(*n);
  if (const Node* n = fit.find("loss_scale")) {
    o.loss_scale = parse_number(n->as_text());
    if (!(o.loss_scale > 0)) n->fail("the scale of a loss is positive", "fit.loss_scale");
  }
  if (const Node* n = fit.find("intervals")) {
    o.intervals = n->as_text() == "profile";
    if (!o.intervals && n->as_text() != "linear")
      n->fail("intervals are profile (default) or linear", "fit.intervals");
  }
  return o;
}

void require_enough_data(const Node& fit, const FitModel& model) {
  std::size_t data = 0;
  for (const Observed& q : model.observations().quantities) data += q.values.size();
  const std::size_t parameters = model.parameters().size();
  if (parameters == 0)
    fit.at("model").fail("nothing is fitted: mark a parameter with {fit: auto}", "fit.model");
  if (data < parameters)
    fit.at("data").fail(fmt::format("{} data cannot determine {} parameters", data, parameters),
                        "fit.data");
}

void require_finite_start(const Node& fit, const FitModel& model) {
  const FitProblem problem(model);
  std::vector<double> start;
  for (const FitParameter& p : model.parameters()) start.push_back(p.free.start);
  if (!std::isfinite(cost_at(problem, start, {})))
    fit.at("model").fail("the model has no finite value at the start; move starts or bounds",
                         "fit.model");
}

}  // namespace

bool is_fit_spec(const Node& spec) {
  return spec.is_map() && spec.has("fit");
}

FitPlan make_fit_plan(const Node& spec, const Registry& registry, const MaterialLibrary& materials,
                      const Context& context) {
  FitPlan plan;
  plan.spec = spec;
  std::vector<Fault> faults;
  if (!spec.is_map()) spec.fail("a fit spec is a map: verdet, fit, output");
  check_keys(spec, kTop, "", faults);
  if (!spec.has("verdet") || spec.at("verdet").as_text() != "1")
    faults.push_back(spec.fault("the line 'verdet: 1' is missing: it names the spec format"));
  const Node& fit = spec.at("fit");
  check_keys(fit, kKeys, "fit", faults);
  if (!faults.empty()) throw InputError(std::move(faults));
  if (const Node* output = spec.find("output")) plan.output = output->as_text();
  plan.options = options_of(fit);
  const Node& data = fit.at("data");
  const Node& model = fit.at("model");
  const DataFile file = read_data(data, context);
  std::string text;
  for (const std::string& line : read_lines(file.path)) text += line + "\n";
  plan.hashes.push_back(file.path + " " + hash_of(text));
  if (model.at("type").as_text() == "material")
    plan.model = make_material_model(model, file);
  else
    plan.model = make_device_model(model, fit, file, registry, materials, context);
  require_enough_data(fit, *plan.model);
  require_finite_start(fit, *plan.model);
  return plan;
}

}  // namespace verdet
