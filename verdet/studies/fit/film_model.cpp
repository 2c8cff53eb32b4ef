#include "verdet/studies/fit/film_model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

#include "verdet/base/text.hpp"
#include "verdet/base/units.hpp"
#include "verdet/materials/refractiveindex.hpp"
#include "verdet/studies/fit/film_quantity.hpp"
#include "verdet/studies/fit/law_record.hpp"
#include "verdet/studies/fit/law_spec.hpp"
#include "verdet/studies/fit/parameter_spec.hpp"

namespace verdet {
namespace {

using C = std::complex<double>;

// A length that may be fitted: its value, or the position of its parameter.
struct Length {
  double value = 0;
  int parameter = -1;
};

// A layer or the substrate.
struct Part {
  std::string name;
  std::string material;         // text of a fixed one
  std::vector<C> permittivity;  // per wavelength, of a fixed material
  std::unique_ptr<DispersionLaw> law;
  LawParameters parameters;
  std::size_t first = 0;  // of its parameters
  Length thickness, roughness;
};

// A material of the library, or a page of refractiveindex.info by its file (.yml).
Material find_material(const Node& node, const MaterialLibrary& materials, const Context& context) {
  if (!node.is_text() || !node.as_text().ends_with(".yml")) return materials.find(node, context);
  const std::string& path = node.as_text();
  auto record = std::make_shared<const Record>(read_refractiveindex(path, path, context));
  return {path, {{Property::RefractiveIndex, record}}};
}

class FilmModel final : public FitModel {
 public:
  FilmModel(const Node& model, FilmData data, const MaterialLibrary& materials,
            const Context& context);

  std::string title() const override { return "thin film"; }
  const std::vector<FitParameter>& parameters() const override { return parameters_; }
  const Observations& observations() const override { return observed_; }
  std::string derivatives() const override { return "exact (duals)"; }
  bool predict(std::span<const double> x, std::span<double> y,
               std::span<double> slopes) const override;
  std::vector<Product> products(std::span<const double> x,
                                std::span<const double> errors) const override;
  std::vector<std::string> references() const override { return references_; }

 private:
  void read_part(const Node& node, const std::string& path, bool layer,
                 const MaterialLibrary& materials, const Context& context);
  Length read_length(const Node& node, const char* key, const std::string& path, bool required);
  void read_material(const Node& node, const std::string& path, Part& part,
                     const MaterialLibrary& materials, const Context& context);

  // Permittivities of all parts at the unique wavelengths, and slopes of those with a law.
  struct Media {
    std::vector<std::vector<C>> permittivity;         // part, wavelength
    std::vector<std::vector<std::vector<C>>> slopes;  // part, parameter, wavelength
  };
  bool media(std::span<const double> x, bool wanted, Media& out) const;

  FilmData data_;
  Observations observed_;
  std::vector<double> wavelengths_, energies_;  // unique, ascending wavelengths
  std::vector<std::size_t> which_;              // of each point
  std::vector<Part> parts_;                     // layers, then the substrate
  std::vector<double> ambient_;                 // per unique wavelength
  std::vector<FitParameter> parameters_;
  std::vector<std::string> references_;
  FilmSlots slots_;
  double temperature_ = 300;
  bool transmission_ = false;
};

FilmModel::FilmModel(const Node& model, FilmData data, const MaterialLibrary& materials,
                     const Context& context)
    : data_(std::move(data)) {
  const std::vector<std::string> known = {"type",      "ambient",     "layers",
                                          "substrate", "temperature", "substrate_roughness"};
  for (const auto& [key, value] : model.entries())
    if (std::find(known.begin(), known.end(), key) == known.end())
      value.fail(fmt::format("unknown key '{}'{}", key, suggestion(key, known)), "fit.model");
  wavelengths_ = data_.wavelength;
  std::sort(wavelengths_.begin(), wavelengths_.end());
  wavelengths_.erase(std::unique(wavelengths_.begin(), wavelengths_.end()), wavelengths_.end());
  for (const double w : wavelengths_) energies_.push_back(electronvolt_metre() / w);
  for (const double w : data_.wavelength)
    which_.push_back(static_cast<std::size_t>(
        std::lower_bound(wavelengths_.begin(), wavelengths_.end(), w) - wavelengths_.begin()));
  if (const Node* t = model.find("temperature"))
    temperature_ = parse_quantity(t->as_text(), Kind::Temperature, "K");
  const Node* ambient = model.find("ambient");
  const Material outside = materials.find(ambient ? *ambient : Node::text("1"), context);
  for (const double w : wavelengths_)
    ambient_.push_back(outside.index(w, {.temperature = temperature_}).real());
  if (const Node* layers = model.find("layers"))
    for (std::size_t i = 0; i < layers->items().size(); ++i)
      read_part(layers->items()[i], fmt::format("layers.{}", i), true, materials, context);
  Node substrate = Node::map({{"material", model.at("substrate")}});
  if (const Node* rough = model.find("substrate_roughness"))
    substrate = substrate.with("roughness", *rough);
  read_part(substrate, "substrate", false, materials, context);
  for (const Part& part : parts_) {
    slots_.permittivity.push_back(part.law ? slots_.count++ : -1);
    slots_.thickness.push_back(part.thickness.parameter >= 0 ? slots_.count++ : -1);
    slots_.roughness.push_back(part.roughness.parameter >= 0 ? slots_.count++ : -1);
  }
  if (slots_.count > kMostSlots)
    model.fail("too many layers move at once; fix some of them", "fit.model");
  Axis point{"point", "1", "measured point, by angle and wavelength", {}, {}};
  for (std::size_t i = 0; i < which_.size(); ++i) point.values.push_back(static_cast<double>(i));
  observed_.abscissa = std::move(point);
  observed_.quantities = data_.quantities;
  observed_.relative_errors = data_.relative_errors;
  Variable w{.name = "wavelength",
             .unit = "m",
             .long_name = "vacuum wavelength",
             .axes = {"point"},
             .values = data_.wavelength,
             .integers = {},
             .texts = {}};
  Variable a{.name = "angle",
             .unit = "rad",
             .long_name = "angle of incidence",
             .axes = {"point"},
             .values = data_.angle,
             .integers = {},
             .texts = {}};
  observed_.coordinates = {w, a};
  for (const Observed& q : data_.quantities)
    transmission_ = transmission_ || q.name.starts_with("transmittance");
}

Length FilmModel::read_length(const Node& node, const char* key, const std::string& path,
                              bool required) {
  const Node* given = node.find(key);
  if (!given) {
    if (required) node.fail(fmt::format("'{}' is missing", key), "fit.model." + path);
    return {};
  }
  const std::string name = path + "." + key;
  Length length;
  if (!is_fit_mark(*given)) {
    try {
      length.value = parse_quantity(given->as_text(), Kind::Quantity, "m");
    } catch (const InputError& error) {
      given->fail(error.message(), "fit.model." + name);
    }
    return length;
  }
  const bool rough = std::string(key) == "roughness";
  FitParameter p{name,
                 "m",
                 1e-9,
                 {name, rough ? 2.0 : 100.0, 0, rough ? 30.0 : 2000.0},
                 rough ? "thickness of the rough top" : "thickness of the layer"};
  apply_mark(read_fit_mark(*given, Kind::Quantity, "m", "fit.model." + name), p);
  if (p.free.start <= 0) p.free.start = 1e-3;  // a slope is needed
  length.value = p.free.start * p.si;
  length.parameter = static_cast<int>(parameters_.size());
  parameters_.push_back(std::move(p));
  return length;
}

void FilmModel::read_material(const Node& node, const std::string& path, Part& part,
                              const MaterialLibrary& materials, const Context& context) {
  if (node.is_map() && node.has("law")) {
    part.law = read_law(node, energies_.back(), energies_.front());
    part.parameters = read_law_parameters(*part.law, node.find("parameters"), path + ".");
    part.first = parameters_.size();
    parameters_.insert(parameters_.end(), part.parameters.free.begin(), part.parameters.free.end());
    const auto keys = part.law->references();
    references_.insert(references_.end(), keys.begin(), keys.end());
    return;
  }
  const Material material = find_material(node, materials, context);
  for (const double w : wavelengths_) {
    const C n = material.index(w, {.temperature = temperature_});
    part.permittivity.push_back(n * n);
  }
  part.material = node.is_text() ? node.as_text() : to_yaml(node);
  for (const std::string& key : material.references()) references_.push_back(key);
}

void FilmModel::read_part(const Node& node, const std::string& path, bool layer,
                          const MaterialLibrary& materials, const Context& context) {
  const std::vector<std::string> known = {"name", "material", "thickness", "roughness"};
  for (const auto& [key, value] : node.entries())
    if (std::find(known.begin(), known.end(), key) == known.end())
      value.fail(fmt::format("a fitted layer knows no '{}'{}", key, suggestion(key, known)),
                 "fit.model." + path);
  Part part;
  part.name = path;
  if (layer) part.thickness = read_length(node, "thickness", path, true);
  part.roughness = read_length(node, "roughness", path, false);
  read_material(node.at("material"), path + (layer ? ".material" : ""), part, materials, context);
  parts_.push_back(std::move(part));
}

bool FilmModel::media(std::span<const double> x, bool wanted, Media& out) const {
  const std::size_t n = wavelengths_.size();
  out.permittivity.resize(parts_.size());
  out.slopes.resize(parts_.size());
  for (std::size_t l = 0; l < parts_.size(); ++l) {
    const Part& part = parts_[l];
    if (!part.law) {
      out.permittivity[l] = part.permittivity;
      continue;
    }
    const std::size_t all = part.parameters.all.size(), free = part.parameters.free.size();
    ComplexColumn index(n);
    std::vector<ComplexColumn> columns;
    if (wanted) columns.assign(all, ComplexColumn(n));
    if (!part.law->index(part.parameters.expand(x.subspan(part.first, free)), energies_, index,
                         wanted ? &columns : nullptr))
      return false;
    out.permittivity[l].resize(n);
    out.slopes[l].assign(wanted ? free : 0, std::vector<C>(n));
    for (std::size_t i = 0; i < n; ++i) {
      const C nk(index.re[i], index.im[i]);
      out.permittivity[l][i] = nk * nk;
      for (std::size_t k = 0; wanted && k < free; ++k) {
        const ComplexColumn& c = columns[part.parameters.position[k]];
        out.slopes[l][k][i] = 2.0 * nk * C(c.re[i], c.im[i]);
      }
    }
  }
  return true;
}

bool FilmModel::predict(std::span<const double> x, std::span<double> y,
                        std::span<double> slopes) const {
  const bool wanted = !slopes.empty();
  Media all;
  if (!media(x, wanted, all)) return false;
  const FilmSlots still{std::vector<int>(parts_.size(), -1), std::vector<int>(parts_.size(), -1),
                        std::vector<int>(parts_.size(), -1), 0};
  FilmSlots slots = wanted ? slots_ : still;
  FilmPoint point;
  point.permittivity.resize(parts_.size());
  for (const Part& part : parts_) {
    const auto length = [&](const Length& l) {
      return l.parameter >= 0 ? x[static_cast<std::size_t>(l.parameter)] * 1e-9 : l.value;
    };
    point.thickness.push_back(length(part.thickness));
    point.roughness.push_back(length(part.roughness));
  }
  point.thickness.pop_back();
  std::vector<FilmQuantity> quantities;
  for (const Observed& q : data_.quantities) quantities.push_back(film_quantity(q.name));
  FilmAmplitudes a;
  const std::size_t n = which_.size(), free = x.size();
  if (wanted) std::fill(slopes.begin(), slopes.end(), 0.0);
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t w = which_[i];
    point.wavelength = data_.wavelength[i];
    point.angle = data_.angle[i];
    point.ambient = ambient_[w];
    for (std::size_t l = 0; l < parts_.size(); ++l) point.permittivity[l] = all.permittivity[l][w];
    film_amplitudes(point, slots, transmission_, a);
    for (std::size_t q = 0; q < quantities.size(); ++q) {
      FilmQuantity& one = quantities[q];
      one.datum = data_.quantities[q].values[i];
      one.cosine = std::cos(point.angle);
      y[q * n + i] = one.value(a, point.ambient);
      if (!wanted) continue;
      double* row = &slopes[(q * n + i) * free];
      for (std::size_t l = 0; l < parts_.size(); ++l) {
        const Part& part = parts_[l];
        for (const auto& [length, slot] : {std::pair{part.thickness, slots.thickness[l]},
                                           std::pair{part.roughness, slots.roughness[l]}})
          if (slot >= 0)
            row[length.parameter] +=
                1e-9 * one.slope(a, point.ambient, static_cast<std::size_t>(slot), 1.0);
        if (slots.permittivity[l] < 0) continue;
        for (std::size_t k = 0; k < all.slopes[l].size(); ++k)
          row[part.first + k] +=
              one.slope(a, point.ambient, static_cast<std::size_t>(slots.permittivity[l]),
                        all.slopes[l][k][w]);
      }
    }
  }
  return true;
}

std::vector<Product> FilmModel::products(std::span<const double> x,
                                         std::span<const double> errors) const {
  std::vector<Product> list;
  std::vector<Node> layers;
  std::vector<Node::Entry> spread;
  Node substrate;
  for (std::size_t j = 0; j < parameters_.size(); ++j)
    if (std::isfinite(errors[j]))
      spread.emplace_back(parameters_[j].name, Node::number(errors[j] * parameters_[j].si));
  for (std::size_t l = 0; l < parts_.size(); ++l) {
    const Part& part = parts_[l];
    Node material = Node::text(part.material);
    if (part.law) {
      const std::string suffix =
          fmt::format("_{}_record.yaml", l + 1 == parts_.size() ? std::string("substrate")
                                                                : fmt::format("layer_{}", l));
      std::vector<double> all(part.parameters.all.size(), 0.0);
      for (std::size_t k = 0; k < part.parameters.free.size(); ++k)
        all[part.parameters.position[k]] = errors[part.first + k];
      const std::size_t free = part.parameters.free.size();
      list.push_back({suffix, to_yaml(law_record(
                                  *part.law, part.parameters.expand(x.subspan(part.first, free)),
                                  all, wavelengths_))});
      material = Node::text(kProductStem + suffix);
    }
    const auto metres = [&](const Length& length) {
      return Node::text(fmt::format(
          "{} m", length.parameter >= 0 ? x[static_cast<std::size_t>(length.parameter)] * 1e-9
                                        : length.value));
    };
    if (l + 1 == parts_.size()) {
      substrate = material;
      continue;
    }
    layers.push_back(Node::map({{"material", material},
                                {"thickness", metres(part.thickness)},
                                {"roughness", metres(part.roughness)}}));
  }
  const Node device = Node::map({{"type", Node::text("thin_film")},
                                 {"layers", Node::list(layers)},
                                 {"substrate", substrate}});
  list.push_back(
      {"_preset.yaml", to_yaml(Node::map({{"device", device},
                                          {"standard_error", Node::map(spread)},
                                          {"source", Node::text("verdet fit of measured data")},
                                          {"status", Node::text("unverified")}}))});
  return list;
}

}  // namespace

std::unique_ptr<FitModel> make_film_model(const Node& model, FilmData data,
                                          const MaterialLibrary& materials,
                                          const Context& context) {
  return std::make_unique<FilmModel>(model, std::move(data), materials, context);
}

}  // namespace verdet
