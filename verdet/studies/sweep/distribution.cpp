#include "verdet/studies/sweep/distribution.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/math/special_functions/erf.hpp>
#include <cmath>

#include "verdet/base/bind.hpp"
#include "verdet/base/keys.hpp"
#include "verdet/base/text.hpp"

namespace verdet {
namespace {

using Shape = Distribution::Shape;

const std::vector<std::string> kNames = {"uniform", "loguniform", "normal", "lognormal"};

double parse_at(const Node& node, Kind kind, const std::string& unit, const std::string& path) {
  try {
    return parse_quantity(node.as_text(), kind, unit);
  } catch (const InputError& error) {
    if (error.faults().front().place.known()) throw;
    node.fail(error.message(), path);
  }
}

// Probability below `x` of the shape without its truncation.
double probability(const Distribution& d, double x) {
  if (d.shape == Shape::Normal) return normal_probability((x - d.centre) / d.spread);
  return x > 0 ? normal_probability(std::log(x / d.centre) / d.spread) : 0.0;
}

// Reads the values of one distribution; each key is asked for once, so that the rest is unknown.
class Reader {
 public:
  Reader(const Node& node, const About& about, double centre, bool deviation, std::string path)
      : node_(node),
        about_(about),
        centre_(centre),
        deviation_(deviation),
        path_(std::move(path)) {}

  Distribution read() {
    static const std::vector<std::string> kKeys = {"distribution",
                                                   "from",
                                                   "to",
                                                   "mean",
                                                   "median",
                                                   "standard_deviation",
                                                   "log_standard_deviation",
                                                   "as",
                                                   "gradient_x",
                                                   "gradient_y",
                                                   "bowl",
                                                   "wafer_to_wafer"};
    require_known_keys(node_, kKeys, path_);
    Distribution d;
    const std::string name =
        node_.has("distribution") ? node_.at("distribution").as_text() : "uniform";
    const auto found = std::find(kNames.begin(), kNames.end(), name);
    if (found == kNames.end())
      node_.at("distribution")
          .fail(fmt::format("unknown distribution '{}'{}", name, suggestion(name, kNames)), path_);
    d.shape = static_cast<Shape>(found - kNames.begin());
    if (d.shape == Shape::Uniform || d.shape == Shape::LogUniform)
      read_interval(d);
    else
      read_bell(d);
    return d;
  }

 private:
  double value(const char* key) {
    const std::string path = path_ + "." + key;
    const Node& node = node_.at(key);
    if (deviation_) return read_difference(node, about_, path);
    const double x = read_quantity(node, about_, path);
    if (const std::string fault = out_of_bounds(x, about_); !fault.empty()) node.fail(fault, path);
    return x;
  }

  void read_interval(Distribution& d) {
    d.from = value("from");
    d.to = value("to");
    if (!(d.from < d.to)) node_.fail("'from' must lie below 'to'", path_);
    if (d.shape == Shape::LogUniform && !(d.from > 0))
      node_.at("from").fail("must be positive for a loguniform distribution", path_ + ".from");
  }

  void read_bell(Distribution& d) {
    if (d.shape == Shape::Normal) {
      d.centre = node_.has("mean") ? value("mean") : centre_;
      d.spread =
          read_difference(node_.at("standard_deviation"), about_, path_ + ".standard_deviation");
    } else {
      d.centre = node_.has("median") ? value("median") : centre_;
      d.spread = parse_at(node_.at("log_standard_deviation"), Kind::Number, "1",
                          path_ + ".log_standard_deviation");
      if (!(d.centre > 0)) node_.fail("the median must be positive", path_);
    }
    if (!(d.spread > 0))
      node_.fail(fmt::format("the standard deviation must be above 0 (it is {:g}); to hold a value "
                             "fixed, leave it out of the sweep",
                             d.spread),
                 path_);
    d.from = node_.has("from") ? value("from") : -std::numeric_limits<double>::infinity();
    d.to = node_.has("to") ? value("to") : std::numeric_limits<double>::infinity();
    if (!(d.from < d.to)) node_.fail("'from' must lie below 'to'", path_);
    d.low_p = probability(d, d.from);
    d.high_p = probability(d, d.to);
    if (!(d.high_p - d.low_p > 1e-12))
      node_.fail(
          "the truncated part holds less than 1e-12 of the distribution; move 'from' and "
          "'to' closer to its centre",
          path_);
  }

  const Node& node_;
  const About& about_;
  double centre_;
  bool deviation_;
  std::string path_;
};

}  // namespace

double normal_quantile(double p) {
  return -std::sqrt(2.0) * boost::math::erfc_inv(2 * p);
}

double normal_probability(double x) {
  return 0.5 * std::erfc(-x / std::sqrt(2.0));
}

double Distribution::quantile(double u) const {
  if (shape == Shape::Uniform) return from + (to - from) * u;
  if (shape == Shape::LogUniform) return from * std::pow(to / from, u);
  const double z = spread * normal_quantile(low_p + (high_p - low_p) * u);
  const double x = shape == Shape::Normal ? centre + z : centre * std::exp(z);
  return std::clamp(x, from, to);
}

Distribution read_distribution(const Node& node, const About& about, double centre, bool deviation,
                               const std::string& path) {
  return Reader(node, about, centre, deviation, path).read();
}

double read_difference(const Node& node, const About& about, const std::string& path) {
  Kind kind = about.kind;
  if (kind == Kind::Temperature) kind = Kind::TemperatureDifference;
  // A level or a ratio in decibels has no difference; the plain unit has.
  if (kind == Kind::Power) kind = Kind::Quantity;
  if (kind == Kind::PowerRatio || kind == Kind::Transmittance) kind = Kind::Number;
  return parse_at(node, kind, about.unit, path);
}

double read_quantity(const Node& node, const About& about, const std::string& path) {
  return parse_at(node, about.kind, about.unit, path);
}

}  // namespace verdet
