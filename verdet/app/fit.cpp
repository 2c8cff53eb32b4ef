// `verdet fit`.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "verdet/app/command.hpp"
#include "verdet/app/progress.hpp"
#include "verdet/app/summary.hpp"
#include "verdet/base/units.hpp"
#include "verdet/studies/fit/fit.hpp"
#include "verdet/tables/hdf5.hpp"
#include "verdet/tables/publish.hpp"

namespace verdet {
namespace {

struct FitRequest {
  std::string spec;
  std::string output;
  bool json = false;
  int threads = 0;
};

std::string text_of_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string product_path(const std::string& table, const std::string& suffix) {
  const std::filesystem::path path(table);
  return (path.parent_path() / path.stem()).string() + suffix;
}

void write_text(const std::string& path, const std::string& text) {
  publish(path, [&](const std::string& temporary) {
    std::ofstream file(temporary, std::ios::binary);
    file << text;
    file.close();
    if (!file) throw Error(temporary + ": cannot be written");
  });
}

// As many digits as the error leaves standing, and two more.
int digits_of(double value, double error) {
  if (!(error > 0) || !std::isfinite(error) || value == 0) return 6;
  return std::clamp(static_cast<int>(std::ceil(std::log10(std::abs(value) / error))) + 2, 3, 15);
}

// Energies read better in eV than in J.
std::string shown(double value, const std::string& unit, int digits = 3) {
  constexpr double kElectronvolt = 1.602176634e-19;
  if (std::isnan(value)) return "nan";
  if (unit == "J") return fmt::format("{:.{}g} eV", value / kElectronvolt, digits);
  if (unit == "J^2")
    return fmt::format("{:.{}g} eV^2", value / (kElectronvolt * kElectronvolt), digits);
  if (unit == "1") return fmt::format("{:.{}g}", value, digits);
  const PrefixedUnit prefixed = prefixed_unit(std::abs(value), unit);
  return fmt::format("{:.{}g} {}", value / prefixed.size, digits, prefixed.name);
}

void print_result(const Table& table, const std::string& output,
                  const std::vector<std::string>& files) {
  const Table& p = *table.find_group("parameters");
  const auto text = [&](const char* name) { return p.variable(name).texts; };
  const auto number = [&](const char* name) { return p.variable(name).values; };
  const auto names = text("name"), units = text("unit");
  const auto value = number("value"), error = number("standard_error"), low = number("lower_95"),
             high = number("upper_95");
  fmt::print("{}: {}\n", output, table.text_attribute("title"));
  fmt::print("  {:<28} {:>18} {:>14}   {}\n", "parameter", "value", "error", "95 % interval");
  for (std::size_t i = 0; i < names.size(); ++i) {
    const int digits = digits_of(value[i], error[i]);
    fmt::print("  {:<28} {:>18} {:>14}   {} ... {}\n", names[i], shown(value[i], units[i], digits),
               shown(error[i], units[i]), shown(low[i], units[i], digits),
               shown(high[i], units[i], digits));
  }
  const auto attribute = [&](const char* name) { return std::get<double>(*table.attribute(name)); };
  fmt::print("  chi-square {:.6g} for {} degrees of freedom; {}; {} of {} starts converged\n",
             attribute("chi_square"), attribute("degrees_of_freedom"),
             table.text_attribute("termination"), attribute("starts_converged"),
             attribute("starts"));
  const Table& basins = *table.find_group("basins");
  const auto& cost = basins.variable("cost").values;
  const auto& count = basins.variable("count").integers;
  for (std::size_t i = 0; i < cost.size() && i < 5; ++i)
    fmt::print("  basin {}: cost {:.8g}, {} starts\n", i, cost[i], count[i]);
  for (const std::string& file : files) fmt::print("  wrote {}\n", file);
}

void fit_spec(const FitRequest& request, Session& session) {
  if (session.context.threads <= 1)
    session.context.threads =
        request.threads > 0 ? request.threads
                            : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  const Registry registry = make_registry();
  const MaterialLibrary materials;
  const Node spec = read_yaml(request.spec);
  if (!is_fit_spec(spec)) spec.fail("a fit needs the section 'fit:' with data and model");
  FitPlan plan = make_fit_plan(spec, registry, materials, session.context);
  plan.source = text_of_file(request.spec);
  if (!request.output.empty()) plan.output = request.output;
  if (plan.output.empty())
    throw InputError(request.spec +
                     ": no output is named; add 'output: FILE.h5' or use -o FILE.h5");
  check_writable(plan.output);
  FitResult result;
  {
    const ProgressLine progress(session.context);
    result = run_fit(plan, session.context);
  }
  session.context.check();
  write_hdf5(result.table, plan.output);
  std::vector<std::string> files;
  for (const Product& product : result.products) {
    files.push_back(product_path(plan.output, product.suffix));
    std::string text = product.text;
    const std::string stem = product_path(plan.output, "");
    for (std::size_t at; (at = text.find(kProductStem)) != std::string::npos;)
      text.replace(at, kProductStem.size(), stem);
    write_text(files.back(), text);
  }
  if (request.json)
    fmt::print("{}", summary_json(result.table, plan.output));
  else if (!result.table.find_group("parameters"))
    fmt::print("{}", summary(result.table, plan.output));
  else
    print_result(result.table, plan.output, files);
  if (!result.converged)
    throw ConvergenceError(
        plan.output + ": " + result.termination +
        "; the best place reached was written; raise 'iterations' or move starts");
}

}  // namespace

void add_fit_command(const Command& app, Session& session) {
  auto request = std::make_shared<FitRequest>();
  const Command command = app.add_subcommand("fit", "Fit a material or device to measured data");
  command.add_option("spec", request->spec, "YAML spec with a fit: section").required();
  command.add_option("-o,--output", request->output, "HDF5 table to write (wins over output:)");
  command.add_option("--threads", request->threads, "threads; all cores when left out");
  command.add_flag("--json", request->json, "Print the summary as JSON");
  command.footer("Example:\n  verdet fit ring_fit.yaml -o ring_fit.h5");
  command.callback([request, &session] { fit_spec(*request, session); });
}

}  // namespace verdet
