#include "verdet/base/error.hpp"

#include <fmt/format.h>

namespace verdet {
namespace {

std::string print(const Fault& fault) {
  const Place& place = fault.place;
  std::string text;
  if (place.known())
    text = fmt::format("{}:{}:{}: ", place.file, place.line, place.column);
  else if (!place.file.empty())
    text = place.file + ": ";
  if (!fault.path.empty()) text += fault.path + ": ";
  text += fault.message;
  if (place.known() && !place.text.empty())
    text += fmt::format("\n  {}\n  {:>{}}", place.text, '^', place.column);
  return text;
}

std::string print(const std::vector<Fault>& faults) {
  std::string text;
  for (const Fault& fault : faults) text += (text.empty() ? "" : "\n") + print(fault);
  return text;
}

}  // namespace

InputError::InputError(std::vector<Fault> faults)
    : Error(print(faults)), faults_(std::move(faults)) {}

}  // namespace verdet
