// Numbers out of a table: along an axis, over a plane, and at a selected value.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "verdet/tables/table.hpp"

namespace verdet::plot {

/// Positions along axes that are held fixed, by name; axes not named are held at 0.
using Fixed = std::map<std::string, std::size_t>;

/// The variable's numbers, whole numbers included; empty for text.
std::vector<double> numbers(const Variable& variable);

/// The axis' numbers; 0, 1, ... for a text axis.
std::vector<double> numbers(const Axis& axis);

/// Values of `variable` along `axis`, its other axes held at `fixed`.
std::vector<double> along(const Table& table, const Variable& variable, const std::string& axis,
                          const Fixed& fixed = {});

/// Values of `variable` over (rows, columns), row-major, its other axes held at `fixed`.
std::vector<double> over(const Table& table, const Variable& variable, const std::string& rows,
                         const std::string& columns, const Fixed& fixed = {});

/// The table at one position of `axis`, which disappears from it and from its groups.
Table slice(const Table& table, const std::string& axis, std::size_t index);

/// The table at the entry of `axis` nearest to `text` ("1 mW", or a label). Throws InputError for
/// an unknown axis or label, a unit that does not fit, or a value outside the axis.
Table select(const Table& table, const std::string& axis, const std::string& text);

/// Slices `table` along `axis` at its middle and adds a note that says so.
void hold_at_middle(Table& table, const std::string& axis, std::vector<std::string>& notes);

/// Largest finite magnitude; 0 when there is none.
double magnitude(const std::vector<double>& values);

}  // namespace verdet::plot
