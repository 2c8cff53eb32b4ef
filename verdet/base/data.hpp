// Where the shipped data live: records, presets, examples, references.
#pragma once

#include <filesystem>

namespace verdet {

/// The data folder: `$VERDET_DATA` when set, else the one installed beside the library
/// (`../share/verdet`), else the source tree's. Throws InputError when none exists.
std::filesystem::path data_folder();

}  // namespace verdet
