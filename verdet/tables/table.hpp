// Labelled arrays with units and provenance: what every experiment returns and every exporter
// reads.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace verdet {

/// A named axis: numbers with an SI unit, or labels (port names).
struct Axis {
  std::string name;
  std::string unit = "1";
  std::string long_name;
  std::vector<double> values;
  std::vector<std::string> labels;  ///< non-empty for a text axis; then `values` is empty

  std::size_t size() const noexcept { return labels.empty() ? values.size() : labels.size(); }
};

/// A variable over named axes, in row-major order. Exactly one of the three arrays is used.
struct Variable {
  std::string name;
  std::string unit = "1";
  std::string long_name;
  std::vector<std::string> axes;  ///< empty for a scalar
  std::vector<double> values;
  std::vector<std::int32_t> integers;
  std::vector<std::string> texts;
  std::vector<std::string> coordinates = {};  ///< auxiliary coordinates, by name
};

using Attribute = std::variant<std::string, double, std::vector<std::string>>;

/// Axes, variables, attributes and named groups, each in the order of insertion. Names are unique
/// within a table; adding a variable over an unknown axis or of the wrong length is an Error.
class Table {
 public:
  void add_axis(Axis axis);
  void add(Variable variable);

  /// Shorthand for a real variable.
  void add(std::string name, std::string unit, std::vector<std::string> axes,
           std::vector<double> values, std::string long_name = {});
  /// A text variable.
  void add_text(std::string name, std::vector<std::string> axes, std::vector<std::string> texts,
                std::string long_name = {});
  /// A whole-number variable (flags, counts).
  void add_count(std::string name, std::vector<std::string> axes, std::vector<std::int32_t> values,
                 std::string long_name = {});

  Table& group(const std::string& name);  ///< created when absent
  void set(const std::string& name, Attribute value);

  const Axis* find_axis(const std::string& name) const;
  const Variable* find(const std::string& name) const;
  const Axis& axis(const std::string& name) const;  ///< throws InputError, nearest name offered
  const Variable& variable(const std::string& name) const;  ///< likewise
  const Attribute* attribute(const std::string& name) const;
  std::string text_attribute(const std::string& name) const;  ///< "" when absent
  std::vector<std::size_t> shape(const Variable& variable) const;

  const std::vector<Axis>& axes() const noexcept { return axes_; }
  const std::vector<Variable>& variables() const noexcept { return variables_; }
  const std::vector<std::pair<std::string, Attribute>>& attributes() const noexcept {
    return attributes_;
  }
  const std::vector<std::pair<std::string, Table>>& groups() const noexcept { return groups_; }
  const Table* find_group(const std::string& name) const;

 private:
  std::vector<Axis> axes_;
  std::vector<Variable> variables_;
  std::vector<std::pair<std::string, Attribute>> attributes_;
  std::vector<std::pair<std::string, Table>> groups_;
};

/// Number of values of a variable, whichever array holds them.
std::size_t value_count(const Variable& variable) noexcept;

}  // namespace verdet
