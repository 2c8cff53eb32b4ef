#include "verdet/studies/fit/signal_scale.hpp"

#include <algorithm>
#include <cmath>

#include "verdet/base/units.hpp"
#include "verdet/studies/fit/parameter_spec.hpp"

namespace verdet {

FitParameter parameter_in_units_of_start(const std::string& name, const std::string& unit,
                                         double start, double low, double high,
                                         const std::string& meaning) {
  const double size = start != 0 ? std::abs(start) : 1;
  return {name, unit, size, {name, start / size, low / size, high / size}, meaning};
}

SignalScale::SignalScale(const Node& model, std::vector<FitParameter>& parameters)
    : scale_(read(model, "scale", 1, "signal over channel, in SI numbers", parameters)),
      offset_(read(model, "offset", 0, "signal without the channel, in SI numbers", parameters)) {}

SignalScale::Part SignalScale::read(const Node& model, const char* key, double fallback,
                                    const char* meaning, std::vector<FitParameter>& parameters) {
  Part part{.fixed = fallback};
  const Node* node = model.find(key);
  if (!node) return part;
  if (!is_fit_mark(*node)) {
    part.fixed = parse_number(node->as_text());
    return part;
  }
  const FitMark mark = read_fit_mark(*node, Kind::Number, "1", std::string("fit.model.") + key);
  FitParameter p = parameter_in_units_of_start(key, "1", mark.start.value_or(fallback), -HUGE_VAL,
                                               HUGE_VAL, meaning);
  apply_mark(mark, p);
  part.si = p.si;
  part.at = static_cast<int>(parameters.size());
  part.automatic = mark.automatic();
  parameters.push_back(std::move(p));
  return part;
}

void SignalScale::slopes(double channel, std::span<double> row) const {
  if (scale_.at >= 0) row[static_cast<std::size_t>(scale_.at)] = channel * scale_.si;
  if (offset_.at >= 0) row[static_cast<std::size_t>(offset_.at)] = offset_.si;
}

void SignalScale::fit_linear(std::span<const double> channel, std::span<const double> data,
                             const std::vector<FitParameter>& parameters,
                             std::span<double> x) const {
  if (scale_.at < 0 && offset_.at < 0) return;
  double sc = 0, scc = 0, sy = 0, scy = 0;
  for (std::size_t i = 0; i < data.size(); ++i) {
    const double c = channel[i], y = data[i];
    sc += c, scc += c * c, sy += y, scy += c * y;
  }
  const double count = static_cast<double>(data.size());
  double scale = this->scale(x), offset = this->offset(x);
  if (scale_.at < 0)
    offset = (sy - scale * sc) / count;
  else if (offset_.at < 0)
    scale = (scy - offset * sc) / scc;
  else {
    scale = (count * scy - sc * sy) / (count * scc - sc * sc);
    offset = (sy - scale * sc) / count;
  }
  if (!std::isfinite(scale) || !std::isfinite(offset)) return;
  for (const auto& [part, value] : {std::pair{scale_, scale}, std::pair{offset_, offset}}) {
    if (part.at < 0) continue;
    const FreeParameter& p = parameters[static_cast<std::size_t>(part.at)].free;
    x[static_cast<std::size_t>(part.at)] = std::clamp(value / part.si, p.low, p.high);
  }
}

void SignalScale::take_starts(std::span<const double> x,
                              std::vector<FitParameter>& parameters) const {
  for (const Part& part : {scale_, offset_})
    if (const auto k = static_cast<std::size_t>(part.at); part.at >= 0 && part.automatic)
      parameters[k].free.start = x[k];
}

}  // namespace verdet
