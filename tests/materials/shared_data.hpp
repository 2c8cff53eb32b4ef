// Where the collected public data live, for tests that read them; they are no part of the project.
#pragma once

#include <cstdlib>
#include <filesystem>

namespace verdet::testing {

/// The folder named by VERDET_SHARED_DATA, or ../shared/data beside the sources; empty when absent.
inline std::filesystem::path shared_data() {
  namespace fs = std::filesystem;
  if (const char* named = std::getenv("VERDET_SHARED_DATA"))
    return fs::is_directory(named) ? named : "";
#ifdef VERDET_SOURCE_DIR
  const fs::path beside = fs::path(VERDET_SOURCE_DIR).parent_path() / "shared/data";
  if (fs::is_directory(beside)) return beside;
#endif
  return {};
}

/// The refractive-index database below it; empty when absent.
inline std::filesystem::path shared_database() {
  const std::filesystem::path folder = shared_data() / "refractiveindex";
  return !shared_data().empty() && std::filesystem::is_directory(folder) ? folder : "";
}

}  // namespace verdet::testing

#define VERDET_REQUIRE_DATABASE()                                                      \
  if (verdet::testing::shared_database().empty())                                      \
  GTEST_SKIP() << "the refractive-index database is not beside the sources; name the " \
                  "folder that holds refractiveindex/ in VERDET_SHARED_DATA"
