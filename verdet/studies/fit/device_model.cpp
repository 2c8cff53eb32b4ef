#include "verdet/studies/fit/device_model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "verdet/base/text.hpp"
#include "verdet/studies/fit/baseline.hpp"
#include "verdet/studies/fit/marked_body.hpp"
#include "verdet/studies/fit/ring_start.hpp"

namespace verdet {
namespace {

// What a column of powers measures: the amplitude of the scattering matrix behind it.
struct Channel {
  std::string name;
  std::size_t amplitude;
};

// Where `fit: auto` starts and draws, SI: wide enough for a ring's over- and under-coupled
// solutions.
struct Usual {
  double start = std::numeric_limits<double>::quiet_NaN();
  double low = std::numeric_limits<double>::quiet_NaN();
  double high = std::numeric_limits<double>::quiet_NaN();
  bool known() const { return std::isfinite(start); }
};

Usual usual_of(const std::string& path) {
  if (path.ends_with("coupling")) return {0.05, 1e-4, 0.9};
  if (path == "loss") return {100, 5, 5000};  // 0.2 to 220 dB/cm
  return {};
}

class SpectrumModel final : public FitModel {
 public:
  SpectrumModel(MarkedBody marked, Observations observed, std::vector<Channel> channels,
                Baseline baseline, Environment environment)
      : marked_(std::move(marked)),
        observed_(std::move(observed)),
        channels_(std::move(channels)),
        baseline_(std::move(baseline)),
        environment_(environment) {
    for (const MarkedParameter& p : marked_.parameters) {
      const Usual usual = p.mark.automatic() ? usual_of(p.path) : Usual{};
      const double start = usual.known() ? std::clamp(usual.start, p.low, p.high) : p.start;
      const double size = start != 0 ? std::abs(start) : 1;
      parameters_.push_back(
          {p.path,
           p.about.unit,
           size,
           {p.path, start / size, p.low / size, p.high / size, usual.low / size, usual.high / size},
           p.about.meaning});
    }
    for (FitParameter& p : baseline_.parameters(observed_.quantities[0].values)) {
      power_scale_ = p.name == "baseline.level" ? p.si : power_scale_;
      parameters_.push_back(std::move(p));
    }
    aligned_ = index_of("effective_index");
    choose_resonance();
  }

  std::string title() const override { return "spectrum of a measured device"; }
  const std::vector<FitParameter>& parameters() const override { return parameters_; }
  const Observations& observations() const override { return observed_; }
  std::string derivatives() const override { return "exact (duals)"; }
  std::vector<std::string> references() const override { return build(start())->references(); }

  bool predict(std::span<const double> x, std::span<double> y,
               std::span<double> slopes) const override {
    const std::unique_ptr<Device> device = build(x);
    const Scattering& scattering = offer<Scattering>(*device);
    const std::vector<double>& w = observed_.abscissa.values;
    const std::size_t n = w.size(), all = scattering.amplitude_count() * n;
    std::vector<double> re(all), im(all);
    scattering.amplitudes(w, re, im);
    const std::span<const double> base = x.subspan(marked_.parameters.size());
    const std::size_t free = x.size(), own = marked_.parameters.size();
    for (std::size_t c = 0; c < channels_.size(); ++c)
      for (std::size_t i = 0; i < n; ++i) {
        const std::size_t at = channels_[c].amplitude * n + i;
        const double t = re[at] * re[at] + im[at] * im[at];
        y[c * n + i] = power_scale_ * baseline_.value(base, i) * t;
        if (slopes.empty()) continue;
        const std::span<double> row = slopes.subspan((c * n + i) * free, free);
        baseline_.slopes(base, i, row.subspan(own));
        for (double& s : row.subspan(own)) s *= power_scale_ * t;
      }
    for (std::size_t k = 0; !slopes.empty() && k < own; ++k) {
      std::vector<double> dre(all), dim(all);
      scattering.amplitude_derivatives(w, marked_.parameters[k].path, dre, dim);
      for (std::size_t c = 0; c < channels_.size(); ++c)
        for (std::size_t i = 0; i < n; ++i) {
          const std::size_t at = channels_[c].amplitude * n + i;
          slopes[(c * n + i) * free + k] = power_scale_ * baseline_.value(base, i) * 2 *
                                           (re[at] * dre[at] + im[at] * dim[at]) *
                                           parameters_[k].si;
        }
    }
    return true;
  }

  void refine_start(std::span<double> x) const override {
    if (aligned_ && resonance_) {
      const FreeParameter& p = parameters_[*aligned_].free;
      const double size = parameters_[*aligned_].si;
      x[*aligned_] = std::clamp(align(x, x[*aligned_] * size) / size, p.low, p.high);
    }
    const std::unique_ptr<Device> device = build(x);
    const Scattering& scattering = offer<Scattering>(*device);
    const std::vector<double>& w = observed_.abscissa.values;
    std::vector<double> re(scattering.amplitude_count() * w.size()), im(re.size()), t(w.size()),
        power(w.size());
    scattering.amplitudes(w, re, im);
    for (std::size_t i = 0; i < w.size(); ++i) {
      const std::size_t at = channels_[0].amplitude * w.size() + i;
      t[i] = re[at] * re[at] + im[at] * im[at];
      power[i] = observed_.quantities[0].values[i] / power_scale_;
    }
    baseline_.fit_linear(x.subspan(marked_.parameters.size()), t, power);
  }

  std::vector<Product> products(std::span<const double> x,
                                std::span<const double> errors) const override {
    const auto& w = observed_.abscissa.values;
    return {marked_.preset(in_si(x), in_si(errors),
                           fmt::format("wavelength {} to {}", format_quantity(w.front(), "m"),
                                       format_quantity(w.back(), "m")))};
  }

 private:
  std::vector<double> start() const {
    std::vector<double> x;
    for (const FitParameter& p : parameters_) x.push_back(p.free.start);
    return x;
  }

  // The device with its marked parameters at x.
  std::unique_ptr<Device> build(std::span<const double> x) const {
    return moved(x)->build(environment_);
  }
  std::unique_ptr<Body> moved(std::span<const double> x) const { return marked_.moved(in_si(x)); }
  std::vector<double> in_si(std::span<const double> x) const {
    std::vector<double> values;
    for (std::size_t k = 0; k < marked_.parameters.size(); ++k)
      values.push_back(x[k] * parameters_[k].si);
    return values;
  }

  std::optional<std::size_t> index_of(const std::string& path) const {
    for (std::size_t k = 0; k < marked_.parameters.size(); ++k)
      if (marked_.parameters[k].path == path) return k;
    return std::nullopt;
  }

  static double value_of(Body& body, const std::string& path, double fallback) {
    for (const Leaf& leaf : body.leaves())
      if (leaf.path == "device." + path) return *leaf.value;
    return fallback;
  }

  double align(std::span<const double> x, double guess) const {
    const std::unique_ptr<Body> body = moved(x);
    const double length = 2 * std::numbers::pi * value_of(*body, "radius", 0) +
                          2 * value_of(*body, "straight_length", 0);
    const double lambda0 = value_of(*body, "reference_wavelength", *resonance_);
    return aligned_index(*resonance_, length, value_of(*body, "group_index", 0), lambda0, guess);
  }

  void choose_resonance();

  MarkedBody marked_;
  Observations observed_;
  std::vector<Channel> channels_;
  Baseline baseline_;
  Environment environment_;
  std::vector<FitParameter> parameters_;
  double power_scale_ = 1;
  std::optional<std::size_t> aligned_;  // position of the effective index
  std::optional<double> resonance_;     // wavelength of the deepest dip
};

// Starts and bounds that the spectrum itself gives: the index by its dips, modulo a whole order;
// the group index by their spacing.
void SpectrumModel::choose_resonance() {
  const std::vector<double>& w = observed_.abscissa.values;
  const std::vector<Dip> dips = find_dips(w, observed_.quantities[0].values);
  if (dips.empty()) return;
  const auto deepest = std::max_element(
      dips.begin(), dips.end(), [](const Dip& a, const Dip& b) { return a.depth < b.depth; });
  std::vector<double> x = start();
  const std::unique_ptr<Body> body = moved(x);
  const double length = 2 * std::numbers::pi * value_of(*body, "radius", 0) +
                        2 * value_of(*body, "straight_length", 0);
  if (!(length > 0)) return;
  const std::optional<std::size_t> group = index_of("group_index");
  if (const std::optional<double> gap = spacing_of(dips);
      group && gap && marked_.parameters[*group].mark.automatic()) {
    FitParameter& p = parameters_[*group];
    const double middle = 0.5 * (w.front() + w.back());
    const double value = middle * middle / (*gap * length);
    p.si = value;
    p.free = {p.name, 1, 0.8, 1.25};
    x[*group] = 1;
  }
  if (!aligned_ || !marked_.parameters[*aligned_].mark.automatic()) return;
  resonance_ = deepest->wavelength;
  const std::unique_ptr<Body> at = moved(x);
  const double lambda0 = value_of(*at, "reference_wavelength", *resonance_);
  const double n = align(x, usual_index(value_of(*at, "group_index", 4)));
  FitParameter& p = parameters_[*aligned_];
  p.si = n;
  const double half_order = 0.5 * lambda0 / length / n;
  p.free = {p.name, 1, 1 - half_order, 1 + half_order};
  observed_.abscissa.long_name = "vacuum wavelength";
}

std::vector<Channel> channels_of(const DataFile& data, const Device& device, const Node& model) {
  const Scattering& scattering = offer<Scattering>(device);
  const auto* resonant = dynamic_cast<const Resonant*>(&device);
  const std::vector<std::string>& ports = scattering.ports();
  std::vector<Channel> channels;
  for (const DataColumn& column : data.columns) {
    if (column.name == "wavelength" || column.name.starts_with("error_")) continue;
    if (column.unit != "1" && column.unit != "W")
      model.fail(fmt::format("the column '{}' is no power; name it power or power_PORT with unit "
                             "1, %, dB, W or dBm",
                             column.name),
                 "fit.data.columns");
    if (column.name == "power") {
      channels.push_back({column.name, resonant ? resonant->dip_amplitude() : 0});
      continue;
    }
    const std::string port =
        column.name.starts_with("power_") ? column.name.substr(6) : column.name;
    const auto found = std::find(ports.begin(), ports.end(), port);
    if (found == ports.end())
      model.fail(
          fmt::format("the column '{}' names no port{}", column.name, suggestion(port, ports)),
          "fit.data.columns");
    const int entry =
        scattering.pattern()[static_cast<std::size_t>(found - ports.begin()) * ports.size()];
    if (entry < 0)
      model.fail(fmt::format("no light reaches port '{}' from '{}'", port, ports[0]),
                 "fit.data.columns");
    channels.push_back({column.name, static_cast<std::size_t>(entry)});
  }
  if (channels.empty()) model.fail("the data hold no power", "fit.data.columns");
  return channels;
}

}  // namespace

std::unique_ptr<FitModel> make_device_model(const Node& model, const Node& fit,
                                            const DataFile& data, const Registry& registry,
                                            const MaterialLibrary& materials,
                                            const Context& context) {
  MarkedBody marked = bind_marked(model, registry);
  const Environment environment{materials, context};
  const std::unique_ptr<Device> device = marked.body->build(environment);
  const DataColumn* wavelength = data.find("wavelength");
  if (!wavelength || wavelength->unit != "m")
    model.fail("the fit of a spectrum needs a column 'wavelength' with a unit", "fit.data.columns");
  Observations observed;
  observed.abscissa = {"wavelength", "m", "vacuum wavelength", wavelength->values, {}};
  std::vector<Channel> channels = channels_of(data, *device, model);
  for (const Channel& channel : channels) {
    const DataColumn& column = *data.find(channel.name);
    Observed q{channel.name, column.unit, column.values};
    if (const DataColumn* error = data.find("error_" + channel.name)) q.errors = error->values;
    observed.quantities.push_back(std::move(q));
  }
  Baseline baseline(Baseline::read(fit.find("baseline")), wavelength->values);
  return std::make_unique<SpectrumModel>(std::move(marked), std::move(observed),
                                         std::move(channels), std::move(baseline), environment);
}

}  // namespace verdet
