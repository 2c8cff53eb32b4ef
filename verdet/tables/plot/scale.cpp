#include "verdet/tables/plot/scale.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "verdet/tables/plot/labels.hpp"

namespace verdet::plot {
namespace {

// The smallest of 1, 2, 5 times a power of ten that makes at most `count` steps of `span`.
double nice_step(double span, int count) {
  const double rough = span / std::max(count, 1);
  const double ten = std::pow(10.0, std::floor(std::log10(rough)));
  for (const double factor : {1.0, 2.0, 5.0})
    if (factor * ten >= rough * (1 - 1e-9)) return factor * ten;
  return 10 * ten;
}

std::string fixed(double value, double step) {
  const int decimals = std::max(0, static_cast<int>(std::ceil(-std::log10(step) - 1e-9)));
  if (decimals > 12 || std::abs(value) >= 1e7) return fmt::format("{:.6g}", value);
  const std::string text = fmt::format("{:.{}f}", value, decimals);
  return text.find_first_not_of("-0.") == std::string::npos ? fmt::format("{:.{}f}", 0.0, decimals)
                                                            : text;
}

std::vector<Tick> linear_ticks(double low, double high, int count, double least_step = 0) {
  std::vector<Tick> ticks;
  const double step = std::max(nice_step(high - low, count), least_step);
  const double slack = 1e-9 * (high - low);
  for (double k = std::ceil((low - slack) / step); k * step <= high + slack; ++k)
    ticks.push_back({k * step, fixed(k * step, step)});
  return ticks;
}

std::string decade_label(int mantissa, int decade) {
  if (decade >= -2 && decade <= 3) return fmt::format("{:g}", mantissa * std::pow(10.0, decade));
  const std::string power = "10" + superscript(decade);
  return mantissa == 1 ? power : fmt::format("{}×{}", mantissa, power);
}

// Labels at decades when there are several, else also at 2 and 5.
std::vector<Tick> log_ticks(double low, double high, int count) {
  const int first = static_cast<int>(std::floor(low)), last = static_cast<int>(std::ceil(high));
  const int every = std::max(1, (last - first) / std::max(count, 1));
  const bool few = high - low < 2;
  std::vector<Tick> ticks;
  for (int decade = first; decade <= last; ++decade)
    for (int mantissa = 1; mantissa <= 9; ++mantissa) {
      const double place = decade + std::log10(mantissa);
      if (place < low - 1e-9 || place > high + 1e-9) continue;
      const bool labelled =
          mantissa == 1 ? (decade - first) % every == 0 : few && (mantissa == 2 || mantissa == 5);
      if (labelled)
        ticks.push_back({place, decade_label(mantissa, decade)});
      else if (every == 1 || mantissa == 1)
        ticks.push_back({place, ""});
    }
  return ticks;
}

// Less than a third of a decade has too few round numbers of one digit.
std::vector<Tick> narrow_log_ticks(double low, double high, int count) {
  std::vector<Tick> ticks = linear_ticks(std::pow(10.0, low), std::pow(10.0, high), count);
  for (Tick& tick : ticks) tick.place = std::log10(tick.place);
  return ticks;
}

std::vector<Tick> category_ticks(const std::vector<std::string>& names) {
  std::vector<Tick> ticks;
  for (std::size_t i = 0; i < names.size(); ++i)
    ticks.push_back({static_cast<double>(i), shortened(names[i], 16)});
  return ticks;
}

// Counted things (modes, resonances) have no halves.
bool all_whole(const std::vector<const std::vector<double>*>& data) {
  double low = std::numeric_limits<double>::infinity(), high = -low;
  for (const auto* values : data)
    for (const double value : *values) {
      if (std::isnan(value)) continue;
      if (value != std::round(value)) return false;
      low = std::min(low, value), high = std::max(high, value);
    }
  return high - low >= 1;
}

// Over more decades than this nothing but the steepest part of a curve would be seen (the time a
// melt takes to crystallise near its melting point): the middle of the data stays.
constexpr double kMostDecades = 30;

double median_place(const Scale& scale, const std::vector<const std::vector<double>*>& data) {
  std::vector<double> places;
  for (const auto* values : data)
    for (const double value : *values)
      if (const double place = scale.place(value); std::isfinite(place)) places.push_back(place);
  const auto middle = places.begin() + static_cast<std::ptrdiff_t>(places.size() / 2);
  std::nth_element(places.begin(), middle, places.end());
  return *middle;
}

void find_range(Scale& scale, const Ruler& ruler,
                const std::vector<const std::vector<double>*>& data, double padding) {
  double low = std::numeric_limits<double>::infinity(), high = -low;
  for (const auto* values : data)
    for (const double value : *values) {
      const double place = scale.place(value);
      if (!std::isfinite(place)) continue;
      low = std::min(low, place);
      high = std::max(high, place);
    }
  if (low > high) low = 0, high = 1;
  if (scale.log && high - low > kMostDecades) {
    const double middle = median_place(scale, data);
    low = std::max(low, middle - kMostDecades / 2);
    high = std::min(high, middle + kMostDecades / 2);
  }
  // A constant, or one up to rounding, gets a range in which it is seen as one.
  if (high - low <= 1e-9 * std::max(std::abs(low), std::abs(high))) {
    const double half = scale.log ? 0.5 : std::max(std::abs(low) * 0.05, low == 0 ? 1.0 : 0.0);
    low -= half, high += half;
  }
  const double margin = padding * (high - low);
  scale.low = std::isnan(ruler.low) ? low - margin : scale.place(ruler.low);
  scale.high = std::isnan(ruler.high) ? high + margin : scale.place(ruler.high);
  if (!(scale.high > scale.low)) scale.high = scale.low + 1;
}

}  // namespace

double Scale::place(double value) const {
  if (!log) return value;
  return value > 0 ? std::log10(value) : std::numeric_limits<double>::quiet_NaN();
}

Scale make_scale(const Ruler& ruler, const std::vector<const std::vector<double>*>& data,
                 double padding, int ticks) {
  Scale scale{ruler.label, ruler.log, 0, 1, {}};
  find_range(scale, ruler, data, padding);
  if (!ruler.categories.empty())
    scale.ticks = category_ticks(ruler.categories);
  else if (!scale.log)
    scale.ticks = linear_ticks(scale.low, scale.high, ticks, all_whole(data) ? 1 : 0);
  else if (scale.high - scale.low < 0.35)
    scale.ticks = narrow_log_ticks(scale.low, scale.high, ticks);
  else
    scale.ticks = log_ticks(scale.low, scale.high, ticks);
  return scale;
}

}  // namespace verdet::plot
