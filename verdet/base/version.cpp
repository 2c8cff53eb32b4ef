#include "verdet/base/version.hpp"

namespace verdet {

std::string git_sha() {
#ifdef VERDET_GIT_SHA
  return VERDET_GIT_SHA;
#else
  return "unknown";
#endif
}

}  // namespace verdet
