// Reads the `fit:` section of a spec.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>

#include "verdet/base/keys.hpp"
#include "verdet/base/text.hpp"
#include "verdet/base/units.hpp"
#include "verdet/studies/fit/device_model.hpp"
#include "verdet/studies/fit/dips.hpp"
#include "verdet/studies/fit/experiment_model.hpp"
#include "verdet/studies/fit/expression_model.hpp"
#include "verdet/studies/fit/film_model.hpp"
#include "verdet/studies/fit/fit.hpp"
#include "verdet/studies/fit/fit_problem.hpp"
#include "verdet/studies/fit/joint_model.hpp"
#include "verdet/studies/fit/marked_body.hpp"
#include "verdet/studies/fit/material_model.hpp"
#include "verdet/studies/fit/tied_model.hpp"
#include "verdet/studies/fit/transient_model.hpp"
#include "verdet/studies/provenance.hpp"

namespace verdet {
namespace {

const std::vector<std::string> kTop = {"verdet", "fit", "output"};
const std::vector<std::string> kKeys = {"data",      "model",      "starts",  "loss",  "loss_scale",
                                        "intervals", "iterations", "samples", "seed",  "baseline",
                                        "each",      "ties",       "priors",  "shared"};

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

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
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

std::vector<NamedPrior> priors_of(const Node& node, const FitModel& model) {
  std::vector<NamedPrior> list;
  std::vector<std::string> names;
  for (const FitParameter& p : model.parameters()) names.push_back(p.name);
  for (const auto& [name, value] : node.entries()) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end())
      value.fail(fmt::format("no fitted parameter '{}'{}", name, suggestion(name, names)),
                 "fit.priors");
    const std::string& unit =
        model.parameters()[static_cast<std::size_t>(found - names.begin())].unit;
    const Kind kind = unit == "1" ? Kind::Number : Kind::Quantity;
    NamedPrior prior{name, parse_quantity(value.at("mean").as_text(), kind, unit),
                     parse_quantity(value.at("sigma").as_text(), kind, unit)};
    if (!(prior.sigma > 0)) value.fail("the width of a prior is positive", "fit.priors");
    list.push_back(prior);
  }
  return list;
}

// What making a model needs beside its spec.
struct Sources {
  const Node& fit;
  const Registry& registry;
  const MaterialLibrary& materials;
  const Context& context;
};

// Whether the equations of motion alone tell how the model depends on its marks: of a transient
// with a given drive. Everything else is run as a whole.
bool has_sensitivities(const Node& experiment) {
  const Node* input = experiment.find("input");
  bool marked = false;
  if (input)
    replace_marks(*input, "", [&](const std::string&, const Node& node) {
      marked = true;
      return node;
    });
  return experiment.at("type").as_text() == "transient" && !marked;
}

std::unique_ptr<FitModel> make_model(const Node& model, const Node& data, const Sources& s) {
  if (model.has("device") || model.has("experiment"))
    return (has_sensitivities(model.at("experiment")) ? make_transient_model
                                                      : make_experiment_model)(
        model, read_data(data, s.context, Spectral::AsGiven), s.registry, s.materials, s.context);
  const std::string& type = model.at("type").as_text();
  if (type == "material") return make_material_model(model, read_data(data, s.context));
  if (type == "expression") return make_expression_model(model, read_data(data, s.context));
  if (type == "thin_film")
    return make_film_model(model, read_film_data(data, s.context), s.materials, s.context);
  return make_device_model(model, s.fit, read_data(data, s.context), s.registry, s.materials,
                           s.context);
}

// One model per number of oscillators.
void make_alternatives(const Node& model, const Node& data, const Sources& s, FitPlan& plan) {
  const Node& count = model.at("oscillators");
  require_known_keys(count, {"from", "to"}, "fit.model.oscillators");
  const int from = whole(count.at("from"), "fit.model.oscillators.from", 1, 30);
  const int to = whole(count.at("to"), "fit.model.oscillators.to", from, 30);
  const DataFile file = read_data(data, s.context);
  for (int n = from; n <= to; ++n)
    plan.alternatives.push_back(
        make_material_model(model.with("oscillators", Node::number(n)), file));
  plan.model = make_material_model(model.with("oscillators", Node::number(to)), file);
}

SharedParameters shared_of(const Node& fit) {
  const Node* shared = fit.find("shared");
  // One model of several measurements describes one thing.
  if (!shared) return {fit.at("model").is_map(), {}};
  if (shared->is_text() && shared->as_text() == "all") return {true, {}};
  if (!shared->is_list())
    shared->fail("'shared:' is all, or a list of parameters: [thickness, ...]", "fit.shared");
  SharedParameters some;
  for (const Node& name : shared->items()) some.names.push_back(name.as_text());
  return some;
}

// `data: [{name: , file: , ...}, ...]` with one model, or one per set.
std::unique_ptr<FitModel> make_sets(const Sources& s) {
  const Node &data = s.fit.at("data"), &model = s.fit.at("model");
  const std::size_t count = data.items().size();
  if (count < 2) data.fail("a list of data holds at least two sets", "fit.data");
  if (model.is_list() && model.items().size() != count)
    model.fail(fmt::format("{} models for {} sets of data: give one, or one per set",
                           model.items().size(), count),
               "fit.model");
  std::vector<FitSet> sets;
  for (std::size_t i = 0; i < count; ++i) {
    const Node& set = data.items()[i];
    const Node* name = set.find("name");
    const Node& own = model.is_list() ? model.items()[i] : model;
    if (const Node* oscillators = own.find("oscillators"); oscillators && oscillators->is_map())
      oscillators->fail("a choice among numbers of oscillators is for one set of data",
                        "fit.model.oscillators");
    sets.push_back({name ? name->as_text() : fmt::format("set_{}", i),
                    make_model(own, set.without("name"), s)});
  }
  return join_sets(std::move(sets), shared_of(s.fit), data);
}

void make_models(const Sources& s, FitPlan& plan) {
  const Node &data = s.fit.at("data"), &model = s.fit.at("model");
  const Node* each = s.fit.find("each");
  if (each && each->as_text() != "dip") each->fail("'each:' is dip", "fit.each");
  if (data.is_list()) {
    if (each) each->fail("dips are fitted one by one in one spectrum alone", "fit.each");
    plan.model = make_sets(s);
    return;
  }
  if (const Node* shared = s.fit.find("shared"))
    shared->fail("one set of data shares its parameters with none; give a list", "fit.shared");
  const Node* oscillators = model.find("oscillators");
  if (oscillators && oscillators->is_map())
    make_alternatives(model, data, s, plan);
  else if (each)
    plan.dips =
        plan_dips(model, s.fit, read_data(data, s.context), s.registry, s.materials, s.context);
  else
    plan.model = make_model(model, data, s);
}

std::vector<std::string> hashes_of(const Node& data) {
  std::vector<std::string> list;
  for (const Node& set : data.is_list() ? data.items() : std::vector<Node>{data}) {
    const std::string& path = set.at("file").as_text();
    list.push_back(path + " " + hash_of(bytes_of(path)));
  }
  return list;
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
  make_models({fit, registry, materials, context}, plan);
  plan.hashes = hashes_of(fit.at("data"));
  if (!plan.model) return plan;
  if (const Node* ties = fit.find("ties"); ties && !plan.alternatives.empty())
    ties->fail("ties need a fixed number of oscillators", "fit.ties");
  if (const Node* ties = fit.find("ties")) plan.model = with_ties(std::move(plan.model), *ties);
  if (const Node* priors = fit.find("priors"))
    plan.options.priors = priors_of(*priors, *plan.model);
  require_enough_data(fit, *plan.model);
  require_finite_start(fit, *plan.model);
  return plan;
}

}  // namespace verdet
