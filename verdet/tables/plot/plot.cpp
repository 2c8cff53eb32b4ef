#include "verdet/tables/plot/plot.hpp"

#include <algorithm>
#include <array>

#include "verdet/base/error.hpp"
#include "verdet/base/text.hpp"
#include "verdet/tables/plot/columns.hpp"
#include "verdet/tables/plot/kinds.hpp"

namespace verdet::plot {
namespace {

// In order of precedence: the first that fits draws the table.
const std::array<const FigureKind*, 6> kKinds = {&kFit,       &kSpectrum, &kBranches,
                                                 &kTransient, &kFields,   &kMaterial};

// Ordinates named GROUP/VARIABLE are drawn from that group alone.
void enter_group(Table& table, PlotRequest& request) {
  if (request.y.empty() || request.y[0].find('/') == std::string::npos) return;
  const std::string name = split(request.y[0], '/')[0];
  const Table* group = table.find_group(name);
  std::vector<std::string> known;
  for (const auto& [key, inner] : table.groups()) known.push_back(key);
  if (!group) throw InputError("the table has no group '" + name + "'" + suggestion(name, known));
  for (std::string& y : request.y) {
    if (!y.starts_with(name + "/"))
      throw InputError("'" + y + "' is not in group '" + name + "': one figure draws one group");
    y = y.substr(name.size() + 1);
  }
  Table inner = *group;
  inner.set("title", table.text_attribute("title"));
  table = std::move(inner);
}

const FigureKind& kind_of(const Table& table, const PlotRequest& request) {
  // Named ordinates are drawn as they are, whatever the table is about; branches and transients
  // know what to do with a choice.
  for (const FigureKind* kind : kKinds)
    if (kind->fits(table)) {
      const bool chooses = kind == &kBranches || kind == &kTransient;
      return request.y.empty() || chooses ? *kind : kGeneric;
    }
  return kGeneric;
}

}  // namespace

Figure make_figure(const Table& table, const PlotRequest& request) {
  Table narrowed = table;
  PlotRequest rest = request;
  for (const auto& [axis, value] : request.select) narrowed = select(narrowed, axis, value);
  enter_group(narrowed, rest);
  std::vector<std::string> chosen;
  for (const auto& [axis, value] : request.select) chosen.push_back(axis + " = " + value);
  const FigureKind& kind = kind_of(narrowed, rest);
  Figure figure = kind.build(std::move(narrowed), rest);
  if (!request.title.empty())
    figure.title = request.title;
  else if (figure.title.empty())
    figure.title = table.text_attribute("title");
  if (!chosen.empty()) figure.notes.insert(figure.notes.begin(), join(chosen));
  return figure;
}

}  // namespace verdet::plot
