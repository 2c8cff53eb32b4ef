#include "verdet/base/lanes.hpp"
#include "verdet/devices/lanes.hpp"

namespace verdet {

std::string lanes_isa() {
#if defined(__AVX512F__)
  return "x86-64-v4";
#elif defined(__AVX2__)
  return "x86-64-v3";
#else
  return "baseline";
#endif
}

}  // namespace verdet
