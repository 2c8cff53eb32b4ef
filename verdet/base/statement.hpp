// The parameter statement: one templated aggregate says, once, what its parameters are; binding,
// `describe`, docs, HDF5 attributes, dotted sweep paths and the filling with lanes or duals all
// come from it.
//
//   template <class T> struct RingParameters {
//     T radius{10e-6};                                       // the default is the initialiser
//     template <class V, class... P> static void visit(V&& v, P&... p) {
//       v(About{.name = "radius", .symbol = "R", .unit = "m", .above = 0, .meaning = "bend
//       radius"},
//         p.radius...);
//     }
//   };
//
// `visit` takes several aggregates of equal shape, so that one can be filled from another.
#pragma once

#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "verdet/base/node.hpp"
#include "verdet/base/units.hpp"

namespace verdet {

/// What one parameter is. Bounds are in SI; `min` and `max` are allowed values, `above` is not.
struct About {
  const char* name = "";
  const char* symbol = "";
  const char* unit = "1";  ///< SI
  Kind kind = Kind::Quantity;
  bool required = false;  ///< the initialiser is not a default
  double above = -std::numeric_limits<double>::infinity();
  double min = -std::numeric_limits<double>::infinity();
  double max = std::numeric_limits<double>::infinity();
  const char* meaning = "";
  const char* source = "";  ///< bib key of data/references.bib
};

class FieldVisitor;

/// A nested group, or one element of a list, seen through the run-time visitor.
struct GroupRef {
  virtual void accept(FieldVisitor&) = 0;

 protected:
  ~GroupRef() = default;
};

/// A value that may be absent; `accept` visits the inner field and needs `engaged()`.
struct OptionalRef {
  virtual bool engaged() const = 0;
  virtual void engage() = 0;
  virtual void accept(FieldVisitor&) = 0;

 protected:
  ~OptionalRef() = default;
};

struct ListRef {
  virtual std::size_t size() const = 0;
  virtual void resize(std::size_t) = 0;
  virtual void accept(std::size_t index, FieldVisitor&) = 0;

 protected:
  ~ListRef() = default;
};

/// Run-time view of a statement over `double`; each consumer is one ordinary class.
class FieldVisitor {
 public:
  virtual void quantity(const About&, double&) = 0;
  virtual void count(const About&, int&) = 0;
  virtual void flag(const About&, bool&) = 0;
  virtual void text(const About&, std::string&) = 0;
  virtual void choice(const About&, int& index, std::span<const std::string_view> names) = 0;
  virtual void node(const About&, Node&) = 0;  ///< a subtree its owner reads (a material, a drive)
  virtual void group(const About&, GroupRef&) = 0;
  virtual void optional(const About&, OptionalRef&) = 0;
  virtual void list(const About&, ListRef&) = 0;

 protected:
  ~FieldVisitor() = default;
};

/// An enumeration becomes a choice by `constexpr auto choice_names(E) -> std::array<string_view,
/// N>` found beside it.
template <class E>
concept Choice = std::is_enum_v<E> && requires(E e) {
  choice_names(e);
};

template <class P>
struct VisitGroup;

/// Sends one field of any stated type to the run-time visitor.
template <class F>
void visit_field(const About& about, F& field, FieldVisitor& visitor) {
  if constexpr (std::is_same_v<F, double>) {
    visitor.quantity(about, field);
  } else if constexpr (std::is_same_v<F, int>) {
    visitor.count(about, field);
  } else if constexpr (std::is_same_v<F, bool>) {
    visitor.flag(about, field);
  } else if constexpr (std::is_same_v<F, std::string>) {
    visitor.text(about, field);
  } else if constexpr (std::is_same_v<F, Node>) {
    visitor.node(about, field);
  } else if constexpr (Choice<F>) {
    static constexpr auto names = choice_names(F{});
    int index = static_cast<int>(field);
    visitor.choice(about, index, names);
    field = static_cast<F>(index);
  } else {
    VisitGroup<F>::apply(about, field, visitor);
  }
}

template <class P>
struct GroupOf final : GroupRef {
  explicit GroupOf(P& p) : parameters(p) {}
  void accept(FieldVisitor& visitor) override {
    P::visit([&](const About& about, auto& field) { visit_field(about, field, visitor); },
             parameters);
  }
  P& parameters;
};

template <class P>
struct VisitGroup {
  static void apply(const About& about, P& p, FieldVisitor& visitor) {
    GroupOf<P> group(p);
    visitor.group(about, group);
  }
};

template <class X>
struct VisitGroup<std::optional<X>> {
  struct Ref final : OptionalRef {
    Ref(const About& a, std::optional<X>& f) : about(a), field(f) {}
    bool engaged() const override { return field.has_value(); }
    void engage() override { field.emplace(); }
    void accept(FieldVisitor& visitor) override { visit_field(about, *field, visitor); }
    const About& about;
    std::optional<X>& field;
  };
  static void apply(const About& about, std::optional<X>& field, FieldVisitor& visitor) {
    Ref ref(about, field);
    visitor.optional(about, ref);
  }
};

template <class X>
struct VisitGroup<std::vector<X>> {
  struct Ref final : ListRef {
    Ref(const About& a, std::vector<X>& f) : about(a), field(f) {}
    std::size_t size() const override { return field.size(); }
    void resize(std::size_t n) override { field.resize(n); }
    void accept(std::size_t i, FieldVisitor& visitor) override {
      visit_field(about, field[i], visitor);
    }
    const About& about;
    std::vector<X>& field;
  };
  static void apply(const About& about, std::vector<X>& field, FieldVisitor& visitor) {
    Ref ref(about, field);
    visitor.list(about, ref);
  }
};

/// Copies `from` (over double) into `to` (over lanes or duals), shape and discrete parts kept.
/// `P` is the statement's template: fill<RingParameters>(from, to).
template <class From, class To>
void fill_field(const From& from, To& to) {
  if constexpr (std::is_assignable_v<To&, const From&>) {
    to = from;
  } else {
    From::visit([](const About&, const auto& f, auto& t) { fill_field(f, t); },
                const_cast<From&>(from), to);
  }
}
template <class X, class Y>
void fill_field(const std::optional<X>& from, std::optional<Y>& to) {
  to.reset();
  if (from) fill_field(*from, to.emplace());
}
template <class X, class Y>
void fill_field(const std::vector<X>& from, std::vector<Y>& to) {
  to.resize(from.size());
  for (std::size_t i = 0; i < from.size(); ++i) fill_field(from[i], to[i]);
}

}  // namespace verdet
