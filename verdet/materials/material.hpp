// A material: the records of its properties, answering under conditions.
#pragma once

#include <complex>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "verdet/base/complex.hpp"
#include "verdet/materials/conditions.hpp"
#include "verdet/materials/placement.hpp"
#include "verdet/materials/record.hpp"

namespace verdet {

/// Permittivity along x, y and z of a device, and its derivative by the vacuum wavelength (1/m).
struct AxisPermittivity {
  std::array<std::complex<double>, 3> value, slope;
};

/// A value; copies share the records. All const members may be called from many threads.
///
/// Conventions: SI; vacuum wavelength; phasor exp(-i omega t), so that n + ik with k > 0 absorbs.
/// Errors: a property that no record states is an InputError which lists what there is; a
/// wavelength, temperature or carrier density outside a record's validity is a DomainError which
/// names quantity, value, range and record, unless the policy is Extrapolation::Allow.
class Material {
 public:
  using Records = std::map<Property, std::shared_ptr<const Record>>;

  Material(std::string name, Records records, Extrapolation policy = Extrapolation::Refuse)
      : name_(std::move(name)), records_(std::move(records)), policy_(policy) {}

  const std::string& name() const noexcept { return name_; }
  Extrapolation extrapolation() const noexcept { return policy_; }
  bool has(Property property) const { return records_.contains(property); }
  const Record& record(Property property) const;  ///< InputError when absent
  const Records& all_records() const noexcept { return records_; }

  Material with(Extrapolation policy) const;
  /// Replaces one property; `record` must state it, or be an index record with temperature in the
  /// place of a thermo-optic one.
  Material with(Property property, std::shared_ptr<const Record> record) const;
  /// The material in a state of its own: `stated` is added to the conditions of every question, its
  /// temperature left out, layers as a factor. {.electrons = 1e26} is a doped ITO, to which a drive
  /// adds its electrons.
  Material with_state(const Conditions& stated) const;
  const Conditions& state() const noexcept { return state_; }

  /// The material as a device holds it. InputError where no record answers to what is placed.
  Material with(const Placement& placement) const;
  const std::optional<Placement>& placement() const noexcept { return placement_; }

  /// Complex index n + ik, with the carriers' change when any are present.
  ///   n(lambda, T) = n_record(lambda, T)                      when the record covers temperature
  ///   n(lambda, T) = n_record(lambda) + dn/dT (T - T_sample)  with a thermo-optic record otherwise
  /// (where that is itself an index record with temperature: plus n'(T) - n'(T_sample)). Where the
  /// thermo-optic record does not reach the wavelength, or without one, T must lie within the index
  /// record's own temperature range.
  std::complex<double> index(double wavelength, const Conditions& at = {}) const;

  /// The same for a span of wavelengths (m) into `out` of equal size, without allocation.
  void index(std::span<const double> wavelengths, const Conditions& at,
             std::span<std::complex<double>> out) const;

  /// d(n + ik)/dlambda in 1/m, exact (of the interpolant, for tables).
  std::complex<double> index_derivative(double wavelength, const Conditions& at = {}) const;

  /// n_g = n - lambda dn/dlambda.
  double group_index(double wavelength, const Conditions& at = {}) const;

  /// dn/dT in 1/K, exact.
  double thermo_optic(double wavelength, const Conditions& at = {}) const;

  /// Change of index (1) and of power absorption (1/m) by the carriers of `at`.
  physics::CarrierEffect<double> free_carriers(double wavelength, const Conditions& at) const;

  /// k; also of records that state k alone.
  double extinction(double wavelength, const Conditions& at = {}) const;

  /// A property that is one real number, in its SI unit, checked against its record's validity.
  double value(Property property, const Conditions& at = {}, double wavelength = 1.55e-6) const;

  double kerr(double wavelength) const;                         ///< n2, m^2/W
  double two_photon_absorption(double wavelength) const;        ///< beta, m/W
  double density(double temperature = 300) const;               ///< kg/m^3
  double heat_capacity(double temperature = 300) const;         ///< J/(kg K)
  double thermal_conductivity(double temperature = 300) const;  ///< W/(m K)

  /// The index over any scalar (double, dual over it): exact derivatives by all four arguments at
  /// once. Wavelength in m, temperature in K, densities in m^-3.
  template <class T>
  Complex<T> index_of(const T& wavelength, const ConditionsOf<T>& at) const;
  template <class T>
  Complex<T> index_of(const T& wavelength, const T& temperature, const T& electrons,
                      const T& holes) const {
    return index_of(wavelength, ConditionsOf<T>{temperature, electrons, holes});
  }

  /// Permittivity tensor in the crystal's frame, optic axis along z: isotropic without an
  /// extraordinary index, turned by the Pockels effect of `field` (V/m) and by the gyration of
  /// `magnetisation`, a vector over the saturation. InputError where a field or magnetisation is
  /// given that no record answers.
  physics::Tensor3 permittivity(double wavelength, const Conditions& at = {},
                                const physics::Vector3& field = {},
                                const physics::Vector3& magnetisation = {}) const;
  /// The tensor in the device's axes, as the material is placed; n^2 along all axes where it is
  /// not. A placed material has no one `index`: asking for it is an InputError.
  physics::Tensor3 placed_permittivity(double wavelength, const Conditions& at = {}) const;
  /// Its diagonal, for guided modes; InputError with a magnetisation.
  AxisPermittivity along_axes(double wavelength, const Conditions& at = {}) const;
  /// g of the permittivity eps_ij + i g e_ijk m_k, at saturation.
  std::complex<double> gyration(double wavelength, const Conditions& at = {}) const;

  /// Conductivity of a sheet in its plane, S, with exp(-i omega t): a positive real part absorbs.
  /// A Fermi level of 0 is neutral; InputError without a scattering time.
  std::complex<double> sheet_conductivity(double wavelength, const Conditions& at) const;
  void sheet_conductivity(std::span<const double> wavelengths, const Conditions& at,
                          std::span<std::complex<double>> out) const;
  /// Its derivative by the wavelength, S/m, exact.
  std::complex<double> sheet_conductivity_derivative(double wavelength, const Conditions& at) const;

  /// The rule by which the phases mix, or nothing for a material of one phase.
  std::optional<physics::Mixing> mixing() const;

  /// Names of the records that make up the index under these conditions.
  std::vector<std::string> index_records(const Conditions& at = {}) const;

  /// Names of all records of the material, and their bib keys, without repetition.
  std::vector<std::string> records() const;
  std::vector<std::string> references() const;

 private:
  // The thermo-optic record that corrects the index, or nullptr where there is none or the index
  // record covers temperature itself; and the wavelengths it reaches.
  const Record* correction(const Record& index) const;
  // Whose law answers to free carriers: the index record's own, or that of free_carriers.
  const Record& carriers_of(const Record& index) const;
  Range reach(const Record& thermo) const;
  void check_index(double low, double high, const Conditions& at) const;
  void check(const Record& record, double wavelength, double temperature) const;
  const SheetLaw& checked_sheet(double low, double high, const Conditions& at) const;
  template <class T>
  ConditionsOf<T> with_own_state(ConditionsOf<T> at) const;
  Material unplaced() const;
  void require_one_index() const;
  template <class T>
  Complex<T> extraordinary_of(const T& wavelength, const Conditions& at) const;

  std::string name_;
  Records records_;
  Extrapolation policy_;
  Conditions state_{};
  std::optional<Placement> placement_;
};

template <class T>
ConditionsOf<T> Material::with_own_state(ConditionsOf<T> at) const {
  at.electrons += state_.electrons;
  at.holes += state_.holes;
  at.crystalline_fraction += state_.crystalline_fraction;
  at.sheet_density += state_.sheet_density;
  at.fermi_level += state_.fermi_level;
  at.scattering_time += state_.scattering_time;
  at.interband_broadening += state_.interband_broadening;
  at.layers *= state_.layers;
  at.donors += state_.donors;
  at.acceptors += state_.acceptors;
  return at;
}

template <class T>
Complex<T> Material::index_of(const T& wavelength, const ConditionsOf<T>& conditions) const {
  const Record& record = this->record(Property::RefractiveIndex);
  const ConditionsOf<T> state = with_own_state(conditions);
  const double at = value_of(wavelength);
  check_index(at, at, values_of(state));
  Complex<T> index = evaluate(std::get<IndexLaw>(record.law), wavelength, state);
  if (const Record* thermo = correction(record); thermo && reach(*thermo).contains(at))
    index.re +=
        thermo_optic_shift(thermo->law, wavelength, state.temperature, *record.sample_temperature);
  const auto& own = std::get<IndexLaw>(record.law);
  if (!has(Property::FreeCarriers) || own.takes_electrons() || own.takes_sheet_density())
    return index;
  const auto& law = std::get<CarrierLaw>(this->record(Property::FreeCarriers).law);
  const physics::CarrierEffect<T> carriers = evaluate(law, wavelength, state);
  index.re += carriers.index;
  index.im += physics::extinction_of(carriers.absorption, wavelength);
  return index;
}

}  // namespace verdet
