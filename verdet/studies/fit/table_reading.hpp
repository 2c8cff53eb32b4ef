// One number of a table at a measured point.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "verdet/base/node.hpp"
#include "verdet/tables/table.hpp"

namespace verdet {

/// A variable of an experiment's table (`resonances/wavelength` for one of a group) as a function
/// of the axes that data columns give: linear between the values of an axis. All its other axes
/// are fixed by `at: {AXIS: label or value}`, or have one value.
class TableReading {
 public:
  /// `sample` is a table as the experiment gives it. `axes` are those that data give. Throws
  /// InputError at `place` for an unknown variable, one that is no number, an axis left open.
  TableReading(const Table& sample, std::string variable, std::vector<std::string> axes,
               const Node* at, const Node& place);

  const std::string& unit() const { return unit_; }

  /// The value at `position`, one number per axis of the data; NaN outside an axis.
  double operator()(const Table& table, const std::vector<double>& position) const;

 private:
  struct Fixed {
    std::string axis, label;
    double value = 0;
  };
  void fix(const Axis& axis, const Node& wanted);

  std::string group_, name_, unit_;
  std::vector<std::string> axes_;
  std::vector<Fixed> fixed_;
};

/// The table of a name's group (`resonances/wavelength`), and the name within it; nullptr for a
/// group that is not there.
std::pair<const Table*, std::string> group_of(const Table& table, const std::string& name);

}  // namespace verdet
