// The models of a property that is one real number.
#include <fmt/format.h>

#include "verdet/materials/record_models.hpp"

namespace verdet {
namespace {

Law constant_value(const LawSource& from) {
  return ScalarLaw{ConstantLaw{from.coefficients.number("value", from.property.unit)}};
}

Law tabulated_value(const LawSource& from) {
  auto values = from.table({{"wavelength", "m"}, {"value", from.property.unit}});
  return ScalarLaw{curve(values[0], values[1], from.interpolation())};
}

Law by_phase(const LawSource& from) {
  return ScalarLaw{ByPhase{from.coefficients.number("amorphous", from.property.unit),
                           from.coefficients.number("crystalline", from.property.unit)}};
}

Law power_of_temperature(const LawSource& from) {
  physics::PowerOfTemperature law;
  law.value = from.coefficients.number("value", from.property.unit);
  law.reference = from.coefficients.number("reference", "K");
  law.exponent = from.coefficients.number("exponent", "1");
  return ScalarLaw{law};
}

Law reciprocal_polynomial(const LawSource& from) {
  return ScalarLaw{physics::ReciprocalPolynomial{
      from.coefficients.list("resistivity", fmt::format("({})^-1", from.property.unit))}};
}

constexpr LawModel kModels[] = {
    {"constant", constant_value},
    {"table", tabulated_value},
    {"by_phase", by_phase},
    {"power_of_temperature", power_of_temperature},
    {"reciprocal_polynomial", reciprocal_polynomial},
};

}  // namespace

std::span<const LawModel> scalar_models() {
  return kModels;
}

}  // namespace verdet
