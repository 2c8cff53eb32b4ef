#include "verdet/devices/device.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "verdet/base/text.hpp"
#include "verdet/devices/guide.hpp"
#include "verdet/devices/model_device.hpp"

namespace verdet {
namespace {

template <class I>
void note(const Device& device, std::vector<std::string>& list) {
  if (dynamic_cast<const I*>(&device)) list.emplace_back(I::kName);
}

}  // namespace

std::pair<double, double> range_of(std::span<const double> values) {
  constexpr std::size_t kChains = 8;
  std::array<double, kChains> low, high;
  low.fill(values[0]);
  high.fill(values[0]);
  std::size_t i = 0;
  for (; i + kChains <= values.size(); i += kChains)
    for (std::size_t k = 0; k < kChains; ++k) {
      low[k] = values[i + k] < low[k] ? values[i + k] : low[k];
      high[k] = values[i + k] > high[k] ? values[i + k] : high[k];
    }
  for (; i < values.size(); ++i) {
    low[0] = std::min(low[0], values[i]);
    high[0] = std::max(high[0], values[i]);
  }
  return {*std::min_element(low.begin(), low.end()), *std::max_element(high.begin(), high.end())};
}

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
