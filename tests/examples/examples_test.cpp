// Every spec of data/examples runs as it stands.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "verdet/base/data.hpp"
#include "verdet/studies/run.hpp"

namespace verdet {
namespace {

std::vector<std::string> examples() {
  std::vector<std::string> list;
  for (const auto& entry : std::filesystem::directory_iterator(data_folder() / "examples"))
    if (entry.path().extension() == ".yaml") list.push_back(entry.path().string());
  std::sort(list.begin(), list.end());
  return list;
}

TEST(Examples, RunAsTheyStand) {
  const std::vector<std::string> all = examples();
  ASSERT_FALSE(all.empty());
  for (const std::string& path : all) {
    const Node spec = read_yaml(path);
    if (spec.has("fit")) continue;  // tests/fits run these with their data
    const Table table = run(spec, {});
    EXPECT_FALSE(table.variables().empty()) << path;
    EXPECT_TRUE(spec.has("output")) << path;
  }
}

}  // namespace
}  // namespace verdet
