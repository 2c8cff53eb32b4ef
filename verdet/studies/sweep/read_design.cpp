#include "verdet/studies/sweep/read_design.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "verdet/base/axis_values.hpp"
#include "verdet/base/bind.hpp"
#include "verdet/base/text.hpp"

namespace verdet {
namespace {

constexpr double kMostPoints = 1e12;

void append(std::vector<Fault>& faults, const InputError& error) {
  faults.insert(faults.end(), error.faults().begin(), error.faults().end());
}

class Reader {
 public:
  explicit Reader(const std::vector<Leaf>& leaves) : leaves_(leaves) {}

  Factor plain(const std::string& path, const Node& node) {
    const std::size_t index = find(path, node);
    const About& about = paths[index].about;
    std::vector<double> values = read_axis(node, about.kind, about.unit, "sweep." + path);
    for (const double value : values)
      if (const std::string fault = out_of_bounds(value, about); !fault.empty())
        node.fail(fault, "sweep." + path);
    const std::uint64_t size = values.size();
    return {
        path, size, true, {{index, Effect::Set, std::make_shared<ListColumn>(std::move(values))}}};
  }

  std::vector<SweptPath> paths;

 private:
  std::size_t find(const std::string& path, const Node& node) {
    const auto leaf =
        std::find_if(leaves_.begin(), leaves_.end(), [&](const Leaf& l) { return l.path == path; });
    if (leaf == leaves_.end()) {
      std::vector<std::string> known;
      for (const Leaf& l : leaves_) known.push_back(l.path);
      node.fail(fmt::format("no numeric parameter '{}'{}", path, suggestion(path, known)), "sweep");
    }
    const auto seen = std::find_if(paths.begin(), paths.end(),
                                   [&](const SweptPath& p) { return p.path == path; });
    if (seen != paths.end()) return static_cast<std::size_t>(seen - paths.begin());
    paths.push_back({path, leaf->about, *leaf->value});
    return paths.size() - 1;
  }

  const std::vector<Leaf>& leaves_;
};

void check_size(const Node& sweep, const std::vector<Factor>& factors, std::vector<Fault>& faults) {
  double points = 1;
  for (const Factor& factor : factors) points *= static_cast<double>(factor.size);
  if (points > kMostPoints)
    faults.push_back(sweep.fault(
        fmt::format("{:.3g} points are more than the {:g} that a sweep may have; use fewer per "
                    "axis, or sample with 'sobol:' or 'latin_hypercube:'",
                    points, kMostPoints),
        "sweep"));
}

}  // namespace

Design read_design(const Node& sweep, const std::vector<Leaf>& leaves, std::vector<Fault>& faults) {
  Reader reader(leaves);
  std::vector<Factor> factors;
  const std::size_t before = faults.size();
  for (const auto& [key, node] : sweep.entries()) {
    try {
      factors.push_back(reader.plain(key, node));
    } catch (const InputError& error) {
      append(faults, error);
    }
  }
  check_size(sweep, factors, faults);
  if (faults.size() != before) return {};
  return {std::move(reader.paths), std::move(factors)};
}

}  // namespace verdet
