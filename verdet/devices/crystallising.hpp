// The interface of whatever crystallises by a set of kinetics.
#pragma once

#include "verdet/materials/kinetics.hpp"

namespace verdet {

class Crystallising {
 public:
  static constexpr const char* kName = "kinetics";
  virtual ~Crystallising() = default;

  virtual const KineticsRecord& kinetics() const = 0;
};

}  // namespace verdet
