// The sampled factors of a sweep: monte_carlo, latin_hypercube, sobol, sensitivity.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "verdet/base/text.hpp"
#include "verdet/studies/sweep/design_reader.hpp"
#include "verdet/tables/hdf5.hpp"

namespace verdet {

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

namespace {

const std::vector<std::string> kOptions = {"points", "seed", "scramble", "wafer", "correlated"};

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
std::vector<std::vector<double>> read_covariance(const Node& node, const std::vector<About>& abouts,
                                                 const std::string& path) {
  const std::size_t n = abouts.size();
  if (node.has("covariance")) return read_matrix(node.at("covariance"), n, path + ".covariance");
  std::vector<std::vector<double>> matrix =
      read_matrix(node.at("correlation"), n, path + ".correlation");
  const std::vector<Node>& spreads = node.at("standard_deviations").items();
  if (spreads.size() != n)
    node.at("standard_deviations").fail(fmt::format("{} values are due", n), path);
  std::vector<double> s;
  for (std::size_t i = 0; i < n; ++i) s.push_back(read_difference(spreads[i], abouts[i], path));
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

// The random column, with what depends on the place on the wafer laid on top.
std::shared_ptr<const ValueColumn> with_trend(std::shared_ptr<const ValueColumn> column,
                                              const Node& node, const About& about,
                                              const Sample& sample, std::size_t stream,
                                              const std::string& path) {
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
  struct Place final : ValueColumn {
    Place(std::shared_ptr<const Wafer> w, int k) : wafer(std::move(w)), kind(k) {}
    double at(std::uint64_t point) const override {
      const std::size_t dies = wafer->dies.size();
      const Wafer::Die& die = wafer->dies[point % dies];
      const std::uint64_t wafer_number = point / dies;
      return kind == 0 ? static_cast<double>(wafer_number) : kind == 1 ? die.x : die.y;
    }
    std::shared_ptr<const Wafer> wafer;
    int kind;
  };
  factor.extras = {{"wafer", "1", "number of the wafer", std::make_shared<Place>(wafer, 0)},
                   {"wafer_x", "m", "place of the die", std::make_shared<Place>(wafer, 1)},
                   {"wafer_y", "m", "place of the die", std::make_shared<Place>(wafer, 2)}};
}

// A fit's best values and covariance, for the parameters that are asked for.
struct FitResult {
  std::vector<double> values;
  std::vector<std::vector<double>> covariance;
};

FitResult read_fit(const Node& file, const std::vector<std::string>& paths,
                   const std::string& where) {
  FitResult result;
  try {
    const Table table = read_hdf5(file.as_text());
    const Table* group = table.find_group("parameters");
    if (!group) throw InputError(file.as_text() + ": is not the table of a fit");
    const std::vector<std::string>& names = group->variable("name").texts;
    const std::vector<double>& covariance = table.variable("covariance").values;
    std::vector<std::size_t> rows;
    for (const std::string& path : paths) {
      // A fit names the parameters of its model from inside: `radius` for `device.radius`.
      const auto found = std::find_if(names.begin(), names.end(), [&](const std::string& name) {
        return path == name || path.ends_with("." + name);
      });
      if (found == names.end())
        throw InputError(fmt::format("{}: has no parameter '{}'{}", file.as_text(), path,
                                     suggestion(path, names)));
      rows.push_back(static_cast<std::size_t>(found - names.begin()));
    }
    for (const std::size_t i : rows) {
      result.values.push_back(group->variable("value").values[i]);
      result.covariance.emplace_back();
      for (const std::size_t j : rows)
        result.covariance.back().push_back(covariance.at(i * names.size() + j));
    }
  } catch (const InputError& error) {
    if (error.faults().front().place.known()) throw;
    file.fail(error.message(), where);
  }
  return result;
}

bool from_fit(const Node& given) {
  return given.has("distribution") && given.at("distribution").has("from_fit");
}

}  // namespace

void DesignReader::sampled_parameter(Sample& sample, const std::string& key, const Node& given) {
  const std::string path = sample.path + "." + key;
  if (!given.is_map())
    given.fail("a distribution is due here, e.g. {distribution: normal, standard_deviation: 5 nm}",
               path);
  const std::size_t index = find_real(key, given);
  const Effect effect = read_effect(given, path);
  About about = paths[index].about;
  if (effect == Effect::Scale) about = {.name = about.name, .kind = Kind::Number, .above = 0};
  const double centre = effect == Effect::Set   ? paths[index].nominal
                        : effect == Effect::Add ? 0.0
                                                : 1.0;
  const Distribution distribution =
      read_distribution(given, about, centre, effect == Effect::Add, path);
  const std::size_t dimension = sample.next++;
  sample.factor.moves.push_back(
      {index, effect,
       with_trend(std::make_shared<QuantileColumn>(sample.sampler, dimension, distribution), given,
                  about, sample, dimension, path)});
}

void DesignReader::correlated(Sample& sample, const std::vector<std::size_t>& indices,
                              const std::vector<double>& means,
                              const std::vector<std::vector<double>>& covariance,
                              const Node& node) {
  const auto rows = cholesky(covariance);
  if (rows.empty())
    node.fail(
        "the covariance is not symmetric and positive definite; check its signs and that no "
        "correlation reaches 1",
        sample.path);
  for (std::size_t i = 0; i < indices.size(); ++i)
    sample.factor.moves.push_back(
        {indices[i], Effect::Set,
         std::make_shared<CorrelatedColumn>(sample.sampler, sample.next, means[i], rows[i])});
  sample.next += indices.size();
}

void DesignReader::correlated_block(Sample& sample, const Node& block) {
  const std::string here = sample.path + ".correlated";
  std::vector<std::size_t> indices;
  std::vector<About> abouts;
  std::vector<double> means;
  for (const Node& name : block.at("paths").items()) {
    indices.push_back(find_real(name.as_text(), name));
    abouts.push_back(paths[indices.back()].about);
    means.push_back(paths[indices.back()].nominal);
  }
  if (const Node* given = block.find("means")) {
    if (given->items().size() != means.size())
      given->fail(fmt::format("{} values are due", means.size()), here);
    for (std::size_t i = 0; i < means.size(); ++i)
      means[i] = read_quantity(given->items()[i], abouts[i], here);
  }
  correlated(sample, indices, means, read_covariance(block, abouts, here), block);
}

// Parameters of one fit are drawn together, whatever stands between them.
void DesignReader::fitted_parameters(Sample& sample, const Node& node) {
  std::vector<std::string> files;
  for (const auto& [key, given] : node.entries()) {
    if (!from_fit(given)) continue;
    const std::string& file = given.at("distribution").at("from_fit").as_text();
    if (std::find(files.begin(), files.end(), file) != files.end()) continue;
    files.push_back(file);
    std::vector<std::string> names;
    std::vector<std::size_t> indices;
    for (const auto& [other, its] : node.entries())
      if (from_fit(its) && its.at("distribution").at("from_fit").as_text() == file) {
        names.push_back(other);
        indices.push_back(find_real(other, its));
      }
    const FitResult fit =
        read_fit(given.at("distribution").at("from_fit"), names, sample.path + "." + key);
    correlated(sample, indices, fit.values, fit.covariance, given);
  }
}

Factor DesignReader::sampled(const std::string& kind, const Node& node) {
  const std::string path = "sweep." + kind;
  if (!node.is_map())
    node.fail("a map is due here: points, and parameters with distributions", path);
  const std::size_t dimensions = dimensions_of(node);
  if (dimensions == 0) node.fail("name at least one parameter and its distribution", path);
  const std::uint64_t points = read_whole(node.at("points"), 1, 1e12, path + ".points");
  if (kind != "monte_carlo" && kind != "latin_hypercube" && points > kMostSobolPoints)
    node.at("points").fail("a Sobol sequence has at most 2^32 points", path + ".points");
  Sample sample{path, {kind, points, false, {}}, nullptr, 1, nullptr, 0};
  if (node.has("seed")) sample.seed = read_whole(node.at("seed"), 0, 9e15, path + ".seed");
  sample.sampler = make_sampler(kind, node, dimensions, points, sample.seed);
  sample.factor.sensitivity = kind == "sensitivity";
  if (sample.factor.sensitivity) sample.factor.size *= dimensions + 2;
  if (const Node* wafer = node.find("wafer")) {
    const double radius = read_length(wafer->at("radius"), path + ".wafer");
    const double die = read_length(wafer->at("die"), path + ".wafer");
    sample.wafer = std::make_shared<Wafer>(make_wafer(radius, die));
    add_wafer(sample.factor, sample.wafer);
  }
  for (const auto& [key, given] : node.entries())
    if (std::find(kOptions.begin(), kOptions.end(), key) == kOptions.end() && !from_fit(given))
      sampled_parameter(sample, key, given);
  if (const Node* list = node.find("correlated"))
    for (const Node& block : list->items()) correlated_block(sample, block);
  fitted_parameters(sample, node);
  return std::move(sample.factor);
}

}  // namespace verdet
