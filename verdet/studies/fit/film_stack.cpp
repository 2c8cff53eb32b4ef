#include "verdet/studies/fit/film_stack.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "verdet/base/keys.hpp"
#include "verdet/base/units.hpp"
#include "verdet/materials/refractiveindex.hpp"
#include "verdet/studies/fit/parameter_spec.hpp"

namespace verdet {
namespace {

// A material of the library, or a page of refractiveindex.info by its file (.yml).
Material find_material(const Node& node, const MaterialLibrary& materials, const Context& context) {
  if (!node.is_text() || !node.as_text().ends_with(".yml")) return materials.find(node, context);
  const std::string& path = node.as_text();
  auto record = std::make_shared<const Record>(read_refractiveindex(path, path, context));
  return {path, {{Property::RefractiveIndex, record}}};
}

// Reads one part after the other; their free parameters follow each other in this order.
class StackReader {
 public:
  StackReader(ModelStack& stack, double temperature, const MaterialLibrary& materials,
              const Context& context)
      : stack_(stack), temperature_(temperature), materials_(materials), context_(context) {}

  void read_ambient(const Node& node) {
    const Material outside = materials_.find(node, context_);
    for (const double w : stack_.spectrum.wavelengths)
      stack_.ambient.push_back(outside.index(w, {.temperature = temperature_}).real());
  }

  void read_layer(const Node& node, const std::string& path) {
    require_known_keys(node, {"name", "material", "thickness", "roughness"}, "fit.model." + path);
    if (!node.has("thickness")) node.fail("'thickness' is missing", "fit.model." + path);
    FilmPart part;
    part.thickness = read_length(node.find("thickness"), path + ".thickness", kThickness);
    part.roughness = read_length(node.find("roughness"), path + ".roughness", kRoughness);
    read_material(node.at("material"), path + ".material", part);
    stack_.parts.push_back(std::move(part));
  }

  void read_substrate(const Node& material, const Node* roughness) {
    FilmPart part;
    part.roughness = read_length(roughness, "substrate.roughness", kRoughness);
    read_material(material, "substrate", part);
    stack_.parts.push_back(std::move(part));
  }

 private:
  struct Usual {
    double start, high;  // nm
    const char* meaning;
  };
  static constexpr Usual kThickness{100, 2000, "thickness of the layer"};
  static constexpr Usual kRoughness{2, 30, "thickness of the rough top"};

  FilmLength read_length(const Node* node, const std::string& name, const Usual& usual) {
    if (!node) return {};
    if (!is_fit_mark(*node)) {
      try {
        return {parse_quantity(node->as_text(), Kind::Quantity, "m"), -1};
      } catch (const InputError& error) {
        node->fail(error.message(), "fit.model." + name);
      }
    }
    FitParameter p{name, "m", 1e-9, {name, usual.start, 0, usual.high}, usual.meaning};
    apply_mark(read_fit_mark(*node, Kind::Quantity, "m", "fit.model." + name), p);
    if (p.free.start <= 0) p.free.start = 1e-3;  // a slope is needed
    stack_.parameters.push_back(p);
    return {p.free.start * p.si, static_cast<int>(stack_.parameters.size()) - 1};
  }

  void read_material(const Node& node, const std::string& path, FilmPart& part) {
    if (node.is_map() && node.has("law"))
      read_law_of(node, path, part);
    else
      read_fixed(node, part);
  }

  void read_law_of(const Node& node, const std::string& path, FilmPart& part) {
    const std::vector<double>& energies = stack_.spectrum.energies;
    part.law = read_law(node, energies.back(), energies.front());
    part.parameters = read_law_parameters(*part.law, node.find("parameters"), path + ".");
    part.first = stack_.parameters.size();
    const auto& free = part.parameters.free;
    stack_.parameters.insert(stack_.parameters.end(), free.begin(), free.end());
    cite(part.law->references());
  }

  void read_fixed(const Node& node, FilmPart& part) {
    const Material material = find_material(node, materials_, context_);
    warn_of_one_index(material, context_);
    for (const double w : stack_.spectrum.wavelengths) {
      const std::complex<double> n = material.index(w, {.temperature = temperature_});
      part.permittivity.push_back(n * n);
    }
    part.material = node.is_text() ? node.as_text() : to_yaml(node);
    cite(material.references());
  }

  void cite(const std::vector<std::string>& keys) {
    stack_.references.insert(stack_.references.end(), keys.begin(), keys.end());
  }

  ModelStack& stack_;
  double temperature_;
  const MaterialLibrary& materials_;
  const Context& context_;
};

// What moves during the fit has a place among the derivatives of the amplitudes.
FilmSlots slots_of(const std::vector<FilmPart>& parts) {
  FilmSlots slots;
  for (const FilmPart& part : parts) {
    slots.permittivity.push_back(part.law ? slots.count++ : -1);
    slots.thickness.push_back(part.thickness.parameter >= 0 ? slots.count++ : -1);
    slots.roughness.push_back(part.roughness.parameter >= 0 ? slots.count++ : -1);
  }
  return slots;
}

}  // namespace

FilmSpectrum::FilmSpectrum(const std::vector<double>& points) : wavelengths(points) {
  std::sort(wavelengths.begin(), wavelengths.end());
  wavelengths.erase(std::unique(wavelengths.begin(), wavelengths.end()), wavelengths.end());
  for (const double w : wavelengths) energies.push_back(electronvolt_metre() / w);
  for (const double w : points)
    which.push_back(static_cast<std::size_t>(
        std::lower_bound(wavelengths.begin(), wavelengths.end(), w) - wavelengths.begin()));
}

ModelStack read_film_stack(const Node& model, FilmSpectrum spectrum,
                           const MaterialLibrary& materials, const Context& context) {
  require_known_keys(
      model, {"type", "ambient", "layers", "substrate", "temperature", "substrate_roughness"},
      "fit.model");
  ModelStack stack{std::move(spectrum), {}, {}, {}, {}, {}};
  const Node* temperature = model.find("temperature");
  StackReader reader(
      stack, temperature ? parse_quantity(temperature->as_text(), Kind::Temperature, "K") : 300,
      materials, context);
  const Node* ambient = model.find("ambient");
  reader.read_ambient(ambient ? *ambient : Node::text("1"));
  if (const Node* layers = model.find("layers"))
    for (std::size_t i = 0; i < layers->items().size(); ++i)
      reader.read_layer(layers->items()[i], fmt::format("layers.{}", i));
  reader.read_substrate(model.at("substrate"), model.find("substrate_roughness"));
  stack.slots = slots_of(stack.parts);
  if (stack.slots.count > kMostSlots)
    model.fail("too many layers move at once; fix some of them", "fit.model");
  return stack;
}

bool FilmMedia::evaluate(const ModelStack& stack, std::span<const double> x, bool with_slopes) {
  const std::size_t n = stack.spectrum.wavelengths.size();
  permittivity.resize(stack.parts.size());
  slopes.resize(stack.parts.size());
  for (std::size_t l = 0; l < stack.parts.size(); ++l) {
    const FilmPart& part = stack.parts[l];
    if (!part.law) {
      permittivity[l] = part.permittivity;
      continue;
    }
    const std::size_t free = with_slopes ? part.parameters.free.size() : 0;
    ComplexColumn index(n);
    std::vector<ComplexColumn> columns;
    if (with_slopes) columns.assign(part.parameters.all.size(), ComplexColumn(n));
    if (!part.law->index(part.parameters.expand(part.own(x)), stack.spectrum.energies, index,
                         with_slopes ? &columns : nullptr))
      return false;
    permittivity[l].resize(n);
    slopes[l].assign(free, std::vector<std::complex<double>>(n));
    for (std::size_t i = 0; i < n; ++i) {
      const std::complex<double> nk(index.re[i], index.im[i]);
      permittivity[l][i] = nk * nk;
      for (std::size_t k = 0; k < free; ++k) {
        const ComplexColumn& c = columns[part.parameters.position[k]];
        slopes[l][k][i] = 2.0 * nk * std::complex<double>(c.re[i], c.im[i]);
      }
    }
  }
  return true;
}

}  // namespace verdet
