// How a crystal or a magnet stands in the device that holds it, and the static fields on it.
#pragma once

#include <optional>

#include "verdet/base/context.hpp"
#include "verdet/base/node.hpp"
#include "verdet/physics/crystal/tensor.hpp"

namespace verdet {

class Material;

/// In the axes x, y, z (0, 1, 2) of the device.
struct Placement {
  std::optional<std::size_t> optic_axis;  ///< of a uniaxial crystal
  double electric_field = 0;              ///< static, along the optic axis, V/m
  physics::Vector3 magnetisation{};       ///< over its saturation

  bool operator==(const Placement&) const = default;
};

/// The keys of a placement beside `material:` in a spec.
inline constexpr std::array kPlacementKeys = {"optic_axis", "electric_field", "magnetisation"};

/// What a spec states beside `material:`; nothing where it states none of the keys. Throws
/// InputError with the place of the fault.
std::optional<Placement> read_placement(const Node& node);

/// A uniaxial crystal whose axis is not stated answers with its ordinary index in all directions:
/// this says so.
void warn_of_one_index(const Material& material, const Context& context);

}  // namespace verdet
