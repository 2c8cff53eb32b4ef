// A device whose equations of motion are a reduction of fuller ones, which stay within reach.
#pragma once

#include "verdet/devices/model_device.hpp"

namespace verdet {

/// Motion `Small` of model D, with `Full` behind it for comparison.
template <class D, class Small, class Full>
class ReducedDevice final : public ModelDevice<D, Small>, public Reduced {
 public:
  ReducedDevice(const ParametersOf<D, double>& parameters, const Environment& environment)
      : ModelDevice<D, Small>(parameters, environment), full_(this) {}
  const Dynamics& full() const override { return full_; }

 private:
  struct FullDynamics final : DynamicsOf<D, Full> {
    explicit FullDynamics(const ModelCore<D>* core) : DynamicsOf<D, Full>(core) {}
  };
  FullDynamics full_;
};

}  // namespace verdet
