// The shipped bibliography, data/references.bib.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace verdet {

class Bibliography {
 public:
  Bibliography();  ///< reads data/references.bib; throws InputError when it is missing
  explicit Bibliography(const std::string& bibtex);

  /// The whole BibTeX entry; throws InputError for an unknown key, the nearest one offered.
  const std::string& entry(const std::string& key) const;
  std::vector<std::string> keys() const;

 private:
  std::map<std::string, std::string> entries_;
};

}  // namespace verdet
