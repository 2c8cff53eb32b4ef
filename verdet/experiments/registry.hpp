// Which experiments exist: what is done to a device, and the table that comes out.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "verdet/base/parameters.hpp"
#include "verdet/devices/device.hpp"
#include "verdet/tables/table.hpp"

namespace verdet {

struct ExperimentType {
  std::string type;     ///< the word under `type:`
  std::string meaning;  ///< one line
  ParameterSet defaults;
  /// The results; provenance is added by the study. Long loops call `context.check()`.
  std::function<Table(const Device&, const ParameterSet&, const Context&)> compute;
};

/// Filled once by the generated list of register functions; then read-only.
class ExperimentRegistry {
 public:
  template <class P>
  void add(std::string type, std::string meaning,
           Table (*compute)(const Device&, const P&, const Context&)) {
    types_.push_back(
        {std::move(type), std::move(meaning), ParameterSet::of<P>(),
         [compute](const Device& device, const ParameterSet& set, const Context& context) {
           return compute(device, set.as<P>(), context);
         }});
  }

  const std::vector<ExperimentType>& types() const noexcept { return types_; }
  std::vector<std::string> names() const {
    std::vector<std::string> list;
    for (const ExperimentType& type : types_) list.push_back(type.type);
    return list;
  }
  const ExperimentType* find(const std::string& name) const {
    for (const ExperimentType& type : types_)
      if (type.type == name) return &type;
    return nullptr;
  }

 private:
  std::vector<ExperimentType> types_;
};

}  // namespace verdet
