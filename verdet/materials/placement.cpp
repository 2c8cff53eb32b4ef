#include "verdet/materials/placement.hpp"

#include <fmt/format.h>

#include <cmath>

#include "verdet/base/units.hpp"
#include "verdet/materials/material.hpp"

namespace verdet {
namespace {

std::size_t read_axis(const Node& node) {
  const std::string& text = node.as_text();
  if (text == "x" || text == "y" || text == "z") return static_cast<std::size_t>(text[0] - 'x');
  node.fail(fmt::format("the optic axis lies along 'x', 'y' or 'z' of the device, not '{}'", text));
}

physics::Vector3 read_magnetisation(const Node& node) {
  if (!node.is_list() || node.items().size() != 3)
    node.fail("a magnetisation is [x, y, z], each over the saturation");
  physics::Vector3 m{};
  for (std::size_t k = 0; k < 3; ++k) m[k] = parse_number(node.items()[k].as_text());
  if (!(std::hypot(m[0], m[1], m[2]) <= 1 + 1e-9))
    node.fail("a magnetisation is stated over its saturation: its length is at most 1");
  return m;
}

}  // namespace

std::optional<Placement> read_placement(const Node& node) {
  const Node* axis = node.find("optic_axis");
  const Node* field = node.find("electric_field");
  const Node* magnetisation = node.find("magnetisation");
  if (!axis && !field && !magnetisation) return std::nullopt;
  Placement placement;
  if (axis) placement.optic_axis = read_axis(*axis);
  if (field && !axis)
    field->fail("the field lies along the optic axis: state 'optic_axis: x', 'y' or 'z' too");
  if (field) placement.electric_field = parse_quantity(field->as_text(), Kind::Quantity, "V/m");
  if (magnetisation) placement.magnetisation = read_magnetisation(*magnetisation);
  return placement;
}

void warn_of_one_index(const Material& material, const Context& context) {
  if (material.has(Property::ExtraordinaryIndex) && !material.placement())
    context.warn(fmt::format(
        "{0} is uniaxial: its ordinary index is used in all directions; {{material: {0}, "
        "optic_axis: x, y or z}} says how it stands",
        material.name()));
}

}  // namespace verdet
