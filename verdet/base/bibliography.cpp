#include "verdet/base/bibliography.hpp"

#include <fmt/format.h>

#include <fstream>
#include <sstream>

#include "verdet/base/data.hpp"
#include "verdet/base/error.hpp"
#include "verdet/base/text.hpp"

namespace verdet {
namespace {

std::string shipped() {
  const auto path = data_folder() / "references.bib";
  std::ifstream file(path);
  if (!file) throw InputError(fmt::format("{}: cannot be opened", path.string()));
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace

Bibliography::Bibliography() : Bibliography(shipped()) {}

Bibliography::Bibliography(const std::string& bibtex) {
  for (std::size_t at = bibtex.find('@'); at != std::string::npos; at = bibtex.find('@', at + 1)) {
    const std::size_t open = bibtex.find('{', at), comma = bibtex.find(',', at);
    if (open == std::string::npos || comma == std::string::npos || comma < open) continue;
    int depth = 0;
    std::size_t end = open;
    for (; end < bibtex.size(); ++end) {
      if (bibtex[end] == '{') ++depth;
      if (bibtex[end] == '}' && --depth == 0) break;
    }
    const std::string key = trim(bibtex.substr(open + 1, comma - open - 1));
    entries_[key] = bibtex.substr(at, end - at + 1);
    at = end;
  }
}

const std::string& Bibliography::entry(const std::string& key) const {
  const auto found = entries_.find(key);
  if (found == entries_.end())
    throw InputError(fmt::format("no reference '{}'{}", key, suggestion(key, keys())));
  return found->second;
}

std::vector<std::string> Bibliography::keys() const {
  std::vector<std::string> list;
  for (const auto& [key, text] : entries_) list.push_back(key);
  return list;
}

}  // namespace verdet
