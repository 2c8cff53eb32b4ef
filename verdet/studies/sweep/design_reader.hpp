// Reads the parts of a `sweep:` section; internal to studies/sweep.
#pragma once

#include "verdet/studies/sweep/columns.hpp"
#include "verdet/studies/sweep/design.hpp"

namespace verdet {

class DesignReader {
 public:
  explicit DesignReader(const std::vector<Leaf>& leaves) : leaves_(leaves) {}

  Factor plain(const std::string& path, const Node& node);
  Factor zip(const Node& node);
  Factor table(const Node& node);
  /// `kind`: monte_carlo, latin_hypercube, sobol or sensitivity.
  Factor sampled(const std::string& kind, const Node& node);
  Condition where(const Node& node);

  std::vector<SweptPath> paths;

 private:
  /// Number of a path among `paths`, added when new; throws when there is no such parameter.
  std::size_t find(const std::string& path, const Node& node);
  std::vector<double> values(std::size_t path, const Node& node);
  void check(std::size_t path, const std::vector<double>& values, const Node& node);

  const std::vector<Leaf>& leaves_;
};

}  // namespace verdet
