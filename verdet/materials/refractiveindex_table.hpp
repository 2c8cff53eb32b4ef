// The `data:` block of a refractiveindex.info table; internal to materials.
#pragma once

#include <string>
#include <vector>

#include "verdet/base/context.hpp"
#include "verdet/base/node.hpp"

namespace verdet {

/// The file a page came from, to give each row its own line in messages.
struct PageText {
  std::string file;
  std::vector<std::string> lines;
};

/// Columns of a block, wavelength first in m and strictly ascending.
using Columns = std::vector<std::vector<double>>;

/// Reads rows of `columns` numbers, sorts them and merges equal wavelengths, warning when it had
/// to. Throws InputError with every faulty row and its line.
Columns read_rows(const Node& data, std::size_t columns, const PageText& page,
                  const Context& context);

}  // namespace verdet
