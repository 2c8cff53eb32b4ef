// `verdet fit`: a spec with data and a model becomes a table of calibrated values.
#pragma once

#include <string>

#include "verdet/materials/library.hpp"
#include "verdet/solvers/least_squares/multi_start.hpp"
#include "verdet/studies/fit/model.hpp"
#include "verdet/studies/registry.hpp"

namespace verdet {

/// What to do with a model and its data.
struct FitOptions {
  int starts = 8;
  Loss loss = Loss::Squared;
  double loss_scale = 1;
  bool intervals = true;  ///< profile likelihood; else from the standard errors
  int iterations = 500;
  int samples = 0;  ///< of the posterior; 0: none
  std::uint64_t seed = 1;
};

/// A bound spec.
struct FitPlan {
  Node spec;
  std::string source;  ///< as the user wrote it
  std::string output;
  FitOptions options;
  std::unique_ptr<FitModel> model;
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

}  // namespace verdet
