// `verdet run` and `verdet check`.
#include <fmt/format.h>

#include <fstream>
#include <sstream>

#include "verdet/app/command.hpp"
#include "verdet/app/progress.hpp"
#include "verdet/app/read_plan.hpp"
#include "verdet/app/summary.hpp"
#include "verdet/base/text.hpp"
#include "verdet/materials/library.hpp"
#include "verdet/studies/fit/fit.hpp"
#include "verdet/studies/run.hpp"
#include "verdet/tables/hdf5.hpp"

namespace verdet {

namespace {

// {a: {b: VALUE}} of "a.b=VALUE".
Node setting(const std::string& text) {
  const auto equals = text.find('=');
  const std::vector<std::string> path = split(text.substr(0, equals), '.');
  if (equals == std::string::npos || path.size() < 2 || path.front() != "experiment")
    throw InputError(fmt::format(
        "--with {}: write experiment.PATH=VALUE, e.g. experiment.relative_tolerance=1e-9", text));
  Node node = Node::text(text.substr(equals + 1));
  for (auto key = path.rbegin(); key != path.rend(); ++key) node = Node::map({{*key, node}});
  return node;
}

}  // namespace

Plan read_plan(const std::string& path, const std::vector<std::string>& settings,
               const Registry& registry) {
  Node spec = read_yaml(path);
  for (const std::string& text : settings) spec = spec.merged(setting(text));
  Plan plan = make_plan(spec, registry);
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  plan.source = text.str();
  return plan;
}

Plan read_plan(const std::string& path, const Registry& registry) {
  return read_plan(path, {}, registry);
}

namespace {

struct RunOptions {
  std::string spec;
  std::string output;
  bool json = false;
};

void run_spec(const RunOptions& options, Session& session) {
  const Registry registry = make_registry();
  Plan plan = read_plan(options.spec, registry);
  if (!options.output.empty()) plan.output = options.output;
  if (plan.output.empty())
    throw InputError(options.spec +
                     ": no output is named; add 'output: FILE.h5' or use -o FILE.h5");
  if (plan.design.refined())
    throw InputError(options.spec + ": a refined axis is computed by 'verdet sweep'");
  check_writable(plan.output);
  const ProgressLine progress(session.context);
  const MaterialLibrary materials;
  const Table table = run(plan, materials, session.context);
  session.context.check();
  write_hdf5(table, plan.output);
  fmt::print("{}", options.json ? summary_json(table, plan.output) : summary(table, plan.output));
}

}  // namespace

void add_run_command(const Command& app, Session& session) {
  const Command command = app.add_subcommand("run", "Run a spec and write its table");
  auto options = std::make_shared<RunOptions>();
  command.add_option("spec", options->spec, "YAML spec").required();
  command.add_option("-o,--output", options->output, "HDF5 table to write (wins over output:)");
  command.add_flag("--json", options->json, "Print the summary as JSON");
  command.footer("Example:\n  verdet run microring.yaml -o ring.h5");
  command.callback([options, &session] { run_spec(*options, session); });
}

void add_check_command(const Command& app, Session&) {
  const Command command = app.add_subcommand("check", "Check a spec without running it");
  auto path = std::make_shared<std::string>();
  command.add_option("spec", *path, "YAML spec").required();
  command.footer("Example:\n  verdet check microring.yaml");
  command.callback([path] {
    const Registry registry = make_registry();
    if (const Node spec = read_yaml(*path); is_fit_spec(spec)) {
      const FitPlan plan = make_fit_plan(spec, registry, MaterialLibrary(), {});
      if (!plan.output.empty()) check_writable(plan.output);
      return fmt::print("{}: in order (a fit)\n", *path);
    }
    const Plan plan = read_plan(*path, registry);
    if (!plan.output.empty()) check_writable(plan.output);
    fmt::print("{}: in order ({} of a {})\n", *path, plan.experiment->type, plan.body->keyword());
  });
}

}  // namespace verdet
