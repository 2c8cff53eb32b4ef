#include "verdet/studies/sweep/point_values.hpp"

#include <algorithm>

#include "verdet/studies/sweep/rows.hpp"

namespace verdet {

void list_rows(const Table& table, const std::string& group, std::vector<StreamVariable>& list) {
  for (const Variable& variable : table.variables())
    if (has_rows(variable)) list.push_back({group, variable});
}

std::vector<PointValues> point_values(const SegmentIndex& index, const SweepIdentity& identity,
                                      const Table& structure, const Plan& plan) {
  const auto& factors = plan.design.factors();
  const bool wanted = !plan.statistics.empty() || (factors.size() == 1 && factors[0].sensitivity);
  if (!wanted) return {};
  std::vector<StreamVariable> variables;
  list_rows(structure, "", variables);
  std::erase_if(variables,
                [&](const StreamVariable& v) { return row_size(structure, v.model) != 1; });
  if (!plan.statistics.yield.empty())
    for (const auto& [name, group] : structure.groups()) list_rows(group, name, variables);
  std::erase_if(variables, [](const StreamVariable& v) {
    return !v.model.integers.empty() || !v.model.texts.empty();
  });
  std::vector<PointValues> results;
  for (const StreamVariable& v : variables) {
    const Table& home = *home_of(structure, v.group);
    results.push_back({v.model.name, v.model.unit, row_size(home, v.model), {}});
    results.back().values.assign(identity.points * results.back().width, blank<double>());
  }
  SegmentReader reader(index, identity);
  for (const Run& run : index.runs) {
    for (std::uint64_t at = 0; at < run.count; at += SegmentReader::kAhead) {
      const std::uint64_t count = std::min(SegmentReader::kAhead, run.count - at);
      const auto [table, start] = reader.rows(run.segment, run.row + at, count);
      for (std::size_t k = 0; k < variables.size(); ++k) {
        const std::string& group = variables[k].group;
        const Table* from = home_of(*table, group);
        if (!from) continue;
        Variable target = variables[k].model;
        target.values.swap(results[k].values);
        copy_rows(*from, run.row + at - start, count, *home_of(structure, group), target,
                  run.first + at);
        target.values.swap(results[k].values);
      }
    }
  }
  return results;
}

}  // namespace verdet
