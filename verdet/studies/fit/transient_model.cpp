#include "verdet/studies/fit/transient_model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "verdet/base/units.hpp"
#include "verdet/studies/fit/transient_spec.hpp"

namespace verdet {
namespace {

class TransientModel final : public FitModel {
 public:
  TransientModel(TransientFit fit, Environment environment)
      : fit_(std::move(fit)), environment_(environment) {
    for (std::size_t k = 0; k < fit_.marked.parameters.size(); ++k)
      motion_.push_back({fit_.marked.parameters[k].path, -1, fit_.parameters[k].si});
    motion_.insert(motion_.end(), fit_.run.motion.begin(), fit_.run.motion.end());
    std::vector<double> start;
    for (const FitParameter& p : fit_.parameters) start.push_back(p.free.start);
    const std::unique_ptr<Device> device = build(start);
    references_ = device->references();
    refine_start(start);
    fit_.signal.take_starts(start, fit_.parameters);
  }

  std::string title() const override { return "transient of a measured device"; }
  const std::vector<FitParameter>& parameters() const override { return fit_.parameters; }
  const Observations& observations() const override { return fit_.observed; }
  std::string derivatives() const override { return "exact (forward sensitivities)"; }
  std::vector<std::string> references() const override { return references_; }

  bool predict(std::span<const double> x, std::span<double> y,
               std::span<double> slopes) const override {
    const MotionRun run = run_at(x, !slopes.empty());
    if (!run.finite) return false;
    const std::size_t n = fit_.which.size(), moving = motion_.size(), free = x.size();
    const std::size_t width = run.channels.size() / fit_.times.size();
    const double scale = fit_.signal.scale(x);
    const double offset = fit_.signal.offset(x);
    std::fill(slopes.begin(), slopes.end(), 0.0);
    for (std::size_t q = 0; q < fit_.channels.size(); ++q)
      for (std::size_t i = 0; i < n; ++i) {
        const std::size_t at = fit_.which[i] * width + fit_.channels[q];
        y[q * n + i] = scale * run.channels[at] + offset;
        if (slopes.empty()) continue;
        const std::span<double> row = slopes.subspan((q * n + i) * free, free);
        for (std::size_t k = 0; k < moving; ++k) row[k] = scale * run.slopes[at * moving + k];
        fit_.signal.slopes(run.channels[at], row);
      }
    return true;
  }

  // Scale and offset enter linearly.
  void refine_start(std::span<double> x) const final;

  std::vector<Product> products(std::span<const double> x,
                                std::span<const double> errors) const override {
    return {
        fit_.marked.preset(device_values(x), device_values(errors),
                           fmt::format("time 0 to {}", format_quantity(fit_.times.back(), "s")))};
  }

 private:
  std::vector<double> device_values(std::span<const double> x) const {
    std::vector<double> values;
    for (std::size_t k = 0; k < fit_.marked.parameters.size(); ++k)
      values.push_back(x[k] * fit_.parameters[k].si);
    return values;
  }
  std::unique_ptr<Device> build(std::span<const double> x) const {
    return fit_.marked.moved(device_values(x))->build(environment_);
  }

  MotionRun run_at(std::span<const double> x, bool with_slopes) const {
    std::vector<double> initial = fit_.run.initial;
    for (std::size_t k = 0; k < motion_.size(); ++k)
      if (motion_[k].state >= 0)
        initial[static_cast<std::size_t>(motion_[k].state)] = x[k] * motion_[k].size;
    const std::unique_ptr<Device> device = build(x);
    return run_motion(offer<Dynamics>(*device), fit_.run.settings, initial, fit_.times, motion_,
                      with_slopes && !motion_.empty(), environment_.context);
  }

  TransientFit fit_;
  Environment environment_;
  std::vector<MotionParameter> motion_;
  std::vector<std::string> references_;
};

void TransientModel::refine_start(std::span<double> x) const {
  if (!fit_.signal.fitted()) return;
  const MotionRun run = run_at(x, false);
  if (!run.finite) return;
  const std::size_t n = fit_.which.size(), width = run.channels.size() / fit_.times.size();
  std::vector<double> channel;
  for (std::size_t i = 0; i < n; ++i)
    channel.push_back(run.channels[fit_.which[i] * width + fit_.channels[0]]);
  fit_.signal.fit_linear(channel, fit_.observed.quantities[0].values, fit_.parameters, x);
}

}  // namespace

std::unique_ptr<FitModel> make_transient_model(const Node& model, const DataFile& data,
                                               const Registry& registry,
                                               const MaterialLibrary& materials,
                                               const Context& context) {
  const Environment environment{materials, context};
  return std::make_unique<TransientModel>(read_transient_fit(model, data, registry, environment),
                                          environment);
}

}  // namespace verdet
