// The models of electronic properties: gap, densities, mobility, recombination.
#include "verdet/materials/record_models.hpp"

namespace verdet {
namespace {

Law varshni(const LawSource& from) {
  return ScalarLaw{physics::Varshni{from.coefficients.number("gap", "J"),
                                    from.coefficients.number("alpha", "J/K"),
                                    from.coefficients.number("beta", "K")}};
}

physics::Passler read_passler(const LawSource& from) {
  return {from.coefficients.number("gap", "J"), from.coefficients.number("alpha", "J/K"),
          from.coefficients.number("theta", "K"), from.coefficients.number("dispersion", "1")};
}

Law passler(const LawSource& from) {
  return ScalarLaw{read_passler(from)};
}

// The prefactor's unit holds K to a power of its own: a density at 1 K.
Law intrinsic_power(const LawSource& from) {
  return ScalarLaw{physics::IntrinsicPower{from.coefficients.number("prefactor", "m^-3"),
                                           from.coefficients.number("exponent", "1"),
                                           from.coefficients.number("activation", "K")}};
}

Law intrinsic_by_gap(const LawSource& from) {
  return ScalarLaw{physics::IntrinsicByGap{from.coefficients.number("prefactor", "m^-3"),
                                           from.coefficients.number("exponent", "1"),
                                           read_passler(from)}};
}

Law slotboom(const LawSource& from) {
  return ScalarLaw{physics::Slotboom{from.coefficients.number("scale", "J"),
                                     from.coefficients.number("reference", "m^-3")}};
}

Law logarithmic(const LawSource& from) {
  return ScalarLaw{physics::LogarithmicNarrowing{from.coefficients.number("scale", "J"),
                                                 from.coefficients.number("reference", "m^-3")}};
}

double mobility(const LawSource& from, const std::string& name) {
  return 1e4 * from.coefficients.number(name, "m^2/(V s)");
}
double density(const LawSource& from, const std::string& name) {
  return 1e-6 * from.coefficients.number(name, "m^-3");
}

Law caughey_thomas(const LawSource& from) {
  return ScalarLaw{physics::CaugheyThomas{
      mobility(from, "min"), mobility(from, "max"), density(from, "reference"),
      from.coefficients.number("exponent", "1"), from.coefficients.number("lattice", "1"),
      from.coefficients.number("impurity", "1")}};
}

Law arora(const LawSource& from) {
  return ScalarLaw{physics::Arora{mobility(from, "min"), mobility(from, "max"),
                                  from.coefficients.number("lattice", "1"),
                                  density(from, "reference")}};
}

Law masetti(const LawSource& from) {
  return ScalarLaw{physics::Masetti{
      mobility(from, "min1"), mobility(from, "min2"), mobility(from, "max"), mobility(from, "drop"),
      density(from, "onset"), density(from, "reference"), density(from, "cluster"),
      from.coefficients.number("exponent", "1"), from.coefficients.number("cluster_exponent", "1"),
      from.coefficients.number("lattice", "1")}};
}

Law klaassen(const LawSource& from) {
  const physics::Klaassen law{from.property.property == Property::ElectronMobility,
                              mobility(from, "max"),
                              mobility(from, "min"),
                              density(from, "reference"),
                              from.coefficients.number("exponent", "1"),
                              from.coefficients.number("lattice", "1")};
  return ScalarLaw{KlaassenMobility{law, from.coefficients.number("intrinsic_density", "m^-3")}};
}

Law doping_lifetime(const LawSource& from) {
  return ScalarLaw{physics::DopingLifetime{from.coefficients.number("maximum", "s"),
                                           from.coefficients.number("reference", "m^-3"),
                                           from.coefficients.number("exponent", "1")}};
}

Law auger(const LawSource& from) {
  return ScalarLaw{physics::Auger{from.coefficients.number("electrons", "m^6/s"),
                                  from.coefficients.number("holes", "m^6/s"),
                                  from.coefficients.number("intrinsic_density", "m^-3")}};
}

Law richter(const LawSource& from) {
  return ScalarLaw{physics::RichterAuger{from.coefficients.number("intrinsic_density", "m^-3"),
                                         1e12 * from.coefficients.number("electrons", "m^6/s"),
                                         1e12 * from.coefficients.number("holes", "m^6/s"),
                                         from.coefficients.number("excess", "1"),
                                         from.coefficients.number("excess_exponent", "1")}};
}

constexpr LawModel kModels[] = {
    {"varshni", varshni},
    {"passler", passler},
    {"intrinsic_power", intrinsic_power},
    {"intrinsic_by_gap", intrinsic_by_gap},
    {"slotboom", slotboom},
    {"logarithmic", logarithmic},
    {"caughey_thomas", caughey_thomas},
    {"arora", arora},
    {"masetti", masetti},
    {"klaassen", klaassen},
    {"doping_lifetime", doping_lifetime},
    {"auger", auger},
    {"richter", richter},
};

}  // namespace

std::span<const LawModel> electronic_models() {
  return kModels;
}

}  // namespace verdet
