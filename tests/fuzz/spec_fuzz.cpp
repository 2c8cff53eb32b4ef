// Any text is either a plan or a verdet::Error with a message; nothing else may come out.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "verdet/base/error.hpp"
#include "verdet/base/node.hpp"
#include "verdet/studies/plan.hpp"
#include "verdet/studies/registry.hpp"

namespace {

void parse(const std::string& text) {
  static const verdet::Registry registry = verdet::make_registry();
  try {
    const verdet::Node spec = verdet::parse_yaml(text);
    static_cast<void>(verdet::parse_yaml(verdet::to_yaml(spec)));
    static_cast<void>(verdet::make_plan(spec, registry));
  } catch (const verdet::Error& error) {
    if (std::string(error.what()).empty()) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  parse(std::string(reinterpret_cast<const char*>(data), size));
  return 0;
}
