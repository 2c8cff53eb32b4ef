#include <fmt/format.h>

#include "verdet/base/text.hpp"
#include "verdet/devices/cross_section/cross_section_device.hpp"
#include "verdet/devices/registry.hpp"
#include "verdet/fields/guide/guide_section.hpp"
#include "verdet/fields/modes/shapes.hpp"

namespace verdet {
namespace {

bool is_pair(const std::vector<double>& v) {
  return v.size() == 2;
}

Region outline_of(const RegionParameters<double>& p, std::string name) {
  if (p.rectangle)
    return rectangle(std::move(name),
                     {p.rectangle->x[0], p.rectangle->x[1], p.rectangle->y[0], p.rectangle->y[1]},
                     {});
  Region region{std::move(name), {}, {}};
  for (const std::vector<double>& corner : p.polygon)
    region.outline.push_back({corner[0], corner[1]});
  return region;
}

std::vector<Material> find_axes(const Node& node, const Environment& environment) {
  const auto find = [&](const Node& n) {
    return environment.materials.find(n, environment.context);
  };
  if (!node.is_map() || !node.has("x")) {
    const Material material = find(node);
    warn_of_one_index(material, environment.context);
    return {material};
  }
  return {find(node.at("x")), find(node.at("y")), find(node.at("z"))};
}

Medium medium_of_axes(const std::vector<Material>& axes, double wavelength, const Conditions& at) {
  Medium medium = medium_at(axes[0], wavelength, at);
  for (std::size_t k = 1; k < axes.size(); ++k) {
    const Medium other = medium_at(axes[k], wavelength, at);
    medium.epsilon[k] = other.epsilon[k];
    medium.d_epsilon_d_wavelength[k] = other.d_epsilon_d_wavelength[k];
  }
  return medium;
}

}  // namespace

template <>
void CrossSectionParameters<double>::validate(Problems& problems) const {
  if (regions.empty()) problems.add("regions", "at least one region is needed");
  for (std::size_t i = 0; i < regions.size(); ++i) {
    const RegionParameters<double>& region = regions[i];
    const std::string path = fmt::format("regions.{}", i);
    if (region.rectangle.has_value() != region.polygon.empty())
      problems.add(path, "give either rectangle or polygon");
    if (region.rectangle && !(is_pair(region.rectangle->x) && is_pair(region.rectangle->y)))
      problems.add(path + ".rectangle", "x and y are pairs: [left, right] and [bottom, top]");
    else if (region.rectangle && !(region.rectangle->x[0] < region.rectangle->x[1] &&
                                   region.rectangle->y[0] < region.rectangle->y[1]))
      problems.add(path + ".rectangle", "the first of each pair must be the smaller one");
    for (const std::vector<double>& corner : region.polygon)
      if (!is_pair(corner)) problems.add(path + ".polygon", "a corner is [x, y]");
  }
  for (std::size_t i = 0; i < sheets.size(); ++i)
    if (!is_pair(sheets[i].from) || !is_pair(sheets[i].to))
      problems.add(fmt::format("sheets.{}", i), "from and to are [x, y]");
  for (std::size_t i = 0; i < sheets.size(); ++i)
    if (!sheets[i].material.is_null() &&
        (sheets[i].conductivity_real != 0 || sheets[i].conductivity_imag != 0))
      problems.add(fmt::format("sheets.{}", i), "give either a material or its conductivity");
}

CrossSectionDevice::CrossSectionDevice(const CrossSectionParameters<double>& p,
                                       const Environment& environment)
    : Device(info()), parameters_(p), background_(find_axes(p.background, environment)) {
  for (const RegionParameters<double>& region : p.regions)
    regions_.push_back(find_axes(region.index, environment));
  for (const SheetParameters<double>& sheet : p.sheets)
    sheets_.push_back(sheet.material.is_null() ? std::nullopt
                                               : std::optional(environment.materials.find(
                                                     sheet.material, environment.context)));
  const auto note = [&](const Material& material) {
    for (const std::string& name : material.records()) records_.push_back(name);
    for (const std::string& key : material.references()) references_.push_back(key);
  };
  for (const std::vector<Material>& axes : regions_)
    for (const Material& material : axes) note(material);
  for (const std::optional<Material>& sheet : sheets_)
    if (sheet) note(*sheet);
}

DeviceInfo CrossSectionDevice::info() {
  return {.type = "cross_section",
          .meaning = "any waveguide cross-section of rectangles, polygons and conducting sheets",
          .limits = "uniform along its length; diagonal permittivity tensors",
          .traits = {.passive = true, .reciprocal = true, .prospective = false}};
}

CrossSection CrossSectionDevice::cross_section(double wavelength) const {
  const Conditions at{.temperature = parameters_.temperature};
  CrossSection section{medium_of_axes(background_, wavelength, at), {}, {}};
  for (std::size_t i = 0; i < regions_.size(); ++i) {
    const std::string& name = parameters_.regions[i].name;
    Region region =
        outline_of(parameters_.regions[i], name.empty() ? fmt::format("region_{}", i) : name);
    region.medium = medium_of_axes(regions_[i], wavelength, at);
    section.regions.push_back(std::move(region));
  }
  for (std::size_t i = 0; i < sheets_.size(); ++i) {
    const SheetParameters<double>& p = parameters_.sheets[i];
    Sheet sheet{p.name,
                {p.from[0], p.from[1]},
                {p.to[0], p.to[1]},
                {p.conductivity_real, p.conductivity_imag}};
    if (sheets_[i]) {
      sheet.conductivity = sheets_[i]->sheet_conductivity(wavelength, at);
      sheet.d_conductivity_d_wavelength = sheets_[i]->sheet_conductivity_derivative(wavelength, at);
    }
    section.sheets.push_back(std::move(sheet));
  }
  return section;
}

void register_cross_section(DeviceRegistry& devices) {
  devices.add_device<CrossSectionDevice, CrossSectionParameters<double>>(
      CrossSectionDevice::info());
}

}  // namespace verdet
