// Which experiments exist: what is done to a device, and the table that comes out.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "verdet/base/parameters.hpp"
#include "verdet/devices/device.hpp"
#include "verdet/tables/table.hpp"

namespace verdet {

/// Name of the first axis of a batch's variables.
inline constexpr const char* kPointAxis = "point";

/// Points of a sweep that differ only in numbers: same device type, same shape of the parameters.
/// Both spans have one entry per point. The devices of neighbouring points may be one and the same
/// object, where the sweep moves only settings: compare addresses to save work.
template <class P>
struct Batch {
  std::span<const Device* const> devices;
  std::span<const P* const> settings;

  std::size_t size() const noexcept { return devices.size(); }
};

/// The answer to a batch, in the order of its points.
struct BatchResult {
  /// The tables of the points side by side, as `stack` (studies/grid.hpp) makes them from one axis
  /// `point`, whose values the engine renumbers: every variable has `point` as its first axis, save
  /// auxiliary coordinates (a frequency beside its wavelength) that all points share. Axes whose
  /// length differs between points are as long as the longest of this batch, padded with NaN (-1
  /// for whole numbers, "" for text) and counted by `count_NAME` over `point`. The set of variables
  /// is the same for every batch of a sweep. A failed point is NaN.
  Table table;
  /// One entry per point: empty where it was computed, else why not and what to try.
  std::vector<std::string> failures;
};

/// One experiment on settings P, as a folder states it.
template <class P>
struct Experiment {
  using Compute = Table(const Device&, const P&, const Context&);
  using ComputeBatch = BatchResult(const Batch<P>&, const Context&);
  using Settle = void(P&, const Batch<P>&, const Context&);

  std::string type;     ///< the word under `type:`
  std::string meaning;  ///< one line
  Compute* compute;     ///< one device, one table

  /// Optional: many points at once, faster than one by one (SIMD lanes). The numbers of a point
  /// must depend, bit for bit, neither on the other points of its batch nor on `context.threads`:
  /// the sweep engine chooses batches as memory and time allow, on several threads at once (each
  /// call has `context.threads == 1`), and a resumed or resharded sweep batches differently. A
  /// point that fails is data (`failures`), never an exception; an exception fails the whole batch,
  /// whose points are then computed one by one with `compute`, which must give the same numbers.
  /// Call `context.check()` at least every 0.1 s: time limits and interruptions rely on it.
  ComputeBatch* compute_batch = nullptr;

  /// Optional: replaces settings that the program decides (`method: auto`) by the decision, so that
  /// all shards and resumed runs compute alike. Called once before a sweep starts, with a few of
  /// its points, evenly spread and the same ones however the sweep is cut. Must be deterministic:
  /// decide by counts, never by time.
  Settle* settle = nullptr;
};

struct ExperimentType {
  std::string type;     ///< the word under `type:`
  std::string meaning;  ///< one line
  ParameterSet defaults;
  /// The results; provenance is added by the study. Long loops call `context.check()`.
  std::function<Table(const Device&, const ParameterSet&, const Context&)> compute;
  /// Empty when the experiment has none; see Experiment.
  std::function<BatchResult(const Batch<ParameterSet>&, const Context&)> compute_batch = {};
  std::function<void(ParameterSet&, const Batch<ParameterSet>&, const Context&)> settle = {};
};

/// Filled once by the generated list of register functions; then read-only.
class ExperimentRegistry {
 public:
  template <class P>
  void add(const Experiment<P>& experiment) {
    ExperimentType type{experiment.type, experiment.meaning, ParameterSet::of<P>(),
                        [compute = experiment.compute](
                            const Device& device, const ParameterSet& set, const Context& context) {
                          return compute(device, set.as<P>(), context);
                        }};
    if (experiment.compute_batch)
      type.compute_batch = [compute = experiment.compute_batch](const Batch<ParameterSet>& batch,
                                                                const Context& context) {
        const std::vector<const P*> settings = typed<P>(batch);
        return compute({batch.devices, settings}, context);
      };
    if (experiment.settle)
      type.settle = [settle = experiment.settle](ParameterSet& set,
                                                 const Batch<ParameterSet>& sample,
                                                 const Context& context) {
        const std::vector<const P*> settings = typed<P>(sample);
        P values = set.as<P>();
        settle(values, {sample.devices, settings}, context);
        set = ParameterSet::of<P>(std::move(values));
      };
    types_.push_back(std::move(type));
  }

  template <class P>
  void add(std::string type, std::string meaning,
           Table (*compute)(const Device&, const P&, const Context&)) {
    add(Experiment<P>{std::move(type), std::move(meaning), compute});
  }

  const std::vector<ExperimentType>& types() const noexcept { return types_; }
  std::vector<std::string> names() const {
    std::vector<std::string> list;
    for (const ExperimentType& type : types_) list.push_back(type.type);
    return list;
  }
  const ExperimentType* find(const std::string& name) const {
    for (const ExperimentType& type : types_)
      if (type.type == name) return &type;
    return nullptr;
  }

 private:
  template <class P>
  static std::vector<const P*> typed(const Batch<ParameterSet>& batch) {
    std::vector<const P*> list;
    for (const ParameterSet* set : batch.settings) list.push_back(&set->as<P>());
    return list;
  }

  std::vector<ExperimentType> types_;
};

}  // namespace verdet
