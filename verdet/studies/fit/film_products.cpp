// What the fit of a film leaves beside its table.
#include <fmt/format.h>

#include <cmath>

#include "verdet/studies/fit/film_stack.hpp"
#include "verdet/studies/fit/law_record.hpp"

namespace verdet {
namespace {

// The record of a part's fitted law.
std::string record_of(const FilmPart& part, const std::vector<double>& wavelengths,
                      std::span<const double> x, std::span<const double> errors) {
  std::vector<double> spread(part.parameters.all.size(), 0.0);
  for (std::size_t k = 0; k < part.parameters.free.size(); ++k)
    spread[part.parameters.position[k]] = part.own(errors)[k];
  return to_yaml(law_record(*part.law, part.parameters.expand(part.own(x)), spread, wavelengths));
}

Node standard_errors(const ModelStack& stack, std::span<const double> errors) {
  std::vector<Node::Entry> spread;
  for (std::size_t j = 0; j < stack.parameters.size(); ++j)
    if (std::isfinite(errors[j]))
      spread.emplace_back(stack.parameters[j].name,
                          Node::number(errors[j] * stack.parameters[j].si));
  return Node::map(std::move(spread));
}

}  // namespace

std::vector<Product> film_products(const ModelStack& stack, std::span<const double> x,
                                   std::span<const double> errors) {
  std::vector<Product> list;
  std::vector<Node> layers;
  Node substrate;
  const auto metres = [&](const FilmLength& length) {
    return Node::text(fmt::format("{} m", length.metres(x)));
  };
  for (std::size_t l = 0; l < stack.parts.size(); ++l) {
    const FilmPart& part = stack.parts[l];
    const bool last = l + 1 == stack.parts.size();
    Node material = Node::text(part.material);
    if (part.law) {
      const std::string suffix =
          last ? "_substrate_record.yaml" : fmt::format("_layer_{}_record.yaml", l);
      list.push_back({suffix, record_of(part, stack.spectrum.wavelengths, x, errors)});
      material = Node::text(kProductStem + suffix);
    }
    if (last)
      substrate = material;
    else
      layers.push_back(Node::map({{"material", material},
                                  {"thickness", metres(part.thickness)},
                                  {"roughness", metres(part.roughness)}}));
  }
  const Node device = Node::map({{"type", Node::text("thin_film")},
                                 {"layers", Node::list(std::move(layers))},
                                 {"substrate", substrate}});
  list.push_back(
      {"_preset.yaml", to_yaml(Node::map({{"device", device},
                                          {"standard_error", standard_errors(stack, errors)},
                                          {"source", Node::text("verdet fit of measured data")},
                                          {"status", Node::text("unverified")}}))});
  return list;
}

}  // namespace verdet
