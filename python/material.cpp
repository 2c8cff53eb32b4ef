#include "material.hpp"

#include <pybind11/complex.h>
#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include <complex>

#include "spec_node.hpp"
#include "verdet/materials/library.hpp"

namespace verdet::python {
namespace {

namespace py = pybind11;

using Column = py::array_t<double, py::array::c_style | py::array::forcecast>;

// Flat columns of equal length; the package broadcasts and restores the shape.
struct States {
  explicit States(const Column& w, const Column& t, const Column& e, const Column& h)
      : wavelength(w.data()),
        temperature(t.data()),
        electrons(e.data()),
        holes(h.data()),
        size(static_cast<std::size_t>(w.size())) {
    for (const Column* column : {&t, &e, &h})
      if (column->size() != w.size()) throw Error("material: columns of unequal length");
  }
  Conditions at(std::size_t i) const { return {temperature[i], electrons[i], holes[i]}; }

  const double *wavelength, *temperature, *electrons, *holes;
  std::size_t size;
};

template <class T, class F>
py::array_t<T> evaluated(const States& states, F&& value) {
  py::array_t<T> out(static_cast<py::ssize_t>(states.size));
  T* to = out.mutable_data();
  const py::gil_scoped_release unlocked;
  for (std::size_t i = 0; i < states.size; ++i) to[i] = value(states.wavelength[i], states.at(i));
  return out;
}

template <class T, T (Material::*Member)(double, const Conditions&) const>
py::array_t<T> column(const Material& material, const Column& wavelength, const Column& temperature,
                      const Column& electrons, const Column& holes) {
  return evaluated<T>(States(wavelength, temperature, electrons, holes),
                      [&](double w, const Conditions& at) { return (material.*Member)(w, at); });
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
      .def("thermo_optic", &column<double, &Material::thermo_optic>);
  module.def("material", &find);
}

}  // namespace verdet::python
