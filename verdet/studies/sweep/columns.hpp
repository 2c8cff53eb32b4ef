// Columns that are computed rather than stored: quantiles of sampled points, correlated ones, and
// the systematic part of a wafer.
#pragma once

#include <vector>

#include "verdet/studies/sweep/design.hpp"
#include "verdet/studies/sweep/distribution.hpp"
#include "verdet/studies/sweep/sampling.hpp"

namespace verdet {

using Sampler = std::shared_ptr<const UnitSampler>;

/// Quantile of a distribution at one dimension of a sample.
class QuantileColumn final : public ValueColumn {
 public:
  QuantileColumn(Sampler sampler, std::size_t dimension, Distribution distribution)
      : sampler_(std::move(sampler)), dimension_(dimension), distribution_(distribution) {}
  double at(std::uint64_t point) const override {
    return distribution_.quantile(sampler_->at(point, dimension_));
  }

 private:
  Sampler sampler_;
  std::size_t dimension_;
  Distribution distribution_;
};

/// One component of a correlated normal vector: mean + sum_k row_k z_k, where `row` is a row of the
/// Cholesky factor of the covariance and z_k the normal quantile at dimension `first + k`.
class CorrelatedColumn final : public ValueColumn {
 public:
  CorrelatedColumn(Sampler sampler, std::size_t first, double mean, std::vector<double> row)
      : sampler_(std::move(sampler)), first_(first), mean_(mean), row_(std::move(row)) {}
  double at(std::uint64_t point) const override;

 private:
  Sampler sampler_;
  std::size_t first_;
  double mean_;
  std::vector<double> row_;
};

/// Dies on a square grid inside a circle; point k is die k mod dies on wafer k / dies.
struct Wafer {
  struct Die {
    double x, y;  ///< m, from the wafer's centre
  };
  double radius = 0;  ///< m
  std::vector<Die> dies;
};
Wafer make_wafer(double radius, double pitch);

/// A random column and what depends on the place: gradients and bowl are the change from the centre
/// to the edge of the wafer, in the parameter's unit; `wafer_to_wafer` is a standard deviation.
struct WaferTrend {
  double gradient_x = 0, gradient_y = 0, bowl = 0, wafer_to_wafer = 0;
};

class WaferColumn final : public ValueColumn {
 public:
  WaferColumn(std::shared_ptr<const ValueColumn> random, std::shared_ptr<const Wafer> wafer,
              WaferTrend trend, std::uint64_t seed, std::size_t stream)
      : random_(std::move(random)),
        wafer_(std::move(wafer)),
        trend_(trend),
        seed_(seed),
        stream_(stream) {}
  double at(std::uint64_t point) const override;

 private:
  std::shared_ptr<const ValueColumn> random_;
  std::shared_ptr<const Wafer> wafer_;
  WaferTrend trend_;
  std::uint64_t seed_;
  std::size_t stream_;
};

/// The sample of a variance-based sensitivity analysis (Saltelli2010, section 3): rows of two
/// independent samples A and B of `dimensions` columns, then for each dimension i the rows of A
/// with column i from B. Point = row * (dimensions + 2) + block; `base` has 2 * dimensions
/// dimensions.
Sampler saltelli_sampler(Sampler base, std::size_t dimensions);

/// Lower Cholesky factor, row by row; empty when the matrix is not symmetric positive definite.
std::vector<std::vector<double>> cholesky(const std::vector<std::vector<double>>& matrix);

}  // namespace verdet
