#include "verdet/base/data.hpp"

#include <dlfcn.h>

#include <cstdlib>

#include "verdet/base/error.hpp"

namespace verdet {

std::filesystem::path data_folder() {
  namespace fs = std::filesystem;
  if (const char* named = std::getenv("VERDET_DATA")) {
    if (fs::is_directory(named)) return named;
    throw InputError(std::string("VERDET_DATA names no folder: ") + named);
  }
  // The object this code was linked into: the command in bin/ or the Python module in lib/.
  Dl_info info{};
  std::error_code ignored;
  if (dladdr(reinterpret_cast<const void*>(&data_folder), &info) && info.dli_fname)
    for (fs::path folder = fs::absolute(info.dli_fname, ignored).parent_path();
         folder.has_relative_path(); folder = folder.parent_path())
      if (fs::is_directory(folder / "share/verdet/materials", ignored))
        return folder / "share/verdet";
#ifdef VERDET_SOURCE_DATA
  if (fs::is_directory(VERDET_SOURCE_DATA, ignored)) return VERDET_SOURCE_DATA;
#endif
  throw InputError(
      "the data folder is missing; set VERDET_DATA to the folder that holds materials/");
}

}  // namespace verdet
