#include "verdet/materials/record_curve.hpp"

#include <algorithm>
#include <cmath>
#include <complex>

#include "verdet/base/error.hpp"
#include "verdet/base/units.hpp"
#include "verdet/physics/constants.hpp"

namespace verdet {
namespace {

std::vector<double> spaced(const Range& range, int points, bool log) {
  std::vector<double> x;
  for (int i = 0; i < points; ++i) {
    const double share = i / (points - 1.0);
    x.push_back(log ? range.low * std::pow(range.high / range.low, share)
                    : range.low + (range.high - range.low) * share);
  }
  return x;
}

// An empty curve over an axis; columns are added by `add_column`.
RecordCurve over(const char* axis, const char* unit, const Range& range, int points, bool log) {
  RecordCurve curve;
  curve.axis = axis;
  curve.unit = unit;
  curve.log = log;
  curve.x = spaced(range, points, log);
  return curve;
}

template <class Value>
void add_column(RecordCurve& curve, const char* name, const char* unit, const Value& value) {
  RecordCurve::Column column{name, unit, {}};
  for (const double x : curve.x) column.values.push_back(value(x));
  curve.columns.push_back(std::move(column));
}

// Where the record holds nearest to 300 K.
Conditions rest(const Record& record) {
  Conditions at;
  if (const Range warm = record.validity.temperature; warm.bounded())
    at.temperature = std::clamp(at.temperature, warm.low, warm.high);
  return at;
}

struct Sampler {
  const Record& record;
  int points;
  double wavelength;

  double place() const {
    const Range range = record.validity.wavelength;
    if (wavelength > 0)
      require_within(range, wavelength, "wavelength", "m", record.name);
    else if (range.bounded())
      return std::clamp(1.55e-6, range.low, range.high);
    return wavelength > 0 ? wavelength : 1.55e-6;
  }
  RecordCurve over_wavelength() const {
    const Range range = record.validity.wavelength;
    return range.bounded() ? over("vacuum wavelength", "m", range, points, true) : RecordCurve{};
  }

  RecordCurve operator()(const IndexLaw& law) const {
    RecordCurve curve = over_wavelength();
    Conditions at = rest(record);
    if (law.takes_electrons() && record.validity.carriers.bounded()) {
      at.electrons = 0.5 * record.validity.carriers.high;
      curve.held = "with " + format_quantity(at.electrons, "m^-3") + " of electrons";
    }
    const auto index = [&](double x) { return to_std(evaluate(law, x, at)); };
    add_column(curve, "n", "1", [&](double x) { return index(x).real(); });
    add_column(curve, "k", "1", [&](double x) { return index(x).imag(); });
    return curve;
  }

  RecordCurve operator()(const CarrierLaw& law) const {
    const bool sheet = std::holds_alternative<physics::SheetCarriers>(law);
    // Where a source states no range: what doping and injection reach.
    const Range stated = sheet ? record.validity.sheet_density : record.validity.carriers;
    const double high = stated.bounded() ? stated.high : 1e26;
    const double low = !sheet && stated.low > 0 ? stated.low : 1e-3 * high;
    RecordCurve curve = over(sheet ? "carriers per area" : "carrier density",
                             sheet ? "m^-2" : "m^-3", {low, high}, points, true);
    const double at = place();
    curve.held = "at " + format_quantity(at, "m");
    const auto add = [&](const char* dn, const char* da, double Conditions::*kind) {
      const auto effect = [&, kind](double density) {
        Conditions state;
        state.*kind = density;
        return evaluate(law, at, state);
      };
      add_column(curve, dn, "1", [&](double x) { return effect(x).index; });
      add_column(curve, da, "m^-1", [&](double x) { return effect(x).absorption; });
    };
    if (sheet) {
      add("dn", "dalpha", &Conditions::sheet_density);
    } else {
      add("dn, electrons", "dalpha, electrons", &Conditions::electrons);
      add("dn, holes", "dalpha, holes", &Conditions::holes);
    }
    return curve;
  }

  RecordCurve operator()(const SheetLaw& law) const {
    const double electronvolt = codata2018::kElementaryCharge;
    RecordCurve curve = over("Fermi level", "J", {0, electronvolt}, points, false);
    const double at = place();
    curve.held = "at " + format_quantity(at, "m") + ", 300 K, scattering time 100 fs";
    const auto sigma = [&](double level) {
      return evaluate(law, at, Conditions{.fermi_level = level, .scattering_time = 100e-15});
    };
    add_column(curve, "sigma_real", "S", [&](double x) { return sigma(x).re; });
    add_column(curve, "sigma_imag", "S", [&](double x) { return sigma(x).im; });
    return curve;
  }

  RecordCurve operator()(const GyrationLaw& law) const {
    RecordCurve curve = over_wavelength();
    if (law.rotation == 0) return {};  // a value
    add_column(curve, "g_real", "1", [&](double x) { return evaluate(law, x).real(); });
    return curve;
  }

  RecordCurve operator()(const physics::Pockels&) const { return {}; }

  RecordCurve operator()(const ScalarLaw& law) const {
    return std::visit([&](const auto& part) { return scalar(law, part); }, law);
  }

 private:
  RecordCurve scalar(const ScalarLaw&, const ConstantLaw&) const { return {}; }
  RecordCurve scalar(const ScalarLaw& law, const SampledCurve&) const {
    return filled(over_wavelength(), law, nullptr);
  }
  RecordCurve scalar(const ScalarLaw& law, const ByPhase&) const {
    return filled(over("crystalline fraction", "1", {0, 1}, points, false), law,
                  &Conditions::crystalline_fraction);
  }
  template <class Part>
  RecordCurve scalar(const ScalarLaw& law, const Part&) const {
    using Kind = std::decay_t<Part>;
    constexpr bool kInjected =
        std::is_same_v<Kind, physics::Auger> || std::is_same_v<Kind, physics::RichterAuger>;
    constexpr bool kThermal = std::is_same_v<Kind, physics::PowerOfTemperature> ||
                              std::is_same_v<Kind, physics::ReciprocalPolynomial> ||
                              std::is_same_v<Kind, physics::Varshni> ||
                              std::is_same_v<Kind, physics::Passler> ||
                              std::is_same_v<Kind, physics::IntrinsicPower> ||
                              std::is_same_v<Kind, physics::IntrinsicByGap>;
    if constexpr (kThermal) {
      const Range warm = record.validity.temperature;
      return filled(
          over("temperature", "K", warm.bounded() ? warm : Range{200, 400}, points, false), law,
          &Conditions::temperature);
    } else if constexpr (kInjected) {
      return filled(over("injected electrons and holes", "m^-3", {1e20, 1e25}, points, true), law,
                    &Conditions::electrons, &Conditions::holes);
    } else {
      const bool holes =
          record.property == Property::HoleMobility || record.property == Property::HoleLifetime;
      return filled(over(holes ? "acceptors" : "donors", "m^-3", {1e20, 1e26}, points, true), law,
                    holes ? &Conditions::acceptors : &Conditions::donors);
    }
  }

  // The value over an axis that is the wavelength, or one or two conditions.
  RecordCurve filled(RecordCurve curve, const ScalarLaw& law, double Conditions::*axis,
                     double Conditions::*second = nullptr) const {
    const PropertyInfo& about = info(record.property);
    add_column(curve, std::string(about.name).c_str(), about.unit, [&](double x) {
      Conditions at = rest(record);
      if (axis) at.*axis = x;
      if (second) at.*second = x;
      return evaluate(law, axis ? place() : x, at);
    });
    if (axis != &Conditions::temperature && axis)
      curve.held = "at " + format_quantity(rest(record).temperature, "K");
    return curve;
  }
};

}  // namespace

RecordCurve sample_record(const Record& record, int points, double wavelength) {
  if (points < 2) throw InputError("a curve needs at least 2 points");
  RecordCurve curve = std::visit(Sampler{record, points, wavelength}, record.law);
  return curve.x.empty() ? RecordCurve{} : curve;
}

}  // namespace verdet
