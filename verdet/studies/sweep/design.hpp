// The points of a sweep: a product of factors, each moving one or more parameters along one axis.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "verdet/base/parameters.hpp"
#include "verdet/studies/sweep/condition.hpp"
#include "verdet/tables/table.hpp"

namespace verdet {

/// The values that one factor gives to one parameter, by position along the factor's axis. Random
/// access and pure: any shard can ask for any position, in any order.
class ValueColumn {
 public:
  virtual ~ValueColumn() = default;
  virtual double at(std::uint64_t position) const = 0;
};

/// A column of stored values.
class ListColumn final : public ValueColumn {
 public:
  explicit ListColumn(std::vector<double> values) : values_(std::move(values)) {}
  double at(std::uint64_t position) const override { return values_[position]; }

 private:
  std::vector<double> values_;
};

/// How a column's value acts on its parameter: replaces it, or deviates from what earlier factors
/// (or else the spec) say.
enum class Effect { Set, Add, Scale };

/// One parameter moved by a factor.
struct Move {
  std::size_t path;  ///< of Design::paths
  Effect effect = Effect::Set;
  std::shared_ptr<const ValueColumn> column;
  std::string label = {};  ///< of the coordinate; the path's last part when empty
};

/// Adaptive refinement of a plain axis: positions between the first ones are computed where they
/// are needed; the factor's size counts the finest ones.
struct Refine {
  std::string variable;  ///< the result that decides
  double tolerance = 0;  ///< of its linear interpolation, SI
  int levels = 8;        ///< times that an interval may be halved

  std::uint64_t step() const { return std::uint64_t{1} << levels; }
};

/// One axis of the sweep. A plain axis moves one parameter and is named and scaled by it; the
/// others (zip, Latin hypercube, ...) count their points and give the moved values as coordinates.
struct Factor {
  std::string name;  ///< of the axis, unless plain
  std::uint64_t size = 0;
  bool plain = true;
  std::vector<Move> moves;
  /// Coordinates that move no parameter (the place of a die on its wafer).
  struct Extra {
    std::string name, unit, meaning;
    std::shared_ptr<const ValueColumn> column;
  };
  std::vector<Extra> extras = {};
  std::optional<Refine> refine = {};
  bool sensitivity = false;  ///< its points are those of saltelli_sampler
};

/// A parameter that the sweep moves.
struct SweptPath {
  std::string path;
  About about;
  double nominal = 0;  ///< value in the spec, SI
  bool whole = false;  ///< a count
};

/// Immutable. Points are numbered row-major over the factors; this number is the point's identity:
/// it keys random numbers, shards and stored results.
class Design {
 public:
  Design() = default;
  Design(std::vector<SweptPath> paths, std::vector<Factor> factors,
         std::vector<Condition> where = {});

  bool empty() const noexcept { return factors_.empty(); }
  std::uint64_t size() const noexcept { return size_; }
  const std::vector<SweptPath>& paths() const noexcept { return paths_; }
  const std::vector<Factor>& factors() const noexcept { return factors_; }

  /// SI values of all paths at one point; `values` has one entry per path.
  void values(std::uint64_t point, std::span<double> values) const;

  /// Whether the last axis is refined: then not all points are computed.
  bool refined() const noexcept { return !factors_.empty() && factors_.back().refine.has_value(); }

  /// The same paths over these points alone, along one axis `point`.
  Design only(std::span<const std::uint64_t> points) const;

  /// Whether the point meets every condition of `where:`; the others are left out.
  bool kept(std::uint64_t point) const;
  bool keeps_all() const noexcept { return where_.empty(); }

  /// Position of a point along each factor.
  std::vector<std::uint64_t> positions(std::uint64_t point) const;

  /// One axis per factor, and the coordinates over them. Names that `taken` holds, or that two
  /// factors share, become full paths.
  std::vector<Axis> axes(const std::vector<std::string>& taken) const;
  std::vector<Variable> coordinates(const std::vector<std::string>& taken) const;

 private:
  std::string label(const Move& move, const std::vector<std::string>& taken) const;

  std::vector<SweptPath> paths_;
  std::vector<Factor> factors_;
  std::vector<Condition> where_;  ///< over the values of `paths_`
  std::uint64_t size_ = 0;
};

}  // namespace verdet
