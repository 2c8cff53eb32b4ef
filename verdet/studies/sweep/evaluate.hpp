// From point numbers to results: sets parameters, builds devices, calls the experiment.
#pragma once

#include <future>
#include <mutex>
#include <unordered_map>

#include "verdet/experiments/registry.hpp"
#include "verdet/studies/plan.hpp"

namespace verdet {

/// Devices by the values of the swept parameters that they depend on, shared by all threads: a
/// waveguide whose modes take a second is solved once, however the points are batched.
class DeviceCache {
 public:
  using Pointer = std::shared_ptr<const Device>;
  /// The device for these values; while it is kept, `build` is called once for them. What `build`
  /// throws is thrown to all who wait, and not kept.
  Pointer get(std::span<const double> values, const std::function<Pointer()>& build);
  /// Any device that was built, or nullptr: its info and records describe the table.
  Pointer any() const;

 private:
  Pointer built(const std::string& key, std::promise<Pointer>& promise,
                const std::function<Pointer()>& build);

  mutable std::mutex mutex_;
  std::unordered_map<std::string, std::shared_future<Pointer>> devices_;
  Pointer any_;
};

/// Computes points; one per thread, since it keeps a workspace. A point's numbers depend on its
/// number and the plan alone.
class PointEvaluator {
 public:
  PointEvaluator(const Plan& plan, DeviceCache& devices, const MaterialLibrary& materials);

  /// The results of these points, in their order. Points that cannot be built or computed are in
  /// `failures`; the table is empty when all are. Throws Interrupted, and nothing else that a point
  /// causes.
  BatchResult operator()(std::span<const std::uint64_t> points, const Context& context);

 private:
  struct Slot {
    ParameterSet settings;
    std::vector<std::optional<Leaf>> targets;  ///< of the swept paths; none for those of the body
  };
  friend Plan settled(const Plan&, DeviceCache&, const MaterialLibrary&, const Context&);
  Slot& slot(std::size_t index);
  DeviceCache::Pointer prepare(std::uint64_t point, Slot& slot, const Context& context);

  const Plan& plan_;
  DeviceCache& devices_;
  const MaterialLibrary& materials_;
  std::unique_ptr<Body> body_;
  std::vector<std::optional<Leaf>> body_targets_;  ///< none for paths of the experiment
  bool moves_settings_ = false;
  std::vector<Slot> slots_;
  std::vector<double> values_;
};

/// The plan with everything decided that its experiment leaves open (see Experiment::settle), on a
/// few points of the design, the same ones for every shard.
Plan settled(const Plan& plan, DeviceCache& devices, const MaterialLibrary& materials,
             const Context& context);

}  // namespace verdet
