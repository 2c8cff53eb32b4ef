// The only file that knows UDUNITS-2, and its traps (docs/design.md, section 9): it lacks dB, deg,
// Np and ohm/sq, converts m to 1/m silently, takes rad/s for Hz, and has the 1986 electronvolt.
#include "verdet/base/unit_scale.hpp"

#include <fmt/format.h>
#include <udunits2.h>

#include <cmath>
#include <map>
#include <memory>
#include <mutex>

#include "verdet/base/error.hpp"

namespace verdet {
namespace {

// Tokens that UDUNITS lacks or gets wrong, in its own language.
std::string translated_token(const std::string& token) {
  static const std::map<std::string, std::string> kTokens = {{"sq", "1"},
                                                             {"deg", "degree"},
                                                             {"Ohm", "ohm"},
                                                             {"eV", "(1.602176634e-19 J)"},
                                                             {"meV", "(1.602176634e-22 J)"},
                                                             {"keV", "(1.602176634e-16 J)"}};
  const auto found = kTokens.find(token);
  return found == kTokens.end() ? token : found->second;
}

std::string translated(std::string_view unit) {
  std::string out = unit.starts_with("/") ? "1" : "";
  for (std::size_t i = 0; i < unit.size();) {
    std::size_t end = i;
    while (end < unit.size() && std::isalpha(static_cast<unsigned char>(unit[end]))) ++end;
    if (end == i) {
      out += unit[i++];
      continue;
    }
    out += translated_token(std::string(unit.substr(i, end - i)));
    i = end;
  }
  return out;
}

// A decimal prefix comes out of the converter with rounding; its exact value is a whole number.
double exact(double ratio) {
  const double whole = std::round(ratio);
  return std::abs(ratio - whole) < 1e-9 * whole ? whole : ratio;
}

class Units {
 public:
  static Units& instance() {
    static Units units;
    return units;
  }

  UnitScale scale(const std::string& from, const std::string& to) {
    const std::lock_guard lock(mutex_);
    const auto key = std::make_pair(from, to);
    const auto found = cache_.find(key);
    if (found != cache_.end()) return found->second;
    return cache_[key] = compute(from, to);
  }

 private:
  Units() {
    ut_set_error_message_handler(ut_ignore);
    system_ = ut_read_xml(nullptr);
    if (!system_) throw Error("the UDUNITS-2 unit database cannot be read; install libudunits2-0");
  }

  struct Free {
    void operator()(ut_unit* unit) const { ut_free(unit); }
    void operator()(cv_converter* converter) const { cv_free(converter); }
  };
  using Unit = std::unique_ptr<ut_unit, Free>;
  using Converter = std::unique_ptr<cv_converter, Free>;

  Unit parse(const std::string& text) {
    ut_unit* unit = ut_parse(system_, translated(text).c_str(), UT_UTF8);
    if (!unit) throw InputError(fmt::format("'{}' is not a unit", text));
    return Unit(unit);
  }

  UnitScale compute(const std::string& from, const std::string& to) {
    const Unit a = parse(from), b = parse(to);
    // Division fails for units with an offset; convertibility alone decides there.
    const Unit quotient(ut_divide(a.get(), b.get()));
    const bool reciprocal = quotient && !ut_is_dimensionless(quotient.get());
    if (!ut_are_convertible(a.get(), b.get()) || reciprocal)
      throw InputError(fmt::format("'{}' has the wrong dimension for {}", from,
                                   to == "1" ? "a plain number" : to));
    const Converter forward(ut_get_converter(a.get(), b.get()));
    const Converter backward(ut_get_converter(b.get(), a.get()));
    UnitScale scale;
    scale.offset = cv_convert_double(forward.get(), 0.0);
    scale.factor = exact(cv_convert_double(forward.get(), 1.0) - scale.offset);
    scale.reciprocal =
        exact(cv_convert_double(backward.get(), 1.0) - cv_convert_double(backward.get(), 0.0));
    return scale;
  }

  std::mutex mutex_;
  ut_system* system_ = nullptr;
  std::map<std::pair<std::string, std::string>, UnitScale> cache_;
};

}  // namespace

UnitScale unit_scale(const std::string& from, const std::string& to) {
  return Units::instance().scale(from, to);
}

}  // namespace verdet
