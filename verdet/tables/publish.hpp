// Whole files or none: write under a temporary name, sync, rename, sync the folder.
#pragma once

#include <functional>
#include <string>

namespace verdet {

/// Calls `write(temporary)` and moves the result to `path`. When `write` throws, the temporary file
/// is removed and `path` is untouched. Throws InputError when the folder is missing, read-only or
/// full.
void publish(const std::string& path, const std::function<void(const std::string&)>& write);

}  // namespace verdet
