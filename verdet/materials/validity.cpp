#include "verdet/materials/validity.hpp"

#include <fmt/format.h>

#include "verdet/base/error.hpp"
#include "verdet/base/units.hpp"

namespace verdet {

void require_within(const Range& range, double value, const std::string& quantity,
                    const std::string& si_unit, const std::string& record) {
  if (range.contains(value)) return;
  throw DomainError(fmt::format(
      "{} {} lies outside {} to {}, the validity of {}; choose another record, or state "
      "'extrapolation: allow'",
      quantity, format_quantity(value, si_unit), format_quantity(range.low, si_unit),
      format_quantity(range.high, si_unit), record));
}

}  // namespace verdet
