// Which device types exist, and how each is built from its parameters.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "verdet/devices/model_device.hpp"

namespace verdet {

struct DeviceType {
  DeviceInfo info;
  ParameterSet defaults;
  std::function<std::unique_ptr<Device>(const ParameterSet&, const Environment&)> build;
};

/// Filled once by the generated list of register functions; then read-only.
class DeviceRegistry {
 public:
  void add(DeviceType type) { types_.push_back(std::move(type)); }

  /// A model stated as templates (see coefficients.hpp).
  template <class D>
  void add_model() {
    using P = ParametersOf<D, double>;
    add({D::info(), ParameterSet::of<P>(),
         [](const ParameterSet& set, const Environment& environment) {
           return std::make_unique<ModelDevice<D>>(set.as<P>(), environment);
         }});
  }

  /// A device written out by hand: constructor (const P&, const Environment&).
  template <class Concrete, class P>
  void add_device(DeviceInfo info) {
    add({std::move(info), ParameterSet::of<P>(),
         [](const ParameterSet& set, const Environment& environment) {
           return std::make_unique<Concrete>(set.as<P>(), environment);
         }});
  }

  const std::vector<DeviceType>& types() const noexcept { return types_; }
  std::vector<std::string> names() const {
    std::vector<std::string> list;
    for (const DeviceType& type : types_) list.push_back(type.info.type);
    return list;
  }
  const DeviceType* find(const std::string& name) const {
    for (const DeviceType& type : types_)
      if (type.info.type == name) return &type;
    return nullptr;
  }

 private:
  std::vector<DeviceType> types_;
};

}  // namespace verdet
