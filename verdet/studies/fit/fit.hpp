// `verdet fit`: a spec with data and a model becomes a table of calibrated values.
#pragma once

#include <string>

#include "verdet/materials/library.hpp"
#include "verdet/solvers/least_squares/multi_start.hpp"
#include "verdet/studies/fit/model.hpp"
#include "verdet/studies/registry.hpp"

namespace verdet {

/// `priors: {NAME: {mean: , sigma: }}`, SI.
struct NamedPrior {
  std::string name;
  double mean = 0, sigma = 1;
};

/// What to do with a model and its data.
struct FitOptions {
  int starts = 8;
  Loss loss = Loss::Squared;
  double loss_scale = 1;
  bool intervals = true;  ///< profile likelihood; else from the standard errors
  int iterations = 500;
  int samples = 0;  ///< of the posterior; 0: none
  std::uint64_t seed = 1;
  std::vector<NamedPrior> priors = {};
};

/// One resonance of a ring that is fitted dip by dip.
struct DipPlan {
  double wavelength = 0;   ///< of the deepest sample, m
  double spacing = 0;      ///< usual distance of the dips, m
  double group_index = 0;  ///< from the distance to its neighbour
  double reference = 0;    ///< wavelength at which the index is stated, m
  double length = 0;       ///< round trip, m
  std::unique_ptr<FitModel> model;
};

/// A bound spec.
struct FitPlan {
  Node spec;
  std::string source;  ///< as the user wrote it
  std::string output;
  FitOptions options;
  std::unique_ptr<FitModel> model;  ///< null where `dips` are fitted
  std::vector<DipPlan> dips;        ///< of `each: dip`
  /// Models with fewer or more oscillators, of `oscillators: {from: , to: }`; `model` is chosen of
  /// them by the Bayesian information criterion.
  std::vector<std::unique_ptr<FitModel>> alternatives;
  std::vector<std::string> hashes;  ///< of the files read
};

/// Whether a spec asks for a fit.
bool is_fit_spec(const Node& spec);

/// Reads spec and data. Throws InputError with every place: unknown keys, bounds, units, files,
/// fewer data than parameters, no finite residual at the start.
FitPlan make_fit_plan(const Node& spec, const Registry& registry, const MaterialLibrary& materials,
                      const Context& context);

/// What came out: the table, and files beside it.
struct FitResult {
  Table table;
  std::vector<Product> products;
  bool converged = false;
  std::string termination;
};

/// Descends from all starts, and measures what the best minimum leaves open. The table holds
/// `parameters`, `covariance`, `correlation`, `data`, `fit`, `residual`, `basins` as
/// docs/fitting.md lists them.
FitResult run_fit(const FitPlan& plan, const Context& context);

/// The same for a model alone, without provenance.
FitResult run_fit(const FitModel& model, const FitOptions& options, const Context& context);

}  // namespace verdet
