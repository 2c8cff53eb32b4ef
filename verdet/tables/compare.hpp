// Two tables side by side, by tolerance.
#pragma once

#include <string>
#include <vector>

#include "verdet/tables/table.hpp"

namespace verdet {

struct Tolerance {
  double relative = 1e-9;
  double absolute = 0;
};

/// One line per axis, variable or group that differs: missing ones, shapes, units, and the largest
/// deviation with its position. Two NaN are equal. Attributes are not compared.
std::vector<std::string> differences(const Table& a, const Table& b, const Tolerance& tolerance);

}  // namespace verdet
