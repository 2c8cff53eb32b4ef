#include "verdet/devices/device.hpp"

#include <fmt/format.h>

#include "verdet/base/text.hpp"
#include "verdet/devices/guide.hpp"

namespace verdet {
namespace {

template <class I>
void note(const Device& device, std::vector<std::string>& list) {
  if (dynamic_cast<const I*>(&device)) list.emplace_back(I::kName);
}

}  // namespace

std::vector<std::string> offers(const Device& device) {
  std::vector<std::string> list;
  note<Scattering>(device, list);
  note<Resonant>(device, list);
  note<Dynamics>(device, list);
  note<Guide>(device, list);
  return list;
}

void refuse_offer(const Device& device, const std::string& wanted) {
  throw InputError(fmt::format("a device of type '{}' has no {}; it offers: {}", device.info().type,
                               wanted, join(offers(device))));
}

}  // namespace verdet
