#include "material.hpp"

#include <fmt/format.h>
#include <pybind11/complex.h>
#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include <complex>
#include <map>

#include "spec_node.hpp"
#include "verdet/base/text.hpp"
#include "verdet/materials/library.hpp"

namespace verdet::python {
namespace {

namespace py = pybind11;

using Column = py::array_t<double, py::array::c_style | py::array::forcecast>;
using Columns = std::map<std::string, Column>;

const ConditionInfo& condition_named(const std::string& name) {
  std::vector<std::string> known;
  for (const ConditionInfo& about : kConditions) {
    if (about.name == name) return about;
    known.emplace_back(about.name);
  }
  throw InputError(
      fmt::format("'{}' is not a condition of a material{}", name, suggestion(name, known)));
}

// Flat columns of equal length; the package broadcasts and restores the shape.
class States {
 public:
  States(const Column& wavelength, const Columns& conditions)
      : wavelength_(wavelength.data()), size_(static_cast<std::size_t>(wavelength.size())) {
    for (const auto& [name, column] : conditions) {
      if (column.size() != wavelength.size()) throw Error("material: columns of unequal length");
      columns_.emplace_back(condition_named(name).member, column.data());
    }
  }
  std::size_t size() const { return size_; }
  double wavelength(std::size_t i) const { return wavelength_[i]; }
  Conditions at(std::size_t i) const {
    Conditions at;
    for (const auto& [member, values] : columns_) at.*member = values[i];
    return at;
  }

 private:
  const double* wavelength_;
  std::size_t size_;
  std::vector<std::pair<double Conditions::*, const double*>> columns_;
};

template <class T, class F>
py::array_t<T> evaluated(const States& states, F&& value) {
  py::array_t<T> out(static_cast<py::ssize_t>(states.size()));
  T* to = out.mutable_data();
  const py::gil_scoped_release unlocked;
  for (std::size_t i = 0; i < states.size(); ++i) to[i] = value(states.wavelength(i), states.at(i));
  return out;
}

template <class T, T (Material::*Member)(double, const Conditions&) const>
py::array_t<T> column(const Material& material, const Column& wavelength,
                      const Columns& conditions) {
  return evaluated<T>(States(wavelength, conditions),
                      [&](double w, const Conditions& at) { return (material.*Member)(w, at); });
}

py::array_t<std::complex<double>> sheet_conductivity(const Material& material,
                                                     const Column& wavelength,
                                                     const Columns& conditions) {
  return evaluated<std::complex<double>>(
      States(wavelength, conditions),
      [&](double w, const Conditions& at) { return material.sheet_conductivity(w, at); });
}

py::array_t<double> value(const Material& material, const std::string& name,
                          const Column& wavelength, const Columns& conditions) {
  const auto property = property_named(name);
  if (!property) {
    std::vector<std::string> known;
    for (const PropertyInfo& about : kProperties) known.emplace_back(about.name);
    throw InputError(fmt::format("'{}' is not a property{}", name, suggestion(name, known)));
  }
  return evaluated<double>(States(wavelength, conditions), [&](double w, const Conditions& at) {
    return material.value(*property, at, w);
  });
}

// Tensors of every state, one after the other.
py::array_t<std::complex<double>> permittivity(const Material& material, const Column& wavelength,
                                               const Columns& conditions,
                                               const physics::Vector3& field,
                                               const physics::Vector3& magnetisation) {
  const States states(wavelength, conditions);
  py::array_t<std::complex<double>> out(static_cast<py::ssize_t>(9 * states.size()));
  std::complex<double>* to = out.mutable_data();
  const py::gil_scoped_release unlocked;
  for (std::size_t i = 0; i < states.size(); ++i)
    for (const auto& row :
         material.permittivity(states.wavelength(i), states.at(i), field, magnetisation))
      to = std::copy(row.begin(), row.end(), to);
  return out;
}

Material find(const py::object& what, const std::vector<std::string>& databases, bool extrapolate) {
  const MaterialLibrary library({}, {databases.begin(), databases.end()});
  const Material material = library.find(node_of(what));
  return extrapolate ? material.with(Extrapolation::Allow) : material;
}

}  // namespace

void bind_materials(py::module_& module) {
  py::class_<Material>(module, "Material")
      .def_property_readonly("name", &Material::name)
      .def_property_readonly("records", &Material::records)
      .def_property_readonly("references", &Material::references)
      .def("index", &column<std::complex<double>, &Material::index>)
      .def("group_index", &column<double, &Material::group_index>)
      .def("thermo_optic", &column<double, &Material::thermo_optic>)
      .def("sheet_conductivity", &sheet_conductivity)
      .def("value", &value)
      .def("permittivity", &permittivity);
  module.def("material", &find);
}

}  // namespace verdet::python
