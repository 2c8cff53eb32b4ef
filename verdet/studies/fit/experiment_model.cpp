#include "verdet/studies/fit/experiment_model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "verdet/studies/fit/experiment_spec.hpp"

namespace verdet {
namespace {

// Of a parameter in the engine's unit. Runs are good to about 1e-8: the difference to 1e-4.
constexpr double kStep = 1e-4;

class ExperimentModel final : public FitModel {
 public:
  ExperimentModel(ExperimentFit fit, const MaterialLibrary& materials, Context context)
      : fit_(std::move(fit)), context_(std::move(context)), environment_{materials, context_} {
    context_.progress = {};
    context_.threads = 1;
    std::vector<double> start;
    for (const FitParameter& p : fit_.parameters) start.push_back(p.free.start);
    references_ = fit_.marked.body->build(environment_)->references();
    refine_start(start);
    fit_.signal.take_starts(start, fit_.parameters);
  }

  std::string title() const override { return fit_.experiment->type + " of a measured device"; }
  const std::vector<FitParameter>& parameters() const override { return fit_.parameters; }
  const Observations& observations() const override { return fit_.observed; }
  std::string derivatives() const override { return "central differences"; }
  std::vector<std::string> references() const override { return references_; }

  bool predict(std::span<const double> x, std::span<double> y,
               std::span<double> slopes) const override {
    const std::size_t all = y.size(), free = x.size();
    std::vector<double> channel(all), above(all), below(all);
    BuiltDevices built;
    if (!measure(x, built, channel)) return false;
    const double scale = fit_.signal.scale(x), offset = fit_.signal.offset(x);
    for (std::size_t i = 0; i < all; ++i) y[i] = scale * channel[i] + offset;
    if (slopes.empty()) return true;
    std::fill(slopes.begin(), slopes.end(), 0.0);
    for (std::size_t k = 0; k < moving(); ++k) {
      const auto [low, high] = around(k, x[k]);
      std::vector<double> moved(x.begin(), x.end());
      moved[k] = low;
      if (!measure(moved, built, below)) return false;
      moved[k] = high;
      if (!measure(moved, built, above)) return false;
      for (std::size_t i = 0; i < all; ++i)
        slopes[i * free + k] = scale * (above[i] - below[i]) / (high - low);
    }
    for (std::size_t i = 0; i < all; ++i)
      fit_.signal.slopes(channel[i], slopes.subspan(i * free, free));
    return true;
  }

  void refine_start(std::span<double> x) const final {
    if (!fit_.signal.fitted()) return;
    std::vector<double> channel(fit_.points());
    BuiltDevices built;
    if (measure(x, built, channel))
      fit_.signal.fit_linear(channel, fit_.observed.quantities[0].values, fit_.parameters, x);
  }

  std::vector<Product> products(std::span<const double> x,
                                std::span<const double> errors) const override {
    std::vector<double> values, spread;
    for (std::size_t k = 0; k < fit_.marked.parameters.size(); ++k) {
      values.push_back(x[k] * fit_.parameters[k].si);
      spread.push_back(errors[k] * fit_.parameters[k].si);
    }
    const Axis& a = fit_.observed.abscissa;
    const auto [low, high] = std::minmax_element(a.values.begin(), a.values.end());
    return {
        fit_.marked.preset(values, spread,
                           fmt::format("{} {} to {}", a.long_name, format_quantity(*low, a.unit),
                                       format_quantity(*high, a.unit)))};
  }

 private:
  // Parameters that runs depend on: all but the signal's.
  std::size_t moving() const { return fit_.marked.parameters.size() + fit_.settings_marked.size(); }

  std::pair<double, double> around(std::size_t k, double x) const {
    const FreeParameter& p = fit_.parameters[k].free;
    const double step = kStep * std::max(std::abs(x), 0.01);
    return {std::max(x - step, p.low), std::min(x + step, p.high)};
  }

  // All channels at all points, quantity by quantity; false where a run fails or has no value.
  bool measure(std::span<const double> x, BuiltDevices& built, std::vector<double>& channel) const {
    const std::size_t n = fit_.points();
    try {
      for (std::size_t r = 0; r < fit_.runs.size(); ++r) {
        context_.check();
        const Table table = fit_.run(x, r, built, environment_);
        for (std::size_t q = 0; q < channel.size() / n; ++q)
          for (std::size_t i = 0; i < n; ++i)
            if (fit_.run_of[i] == r) channel[q * n + i] = fit_.channels[q](table, fit_.position[i]);
      }
    } catch (const Interrupted&) {
      throw;
    } catch (const Error&) {
      return false;  // there the model has no value: descents turn back
    }
    return std::all_of(channel.begin(), channel.end(), [](double v) { return std::isfinite(v); });
  }

  ExperimentFit fit_;
  Context context_;
  Environment environment_;
  std::vector<std::string> references_;
};

}  // namespace

std::unique_ptr<FitModel> make_experiment_model(const Node& model, const DataFile& data,
                                                const Registry& registry,
                                                const MaterialLibrary& materials,
                                                const Context& context) {
  return std::make_unique<ExperimentModel>(
      read_experiment_fit(model, data, registry, {materials, context}), materials, context);
}

}  // namespace verdet
