// The sampled factors of a sweep: monte_carlo, latin_hypercube, sobol, sensitivity.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "verdet/base/text.hpp"
#include "verdet/studies/sweep/design_reader.hpp"

namespace verdet {
namespace {

const std::vector<std::string> kOptions = {"points", "seed", "scramble", "wafer", "correlated"};

std::uint64_t read_whole(const Node& node, double least, double most, const std::string& path) {
  double value = 0;
  try {
    value = parse_number(node.as_text());
  } catch (const InputError& error) {
    node.fail(error.message(), path);
  }
  if (value != std::floor(value) || value < least || value > most)
    node.fail(fmt::format("a whole number from {:.0f} to {:.0f} is due here", least, most), path);
  return static_cast<std::uint64_t>(value);
}

double read_length(const Node& node, const std::string& path) {
  const double value = read_quantity(node, {.name = "length", .unit = "m"}, path);
  if (!(value > 0)) node.fail("must be above 0", path);
  return value;
}

std::vector<std::vector<double>> read_matrix(const Node& node, std::size_t size,
                                             const std::string& path) {
  std::vector<std::vector<double>> matrix;
  for (const Node& row : node.items()) {
    matrix.emplace_back();
    for (const Node& cell : row.items())
      matrix.back().push_back(read_quantity(cell, {.name = "", .kind = Kind::Number}, path));
    if (matrix.back().size() != size) row.fail(fmt::format("{} numbers are due", size), path);
  }
  if (matrix.size() != size) node.fail(fmt::format("{} rows are due", size), path);
  return matrix;
}

// Standard deviations and correlation, or a covariance in SI units, as a covariance.
std::vector<std::vector<double>> read_covariance(const Node& node,
                                                 const std::vector<const About*>& abouts,
                                                 const std::string& path) {
  const std::size_t n = abouts.size();
  if (node.has("covariance")) return read_matrix(node.at("covariance"), n, path + ".covariance");
  std::vector<std::vector<double>> matrix =
      read_matrix(node.at("correlation"), n, path + ".correlation");
  const std::vector<Node>& spreads = node.at("standard_deviations").items();
  if (spreads.size() != n)
    node.at("standard_deviations").fail(fmt::format("{} values are due", n), path);
  std::vector<double> s;
  for (std::size_t i = 0; i < n; ++i) s.push_back(read_difference(spreads[i], *abouts[i], path));
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) matrix[i][j] *= s[i] * s[j];
  return matrix;
}

Effect read_effect(const Node& node, const std::string& path) {
  if (!node.has("as")) return Effect::Set;
  static const std::vector<std::string> kNames = {"value", "deviation", "factor"};
  const std::string& name = node.at("as").as_text();
  const auto found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end())
    node.at("as").fail(fmt::format("unknown '{}'{}", name, suggestion(name, kNames)), path);
  return static_cast<Effect>(found - kNames.begin());
}

std::size_t dimensions_of(const Node& node) {
  std::size_t count = 0;
  for (const auto& [key, value] : node.entries())
    count += std::find(kOptions.begin(), kOptions.end(), key) == kOptions.end();
  if (const Node* list = node.find("correlated"))
    for (const Node& block : list->items()) count += block.at("paths").items().size();
  return count;
}

Sampler make_sampler(const std::string& kind, const Node& node, std::size_t dimensions,
                     std::uint64_t points, std::uint64_t seed) {
  if (kind == "monte_carlo") return random_sampler(seed);
  if (kind == "latin_hypercube") return latin_hypercube_sampler(points, seed);
  const std::size_t base = kind == "sensitivity" ? 2 * dimensions : dimensions;
  if (base > kMostSobolDimensions)
    node.fail(fmt::format("{} dimensions are more than the {} of the Sobol sequence", base,
                          kMostSobolDimensions),
              "sweep." + kind);
  const bool shifted = !node.has("scramble") || node.at("scramble").as_text() != "false";
  Sampler sobol = sobol_sampler(base, seed, shifted);
  return kind == "sensitivity" ? saltelli_sampler(std::move(sobol), dimensions) : sobol;
}

// What all parameters of one sampled factor share.
struct Sample {
  std::string path;  ///< in the spec
  Sampler sampler;
  std::uint64_t seed = 1;
  std::shared_ptr<const Wafer> wafer;
  std::size_t next = 0;  ///< dimension not yet taken
};

// The random column, with what depends on the place on the wafer laid on top.
std::shared_ptr<const Column> with_trend(std::shared_ptr<const Column> column, const Node& node,
                                         const About& about, const Sample& sample,
                                         std::size_t stream, const std::string& path) {
  WaferTrend trend;
  bool any = false;
  const auto read = [&](const char* key, double& value) {
    if (!node.has(key)) return;
    any = true;
    if (!sample.wafer)
      node.at(key).fail("needs 'wafer: {radius: 100 mm, die: 20 mm}' beside 'points:'", path);
    value = read_difference(node.at(key), about, path + "." + key);
  };
  read("gradient_x", trend.gradient_x);
  read("gradient_y", trend.gradient_y);
  read("bowl", trend.bowl);
  read("wafer_to_wafer", trend.wafer_to_wafer);
  if (!any) return column;
  return std::make_shared<WaferColumn>(std::move(column), sample.wafer, trend, sample.seed, stream);
}

void add_wafer(Factor& factor, const std::shared_ptr<const Wafer>& wafer) {
  struct Place final : Column {
    Place(std::shared_ptr<const Wafer> w, int k) : wafer(std::move(w)), kind(k) {}
    double at(std::uint64_t point) const override {
      const std::size_t dies = wafer->dies.size();
      const Wafer::Die& die = wafer->dies[point % dies];
      return kind == 0 ? static_cast<double>(point / dies) : kind == 1 ? die.x : die.y;
    }
    std::shared_ptr<const Wafer> wafer;
    int kind;
  };
  factor.extras = {{"wafer", "1", "number of the wafer", std::make_shared<Place>(wafer, 0)},
                   {"wafer_x", "m", "place of the die", std::make_shared<Place>(wafer, 1)},
                   {"wafer_y", "m", "place of the die", std::make_shared<Place>(wafer, 2)}};
}

}  // namespace

Factor DesignReader::sampled(const std::string& kind, const Node& node) {
  const std::string path = "sweep." + kind;
  if (!node.is_map())
    node.fail("a map is due here: points, and parameters with distributions", path);
  const std::size_t dimensions = dimensions_of(node);
  if (dimensions == 0) node.fail("name at least one parameter and its distribution", path);
  Factor factor{kind, read_whole(node.at("points"), 1, 1e12, path + ".points"), false, {}};
  Sample sample{path, nullptr, 1, nullptr, 0};
  if (node.has("seed")) sample.seed = read_whole(node.at("seed"), 0, 9e15, path + ".seed");
  if (kind != "monte_carlo" && kind != "latin_hypercube" && factor.size > kMostSobolPoints)
    node.at("points").fail("a Sobol sequence has at most 2^32 points", path + ".points");
  sample.sampler = make_sampler(kind, node, dimensions, factor.size, sample.seed);
  if (kind == "sensitivity") factor.size *= dimensions + 2;
  if (const Node* wafer = node.find("wafer")) {
    sample.wafer =
        std::make_shared<Wafer>(make_wafer(read_length(wafer->at("radius"), path + ".wafer"),
                                           read_length(wafer->at("die"), path + ".wafer")));
    add_wafer(factor, sample.wafer);
  }
  for (const auto& [key, given] : node.entries()) {
    if (std::find(kOptions.begin(), kOptions.end(), key) != kOptions.end()) continue;
    if (!given.is_map())
      given.fail(
          "a distribution is due here, e.g. {distribution: normal, standard_deviation: 5 nm}",
          path + "." + key);
    const std::size_t index = find(key, given);
    const SweptPath& swept = paths[index];
    const Effect effect = read_effect(given, path + "." + key);
    About about = swept.about;
    if (effect == Effect::Scale) about = {.name = about.name, .kind = Kind::Number, .above = 0};
    const double centre = effect == Effect::Set ? swept.nominal : effect == Effect::Add ? 0.0 : 1.0;
    const Distribution distribution =
        read_distribution(given, about, centre, effect == Effect::Add, path + "." + key);
    const std::size_t dimension = sample.next++;
    factor.moves.push_back(
        {index, effect,
         with_trend(std::make_shared<QuantileColumn>(sample.sampler, dimension, distribution),
                    given, about, sample, dimension, path + "." + key)});
  }
  if (const Node* list = node.find("correlated"))
    for (const Node& block : list->items()) {
      const std::string here = path + ".correlated";
      std::vector<std::size_t> indices;
      for (const Node& name : block.at("paths").items())
        indices.push_back(find(name.as_text(), name));
      std::vector<const About*> abouts;
      for (const std::size_t index : indices) abouts.push_back(&paths[index].about);
      const auto rows = cholesky(read_covariance(block, abouts, here));
      if (rows.empty())
        block.fail(
            "the covariance is not symmetric and positive definite; check its signs and that "
            "no correlation reaches 1",
            here);
      for (std::size_t i = 0; i < indices.size(); ++i) {
        double mean = paths[indices[i]].nominal;
        if (block.has("means"))
          mean = read_quantity(block.at("means").items().at(i), *abouts[i], here);
        factor.moves.push_back(
            {indices[i], Effect::Set,
             std::make_shared<CorrelatedColumn>(sample.sampler, sample.next, mean, rows[i])});
      }
      sample.next += indices.size();
    }
  return factor;
}

}  // namespace verdet
