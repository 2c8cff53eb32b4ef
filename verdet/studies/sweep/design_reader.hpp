// Reads the parts of a `sweep:` section; internal to studies/sweep.
#pragma once

#include "verdet/studies/sweep/columns.hpp"
#include "verdet/studies/sweep/design.hpp"

namespace verdet {

/// A whole number in [least, most]; throws InputError at the node's place.
std::uint64_t read_whole(const Node& node, double least, double most, const std::string& path);

/// What all parameters of one sampled factor share.
struct Sample {
  std::string path;  ///< in the spec
  Factor factor;
  Sampler sampler;
  std::uint64_t seed = 1;
  std::shared_ptr<const Wafer> wafer;
  std::size_t next = 0;  ///< dimension of the sample not yet taken
};

class DesignReader {
 public:
  explicit DesignReader(const std::vector<Leaf>& leaves) : leaves_(leaves) {}

  Factor plain(const std::string& path, const Node& node);
  Factor refined(const std::string& path, const Node& node);
  Factor zip(const Node& node);
  Factor table(const Node& node);
  /// `kind`: monte_carlo, latin_hypercube, sobol or sensitivity.
  Factor sampled(const std::string& kind, const Node& node);
  Condition where(const Node& node);

  std::vector<SweptPath> paths;

 private:
  /// Number of a path among `paths`, added when new; throws when there is no such parameter.
  std::size_t find(const std::string& path, const Node& node);
  /// The same for what a distribution can be given to: a real one.
  std::size_t find_real(const std::string& path, const Node& node);
  std::vector<double> values(std::size_t path, const Node& node);
  void sampled_parameter(Sample& sample, const std::string& key, const Node& given);
  void correlated_block(Sample& sample, const Node& block);
  void fitted_parameters(Sample& sample, const Node& node);
  void correlated(Sample& sample, const std::vector<std::size_t>& indices,
                  const std::vector<double>& means,
                  const std::vector<std::vector<double>>& covariance, const Node& node);
  void check(std::size_t path, const std::vector<double>& values, const Node& node);

  const std::vector<Leaf>& leaves_;
};

}  // namespace verdet
