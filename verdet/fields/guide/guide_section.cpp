#include "verdet/fields/guide/guide_section.hpp"

#include <algorithm>
#include <cmath>

#include "verdet/fields/modes/shapes.hpp"
#include "verdet/fields/modes/slab_mode.hpp"

namespace verdet {
namespace {

template <class List>
void append(std::vector<std::string>& all, const List& list) {
  for (const std::string& item : list)
    if (std::find(all.begin(), all.end(), item) == all.end()) all.push_back(item);
}

}  // namespace

Medium medium_at(const Material& material, double wavelength, const Conditions& conditions) {
  const AxisPermittivity along = material.along_axes(wavelength, conditions);
  return {along.value, along.slope};
}

GuideSection::GuideSection(const GuideShape<double>& shape, const Conditions& conditions,
                           const MaterialLibrary& materials, const Context& context)
    : shape_(shape),
      core_conditions_(conditions),
      other_conditions_(conditions),
      core_(materials.find(shape.core, context)),
      cladding_(materials.find(shape.cladding, context)),
      substrate_(shape.substrate.is_null() ? cladding_ : materials.find(shape.substrate, context)) {
  other_conditions_.electrons = other_conditions_.holes = 0;
  for (const Material* m : {&core_, &cladding_, &substrate_}) warn_of_one_index(*m, context);
}

CrossSection GuideSection::at(double wavelength) const {
  const Medium core = medium_at(core_, wavelength, core_conditions_);
  const Medium cladding = medium_at(cladding_, wavelength, other_conditions_);
  const Medium substrate = medium_at(substrate_, wavelength, other_conditions_);
  if (shape_.slot)
    return verdet::slot({.rail_width = (shape_.width - *shape_.slot) / 2,
                         .gap = *shape_.slot,
                         .height = shape_.height,
                         .rail = core,
                         .slot = cladding,
                         .cladding = cladding,
                         .substrate = substrate});
  if (shape_.slab)
    return rib({.width = shape_.width,
                .height = shape_.height,
                .slab_thickness = *shape_.slab,
                .sidewall_angle = shape_.sidewall_angle,
                .core = core,
                .cladding = cladding,
                .substrate = substrate});
  return strip({.width = shape_.width,
                .height = shape_.height,
                .sidewall_angle = shape_.sidewall_angle,
                .core = core,
                .cladding = cladding,
                .substrate = substrate});
}

CrossSection GuideSection::pair_at(double wavelength, double gap) const {
  if (shape_.slab || shape_.slot)
    throw InputError(
        "the coupling of ribs and slot guides across a gap is not modelled; state the coupling "
        "itself instead of the gap");
  const StripShape one{.width = shape_.width,
                       .height = shape_.height,
                       .sidewall_angle = shape_.sidewall_angle,
                       .core = medium_at(core_, wavelength, core_conditions_),
                       .cladding = medium_at(cladding_, wavelength, other_conditions_),
                       .substrate = medium_at(substrate_, wavelength, other_conditions_)};
  return coupled_strips(one, shape_.width, gap);
}

RoughSlab GuideSection::between_walls(double wavelength) const {
  const auto across = [&](const Material& material, const Conditions& conditions) {
    return std::sqrt(medium_at(material, wavelength, conditions).epsilon[0]).real();
  };
  Slab layers{across(core_, core_conditions_), across(substrate_, other_conditions_),
              across(cladding_, other_conditions_), shape_.height};
  RoughSlab walls{.core_index = slab_te_index(layers, wavelength),
                  .cladding_index = layers.above_index,
                  .width = shape_.width - shape_.height / std::tan(shape_.sidewall_angle),
                  .wavelength = wavelength};
  if (shape_.slab) {
    layers.thickness = *shape_.slab;
    walls.cladding_index = slab_te_index(layers, wavelength);
    walls.width = shape_.width - (shape_.height - *shape_.slab) / std::tan(shape_.sidewall_angle);
  }
  return walls;
}

std::vector<std::string> GuideSection::records() const {
  std::vector<std::string> all;
  for (const Material* m : {&core_, &cladding_, &substrate_}) append(all, m->records());
  return all;
}

std::vector<std::string> GuideSection::references() const {
  std::vector<std::string> all;
  for (const Material* m : {&core_, &cladding_, &substrate_}) append(all, m->references());
  return all;
}

}  // namespace verdet
