#include "verdet/studies/fit/joint_model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "verdet/base/text.hpp"
#include "verdet/studies/fit/fit_table.hpp"

namespace verdet {
namespace {

bool errors_known(const Observations& o) {
  return !o.relative_errors && std::all_of(o.quantities.begin(), o.quantities.end(),
                                           [](const Observed& q) { return !q.errors.empty(); });
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

// A set, where its parameters stand among those of all, and what its data are divided by.
struct Member {
  std::string name;
  std::unique_ptr<FitModel> model;
  std::vector<std::size_t> position;
  std::vector<double> factor;  // from the joint unit of a parameter to the model's own
  std::vector<double> weight;  // of each datum; 1 where all sets have one unit

  std::vector<double> own(std::span<const double> x) const {
    std::vector<double> part;
    for (std::size_t k = 0; k < position.size(); ++k) part.push_back(factor[k] * x[position[k]]);
    return part;
  }
};

class JointModel final : public FitModel {
 public:
  JointModel(std::vector<Member> members, std::vector<FitParameter> parameters, std::string unit)
      : members_(std::move(members)), parameters_(std::move(parameters)) {
    Observed all{"data", std::move(unit), {}, {}};
    std::vector<double> number;
    bool errors = false;
    for (std::size_t s = 0; s < members_.size(); ++s) {
      const Observations& o = members_[s].model->observations();
      std::size_t i = 0;
      for (const Observed& q : o.quantities)
        for (std::size_t k = 0; k < q.values.size(); ++k, ++i) {
          all.values.push_back(q.values[k] * members_[s].weight[i]);
          all.errors.push_back(q.errors.empty() ? 1 : q.errors[k] * members_[s].weight[i]);
          number.push_back(static_cast<double>(s));
          observed_.abscissa.values.push_back(static_cast<double>(all.values.size() - 1));
        }
      observed_.relative_errors = observed_.relative_errors || o.relative_errors;
      errors = errors || errors_known(o) || o.relative_errors;
    }
    if (!errors) all.errors.clear();
    observed_.abscissa.name = "point";
    observed_.abscissa.long_name = "datum, set by set";
    observed_.quantities.push_back(std::move(all));
    observed_.coordinates.push_back({.name = "set",
                                     .unit = "1",
                                     .long_name = "number of the set, as the spec lists them",
                                     .axes = {"point"},
                                     .values = std::move(number),
                                     .integers = {},
                                     .texts = {}});
  }

  std::string title() const override {
    std::vector<std::string> titles;
    for (const Member& m : members_) titles.push_back(m.name + ": " + m.model->title());
    return join(titles, "; ");
  }
  const std::vector<FitParameter>& parameters() const override { return parameters_; }
  const Observations& observations() const override { return observed_; }
  std::string derivatives() const override {
    std::vector<std::string> kinds;
    for (const Member& m : members_)
      if (const std::string kind = m.model->derivatives();
          std::find(kinds.begin(), kinds.end(), kind) == kinds.end())
        kinds.push_back(kind);
    return join(kinds, "; ");
  }
  std::vector<std::string> references() const override {
    std::vector<std::string> all;
    for (const Member& m : members_)
      for (const std::string& key : m.model->references())
        if (std::find(all.begin(), all.end(), key) == all.end()) all.push_back(key);
    return all;
  }

  bool predict(std::span<const double> x, std::span<double> y,
               std::span<double> slopes) const override {
    const std::size_t n = x.size();
    std::fill(slopes.begin(), slopes.end(), 0.0);
    std::size_t first = 0;
    std::vector<double> own;
    for (const Member& m : members_) {
      const std::size_t count = m.weight.size(), k = m.position.size();
      own.assign(slopes.empty() ? 0 : count * k, 0.0);
      const std::span<double> part = y.subspan(first, count);
      if (!m.model->predict(m.own(x), part, own)) return false;
      for (std::size_t i = 0; i < count; ++i) part[i] *= m.weight[i];
      for (std::size_t i = 0; i * k < own.size(); ++i)
        for (std::size_t j = 0; j < k; ++j)
          slopes[(first + i) * n + m.position[j]] += m.weight[i] * m.factor[j] * own[i * k + j];
      first += count;
    }
    return true;
  }

  // A shared parameter is left to the first set that has it.
  void refine_start(std::span<double> x) const override {
    std::vector<bool> set(x.size(), false);
    for (const Member& m : members_) {
      std::vector<double> own = m.own(x);
      m.model->refine_start(own);
      put(m, own, set, x);
    }
  }

  void canonicalise(std::span<double> x) const override {
    std::vector<int> owners(x.size(), 0);
    for (const Member& m : members_)
      for (const std::size_t j : m.position) ++owners[j];
    for (const Member& m : members_) {
      // Parts may change places where they do so in all sets.
      const bool alone = std::all_of(m.position.begin(), m.position.end(),
                                     [&](std::size_t j) { return owners[j] == 1; });
      const bool alike = std::all_of(members_.begin(), members_.end(), [&](const Member& other) {
        return other.position == m.position;
      });
      if (!alone && !alike) continue;
      std::vector<double> own = m.own(x);
      m.model->canonicalise(own);
      std::vector<bool> set(x.size(), false);
      put(m, own, set, x);
      if (alike) return;
    }
  }

  void describe(std::span<const double> x, Table& table) const override {
    Table& sets = table.group("sets");
    for (const Member& m : members_) {
      Table& group = sets.group(m.name);
      const std::vector<double> own = m.own(x);
      add_curves(group, *m.model, own);
      m.model->describe(own, group);
    }
  }

  std::vector<Product> products(std::span<const double> x,
                                std::span<const double> errors) const override {
    std::vector<Product> all;
    for (const Member& m : members_) {
      const std::string stem = kProductStem + "_" + m.name;
      for (const Product& product : m.model->products(m.own(x), m.own(errors)))
        all.push_back({"_" + m.name + product.suffix, replaced(product.text, kProductStem, stem)});
    }
    return all;
  }

 private:
  void put(const Member& m, const std::vector<double>& own, std::vector<bool>& set,
           std::span<double> x) const {
    for (std::size_t k = 0; k < own.size(); ++k) {
      const std::size_t j = m.position[k];
      if (set[j]) continue;
      const FreeParameter& p = parameters_[j].free;
      x[j] = std::clamp(own[k] / m.factor[k], p.low, p.high);
      set[j] = true;
    }
  }

  std::vector<Member> members_;
  std::vector<FitParameter> parameters_;
  Observations observed_;
};

bool is_shared(const SharedParameters& shared, const std::string& name) {
  if (shared.all) return !name.starts_with("baseline.");
  return std::find(shared.names.begin(), shared.names.end(), name) != shared.names.end();
}

void check_names(const std::vector<FitSet>& sets, const SharedParameters& shared,
                 const Node& place) {
  std::map<std::string, int> names;
  std::vector<std::string> known;
  for (const FitSet& set : sets) {
    if (names[set.name]++ > 0)
      place.fail(fmt::format("two sets are named '{}'", set.name), "fit.data");
    for (const FitParameter& p : set.model->parameters()) known.push_back(p.name);
  }
  for (const std::string& name : shared.names)
    if (std::count(known.begin(), known.end(), name) < 2)
      place.fail(
          fmt::format("fewer than two sets fit a parameter '{}'{}", name, suggestion(name, known)),
          "fit.shared");
}

// The common unit of the data, or nothing where they are divided by their errors.
std::string common_unit(const std::vector<FitSet>& sets, const Node& place) {
  const auto known =
      static_cast<std::size_t>(std::count_if(sets.begin(), sets.end(), [](const FitSet& set) {
        return errors_known(set.model->observations());
      }));
  if (known != 0 && known != sets.size())
    place.fail(
        "some sets have measured errors and others none: state theirs with 'errors: {NAME: value}'",
        "fit.data");
  std::string unit;
  for (const FitSet& set : sets)
    for (const Observed& q : set.model->observations().quantities) {
      // The weights of psi and delta make numbers of radians.
      const std::string own = q.unit == "rad" ? "1" : q.unit;
      if (unit.empty()) unit = own;
      if (unit == own) continue;
      if (known == 0)
        place.fail(fmt::format("data in {} and in {} can be weighed only by their errors: give "
                               "columns error_NAME, or 'errors: {{NAME: value}}'",
                               unit, own),
                   "fit.data");
      return "";
    }
  return unit;
}

Member member_of(FitSet set, const SharedParameters& shared, bool normalised, const Node& place,
                 std::vector<FitParameter>& all) {
  Member m{set.name, std::move(set.model), {}, {}, {}};
  for (FitParameter p : m.model->parameters()) {
    if (!is_shared(shared, p.name)) p.name = p.free.name = m.name + "." + p.name;
    const auto found = std::find_if(
        all.begin(), all.end(), [&](const FitParameter& other) { return other.name == p.name; });
    if (found != all.end() && found->unit != p.unit)
      place.fail(fmt::format("'{}' has the unit {} in one set and {} in another", p.name,
                             found->unit, p.unit),
                 "fit.shared");
    m.position.push_back(static_cast<std::size_t>(found - all.begin()));
    m.factor.push_back(found != all.end() ? found->si / p.si : 1.0);
    if (found == all.end()) all.push_back(std::move(p));
  }
  for (const Observed& q : m.model->observations().quantities)
    for (std::size_t i = 0; i < q.values.size(); ++i)
      m.weight.push_back(normalised ? 1 / q.errors[i] : 1);
  return m;
}

}  // namespace

std::unique_ptr<FitModel> join_sets(std::vector<FitSet> sets, const SharedParameters& shared,
                                    const Node& place) {
  check_names(sets, shared, place);
  const std::string unit = common_unit(sets, place);
  std::vector<FitParameter> parameters;
  std::vector<Member> members;
  for (FitSet& set : sets)
    members.push_back(member_of(std::move(set), shared, unit.empty(), place, parameters));
  return std::make_unique<JointModel>(std::move(members), std::move(parameters),
                                      unit.empty() ? "1" : unit);
}

}  // namespace verdet
