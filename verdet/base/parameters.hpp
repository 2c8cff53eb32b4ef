// A bound parameter set of any statement, as one value type: what specs, sweeps, fits and tables
// handle without knowing the device behind it.
#pragma once

#include <memory>
#include <string>
#include <typeinfo>
#include <vector>

#include "verdet/base/statement.hpp"

namespace verdet {

/// One numeric parameter of a set: its dotted path (`layers.0.thickness`), meaning and address: of
/// a real one in `value`, of a whole one in `count`.
struct Leaf {
  std::string path;
  About about;
  double* value = nullptr;
  int* count = nullptr;

  double get() const { return value ? *value : *count; }
  /// `number` must be whole for a count.
  void set(double number) const {
    if (value)
      *value = number;
    else
      *count = static_cast<int>(number);
  }
};

/// One line of `verdet describe` and of the docs tables.
struct ParameterRow {
  std::string path;
  std::string type;      ///< "quantity", "count", "flag", "text", "choice", "map", "list"
  std::string fallback;  ///< default as text with unit; empty when required or absent
  std::vector<std::string> choices;
  About about;
};

/// Problems that need several parameters to see: a path relative to the set and a message.
class Problems {
 public:
  void add(std::string path, std::string message) {
    list.push_back({{}, std::move(path), std::move(message)});
  }
  /// Runs `check` and keeps the faults of an InputError it throws.
  template <class F>
  void gather(F&& check) {
    try {
      check();
    } catch (const InputError& error) {
      list.insert(list.end(), error.faults().begin(), error.faults().end());
    }
  }
  std::vector<Fault> list;
};

/// Value-semantic, type-erased parameter aggregate over double.
class ParameterSet {
 public:
  /// The defaults of statement `P`.
  template <class P>
  static ParameterSet of(P values = {}) {
    ParameterSet set;
    set.model_ = std::make_unique<Holder<P>>(std::move(values));
    return set;
  }

  ParameterSet() = default;
  ParameterSet(const ParameterSet& other)
      : model_(other.model_ ? other.model_->clone() : nullptr) {}
  ParameterSet(ParameterSet&&) noexcept = default;
  ParameterSet& operator=(ParameterSet other) noexcept {
    model_ = std::move(other.model_);
    return *this;
  }

  /// Sets every parameter named in `node` (null counts as an empty map), checks units, bounds and
  /// the statement's own `validate`, and appends every fault found. `path` names the set in
  /// messages.
  void bind(const Node& node, const std::string& path, std::vector<Fault>& faults);

  /// The same, throwing InputError with all faults.
  void bind(const Node& node, const std::string& path);

  /// Every real parameter present; addresses hold while this set is neither moved nor rebound.
  std::vector<Leaf> leaves();
  /// The same with whole numbers among them.
  std::vector<Leaf> numbers();

  /// Every parameter with its SI value as text: reads back as the same set.
  Node resolved() const;

  std::vector<ParameterRow> describe() const;

  /// Runs the statement's own `validate`; paths are relative to the set.
  std::vector<Fault> problems() const;

  template <class P>
  const P& as() const {
    if (typeid(P) != model_->type()) throw Error("a parameter set was read as another type");
    return *static_cast<const P*>(model_->address());
  }

 private:
  struct Model {
    virtual ~Model() = default;
    virtual std::unique_ptr<Model> clone() const = 0;
    virtual void accept(FieldVisitor&) = 0;
    virtual void validate(Problems&) const = 0;
    virtual const void* address() const = 0;
    virtual const std::type_info& type() const = 0;
  };

  template <class P>
  struct Holder final : Model {
    explicit Holder(P p) : values(std::move(p)) {}
    std::unique_ptr<Model> clone() const override { return std::make_unique<Holder>(values); }
    void accept(FieldVisitor& visitor) override { GroupOf<P>(values).accept(visitor); }
    void validate(Problems& problems) const override {
      if constexpr (requires { values.validate(problems); }) values.validate(problems);
    }
    const void* address() const override { return &values; }
    const std::type_info& type() const override { return typeid(P); }
    P values;
  };

  std::unique_ptr<Model> model_;
};

}  // namespace verdet
