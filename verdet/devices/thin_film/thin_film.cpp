#include "verdet/devices/thin_film/thin_film.hpp"

#include <fmt/format.h>

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>

#include "verdet/base/text.hpp"
#include "verdet/physics/constants.hpp"
#include "verdet/physics/roughness.hpp"

namespace verdet {
namespace {

using Layer = FilmLayerParameters<double>;

bool by_axes(const Node& node) {
  return node.is_map() && (node.has("x") || node.has("y") || node.has("z"));
}

bool is_placed(const Node& node) {
  return std::any_of(kPlacementKeys.begin(), kPlacementKeys.end(),
                     [&](const char* key) { return node.has(key); });
}

// Whether a medium differs along x and y, or couples s and p.
bool needs_tensors(const Node& material, double tilt) {
  if (is_placed(material))
    return tilt != 0 || material.has("magnetisation") || !material.has("optic_axis") ||
           material.at("optic_axis").as_text() != "z";
  if (!by_axes(material)) return false;
  const bool round = material.has("x") && material.has("y") &&
                     to_yaml(material.at("x")) == to_yaml(material.at("y"));
  return !round || tilt != 0;
}

bool needs_tensors(const Layer& layer) {
  return layer.voigt || needs_tensors(layer.material, layer.tilt);
}

bool any_needs_tensors(const ThinFilmParameters<double>& p) {
  return needs_tensors(p.substrate, 0) ||
         std::any_of(p.layers.begin(), p.layers.end(),
                     [](const Layer& layer) { return needs_tensors(layer); });
}

std::vector<Material> find_axes(const Node& node, const Environment& environment) {
  const auto find = [&](const Node& n) {
    return environment.materials.find(n, environment.context);
  };
  if (by_axes(node)) return {find(node.at("x")), find(node.at("y")), find(node.at("z"))};
  const Material material = find(node);
  warn_of_one_index(material, environment.context);
  return {material};
}

// The permittivity in the axes of the stack; of three materials, each along its own.
physics::Tensor3 tensor_of(const std::vector<Material>& axes, double wavelength,
                           const Conditions& at) {
  if (axes.size() == 1) return axes[0].placed_permittivity(wavelength, at);
  physics::Tensor3 eps{};
  for (std::size_t k = 0; k < 3; ++k) {
    const std::complex<double> n = axes[k].index(wavelength, at);
    eps[k][k] = n * n;
  }
  return eps;
}

Complex<double> split(const std::complex<double>& z) {
  return {z.real(), z.imag()};
}

// Set where materials know a crystalline fraction; asking one for it elsewhere is refused.
template <class C>
bool set_crystalline_fraction(C& conditions, double value) {
  if constexpr (requires { conditions.crystalline_fraction; }) {
    conditions.crystalline_fraction = value;
    return true;
  }
  return false;
}

Conditions conditions_of(const Layer& layer, double temperature) {
  Conditions at{.temperature = temperature};
  if (layer.crystalline_fraction && !set_crystalline_fraction(at, *layer.crystalline_fraction))
    throw InputError("layers: no material of this version follows a crystalline fraction");
  return at;
}

using Sheet = std::optional<FilmSheetParameters<double>>;

// The material of a sheet that names one.
std::optional<Material> find_sheet(const Sheet& sheet, const Environment& environment) {
  if (!sheet || sheet->material.is_null()) return std::nullopt;
  return environment.materials.find(sheet->material, environment.context);
}

void check_sheet(const Sheet& sheet, const std::string& path, Problems& problems) {
  if (sheet && !sheet->material.is_null() && (sheet->real != 0 || sheet->imag != 0))
    problems.add(path, "give either a material or real and imag");
}

// sigma Z_0 of a sheet at a wavelength.
Complex<double> admittance_of(const Sheet& sheet, const std::optional<Material>& material,
                              double wavelength, double temperature) {
  if (!sheet) return Complex<double>(0.0);
  if (!material) return codata2018::kVacuumImpedance * Complex<double>{sheet->real, sheet->imag};
  const std::complex<double> sigma =
      material->sheet_conductivity(wavelength, {.temperature = temperature});
  return codata2018::kVacuumImpedance * Complex<double>{sigma.real(), sigma.imag()};
}

FilmLayer<double> rough(const FilmLayer<double>& above, FilmLayer<double> below, double thickness) {
  below.permittivity = physics::bruggeman_half(above.permittivity, below.permittivity);
  below.normal_permittivity =
      physics::bruggeman_half(above.normal_permittivity, below.normal_permittivity);
  below.thickness = thickness;
  return below;
}

}  // namespace

template <>
void ThinFilmParameters<double>::validate(Problems& problems) const {
  const bool tensors = any_needs_tensors(*this);
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const Layer& layer = layers[i];
    const std::string path = fmt::format("layers.{}", i);
    if (layer.voigt && !layer.voigt->direction.empty() && layer.voigt->direction.size() != 3)
      problems.add(path + ".voigt.direction", "a direction is [x, y, z]");
    if (tensors && layer.incoherent)
      problems.add(path + ".incoherent",
                   "incoherent layers and layers anisotropic in their plane cannot be combined");
    if (tensors && layer.roughness > 0)
      problems.add(path + ".roughness", "is not modelled beside layers anisotropic in their plane");
    if (layer.incoherent && layer.roughness > 0)
      problems.add(path + ".roughness", "give an incoherent layer no rough top; add a layer");
  }
  for (std::size_t i = 0; i < layers.size(); ++i)
    check_sheet(layers[i].sheet, fmt::format("layers.{}.sheet", i), problems);
  check_sheet(substrate_sheet, "substrate_sheet", problems);
  if (tensors && substrate_roughness > 0)
    problems.add("substrate_roughness", "is not modelled beside layers anisotropic in their plane");
  if (by_axes(ambient) || is_placed(ambient)) problems.add("ambient", "must be isotropic");
}

ThinFilm::ThinFilm(const ThinFilmParameters<double>& p, const Environment& environment)
    : Device(info()),
      parameters_(p),
      ambient_(find_axes(p.ambient, environment)),
      substrate_(find_axes(p.substrate, environment)),
      substrate_sheet_(find_sheet(p.substrate_sheet, environment)),
      tensorial_(any_needs_tensors(p)) {
  std::vector<const Axes*> all = {&ambient_, &substrate_};
  for (std::size_t i = 0; i < p.layers.size(); ++i) {
    const Layer& layer = p.layers[i];
    names_.push_back(layer.name.empty() ? fmt::format("layer_{}", i) : layer.name);
    layers_.push_back(find_axes(layer.material, environment));
    sheets_.push_back(find_sheet(layer.sheet, environment));
    if (layer.roughness > 0) owner_.push_back(i);
    owner_.push_back(i);
  }
  if (p.substrate_roughness > 0) owner_.push_back(p.layers.size());
  for (const Axes& axes : layers_) all.push_back(&axes);
  const auto note = [&](const Material& material) {
    for (const std::string& name : material.records()) records_.push_back(name);
    for (const std::string& key : material.references()) references_.push_back(key);
  };
  for (const Axes* axes : all) std::for_each(axes->begin(), axes->end(), note);
  for (const std::optional<Material>& sheet : sheets_)
    if (sheet) note(*sheet);
  if (substrate_sheet_) note(*substrate_sheet_);
  for (std::vector<std::string>* list : {&records_, &references_}) {
    std::sort(list->begin(), list->end());
    list->erase(std::unique(list->begin(), list->end()), list->end());
  }
}

DeviceInfo ThinFilm::info() {
  return {
      .type = "thin_film",
      .meaning = "stack of plane layers: isotropic, anisotropic, magneto-optic, conducting sheets",
      .limits =
          "plane waves on laterally uniform layers; roughness as an effective medium; the "
          "interfaces of incoherent layers see the real index",
      .traits = {.passive = true, .reciprocal = false, .prospective = false}};
}

double ThinFilm::ambient_index(double wavelength) const {
  const std::complex<double> n =
      ambient_[0].index(wavelength, {.temperature = parameters_.temperature});
  if (n.imag() > 1e-6 * n.real())
    throw InputError("device.ambient: the light must come from a lossless medium");
  return n.real();
}

PartlyCoherentStack ThinFilm::film(double wavelength) const {
  PartlyCoherentStack whole;
  whole.stack.ambient = ambient_index(wavelength);
  const auto medium = [&](const Axes& axes, const Conditions& at) {
    const physics::Tensor3 eps = tensor_of(axes, wavelength, at);
    return FilmLayer<double>{split(eps[0][0]), split(eps[2][2]), 0, {}};
  };
  FilmLayer<double> above;
  above.permittivity = above.normal_permittivity =
      Complex<double>(whole.stack.ambient * whole.stack.ambient);
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    const Layer& p = parameters_.layers[i];
    FilmLayer<double> layer = medium(layers_[i], conditions_of(p, parameters_.temperature));
    layer.thickness = p.thickness;
    if (p.roughness > 0) {
      whole.stack.layers.push_back(rough(above, layer, p.roughness));
      whole.incoherent.push_back(false);
    }
    layer.sheet = admittance_of(p.sheet, sheets_[i], wavelength, parameters_.temperature);
    whole.stack.layers.push_back(layer);
    whole.incoherent.push_back(p.incoherent);
    above = layer;
  }
  whole.stack.substrate = medium(substrate_, {.temperature = parameters_.temperature});
  if (parameters_.substrate_roughness > 0) {
    whole.stack.layers.push_back(
        rough(above, whole.stack.substrate, parameters_.substrate_roughness));
    whole.incoherent.push_back(false);
  }
  whole.stack.substrate.sheet = admittance_of(parameters_.substrate_sheet, substrate_sheet_,
                                              wavelength, parameters_.temperature);
  return whole;
}

TensorLayer ThinFilm::tensor_layer(const Axes& axes, const Layer& p, double wavelength) const {
  const Conditions at = conditions_of(p, parameters_.temperature);
  TensorLayer layer;
  const physics::Tensor3 eps = tensor_of(axes, wavelength, at);
  for (int i = 0; i < 3; ++i)
    for (int j = 0; j < 3; ++j) layer.permittivity(i, j) = eps[i][j];
  if (p.azimuth != 0 || p.tilt != 0) {
    const Eigen::Matrix3cd turn = (Eigen::AngleAxisd(p.azimuth, Eigen::Vector3d::UnitZ()) *
                                   Eigen::AngleAxisd(p.tilt, Eigen::Vector3d::UnitY()))
                                      .toRotationMatrix()
                                      .cast<std::complex<double>>();
    layer.permittivity = turn * layer.permittivity * turn.transpose();
  }
  if (p.voigt) {
    Eigen::Vector3d m(0, 0, 1);
    if (!p.voigt->direction.empty())
      m = Eigen::Map<const Eigen::Vector3d>(p.voigt->direction.data());
    const std::complex<double> g = -std::complex<double>(0, 1) * layer.permittivity.trace() / 3.0 *
                                   std::complex<double>(p.voigt->real, p.voigt->imag);
    const auto add = [&](int i, int j, double component) {
      layer.permittivity(i, j) += g * component;
      layer.permittivity(j, i) -= g * component;
    };
    add(0, 1, m.z()), add(1, 2, m.x()), add(2, 0, m.y());
  }
  layer.thickness = p.thickness;
  return layer;
}

TensorStack ThinFilm::tensors(double wavelength) const {
  TensorStack stack;
  stack.ambient = ambient_index(wavelength);
  const double temperature = parameters_.temperature;
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    const Layer& p = parameters_.layers[i];
    stack.layers.push_back(tensor_layer(layers_[i], p, wavelength));
    stack.layers.back().sheet = to_std(admittance_of(p.sheet, sheets_[i], wavelength, temperature));
  }
  stack.substrate = tensor_layer(substrate_, {}, wavelength);
  stack.substrate.sheet =
      to_std(admittance_of(parameters_.substrate_sheet, substrate_sheet_, wavelength, temperature));
  return stack;
}

}  // namespace verdet
