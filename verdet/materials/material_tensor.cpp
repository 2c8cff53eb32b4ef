// The permittivity of a material as a tensor: crystals, static fields, magnetisation.
#include <fmt/format.h>

#include "verdet/base/dual.hpp"
#include "verdet/materials/material.hpp"

namespace verdet {
namespace {

// The axis of the crystal that lies along axis k of the device: cyclic, so that both are
// right-handed, the crystal's z being the optic axis.
std::size_t crystal_axis(std::size_t k, std::size_t optic_axis) {
  return (k + 5 - optic_axis) % 3;
}

}  // namespace

Material Material::with(const Placement& placement) const {
  if (placement.optic_axis) record(Property::ExtraordinaryIndex);
  if (placement.electric_field != 0) record(Property::Pockels);
  if (placement.magnetisation != physics::Vector3{}) record(Property::Gyration);
  Material changed = *this;
  changed.placement_ = placement;
  return changed;
}

Material Material::unplaced() const {
  Material changed = *this;
  changed.placement_.reset();
  return changed;
}

void Material::require_one_index() const {
  if (placement_)
    throw InputError(fmt::format(
        "{} is placed (optic_axis, magnetisation), but what holds it takes one index for all "
        "directions",
        name_));
}

template <class T>
Complex<T> Material::extraordinary_of(const T& wavelength, const Conditions& at) const {
  const Record& along = record(Property::ExtraordinaryIndex);
  check(along, value_of(wavelength), at.temperature);
  return evaluate(std::get<IndexLaw>(along.law), wavelength, with_own_state(conditions_of<T>(at)));
}

physics::Tensor3 Material::permittivity(double wavelength, const Conditions& at,
                                        const physics::Vector3& field,
                                        const physics::Vector3& magnetisation) const {
  const std::complex<double> ordinary = index(wavelength, at);
  const std::complex<double> extraordinary =
      has(Property::ExtraordinaryIndex) ? to_std(extraordinary_of(wavelength, at)) : ordinary;
  physics::Tensor3 eps = physics::uniaxial(ordinary * ordinary, extraordinary * extraordinary);
  if (field != physics::Vector3{}) {
    const Record& pockels = record(Property::Pockels);
    check(pockels, wavelength, at.temperature);
    eps = physics::with_field(eps, std::get<physics::Pockels>(pockels.law), field);
  }
  if (magnetisation != physics::Vector3{})
    eps = physics::with_gyration(eps, gyration(wavelength, at), magnetisation);
  return eps;
}

physics::Tensor3 Material::placed_permittivity(double wavelength, const Conditions& at) const {
  if (!placement_) {
    const std::complex<double> n = index(wavelength, at);
    return physics::uniaxial(n * n, n * n);
  }
  const Material own = unplaced();
  const auto& [axis, field, magnetisation] = *placement_;
  physics::Matrix3 turn{};
  for (std::size_t k = 0; k < 3; ++k) turn[k][crystal_axis(k, axis.value_or(2))] = 1;
  const physics::Tensor3 eps =
      physics::rotated(own.permittivity(wavelength, at, {0, 0, field}), turn);
  if (magnetisation == physics::Vector3{}) return eps;
  return physics::with_gyration(eps, own.gyration(wavelength, at), magnetisation);
}

AxisPermittivity Material::along_axes(double wavelength, const Conditions& at) const {
  AxisPermittivity along;
  const Material own = unplaced();
  const std::complex<double> n = own.index(wavelength, at);
  const std::complex<double> slope = 2.0 * n * own.index_derivative(wavelength, at);
  along.value.fill(n * n);
  along.slope.fill(slope);
  if (!placement_) return along;
  if (placement_->magnetisation != physics::Vector3{})
    throw InputError(fmt::format("{}: guided modes take no magnetisation; thin films do", name_));
  using Dual1 = Dual<double, 1>;
  const Complex<Dual1> e = own.extraordinary_of(Dual1::variable(wavelength, 0), at);
  const Complex<Dual1> square = e * e;
  const physics::Tensor3 free = own.permittivity(wavelength, at);
  const physics::Tensor3 now = own.permittivity(wavelength, at, {0, 0, placement_->electric_field});
  for (std::size_t k = 0; k < 3; ++k) {
    const std::size_t c = crystal_axis(k, placement_->optic_axis.value_or(2));
    along.value[k] = now[c][c];
    if (c == 2) along.slope[k] = {square.re.grad[0], square.im.grad[0]};
    // The field adds to 1/eps: d eps = (eps/eps_free)^2 d eps_free.
    const std::complex<double> ratio = now[c][c] / free[c][c];
    along.slope[k] *= ratio * ratio;
  }
  return along;
}

std::complex<double> Material::gyration(double wavelength, const Conditions& at) const {
  const Record& stated = record(Property::Gyration);
  check(stated, wavelength, at.temperature);
  return evaluate(std::get<GyrationLaw>(stated.law), wavelength);
}

}  // namespace verdet
