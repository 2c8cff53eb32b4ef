#include "verdet/devices/phase_change/islands.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "verdet/base/text.hpp"

namespace verdet {

double IslandRow::share(FilmReadouts films, int film, int, double) const {
  double light = 1;
  for (int i = 0; i < film; ++i) light *= films[static_cast<std::size_t>(i)].transmission;
  return light;
}

CellReadout IslandRow::read(FilmReadouts films, double wavelength) const {
  CellReadout all{1, 0};
  for (const CellReadout& film : films) {
    all.transmission *= film.transmission;
    all.phase += film.phase;
  }
  for (const BareGuide& gap : gaps_) all.phase += gap.phase(length_, wavelength);
  return all;
}

namespace {

std::vector<const CellModel*> pointers(const std::vector<std::shared_ptr<const CellModel>>& cells) {
  std::vector<const CellModel*> all;
  for (const auto& cell : cells) all.push_back(cell.get());
  return all;
}

// Between two widths of the guide: the mean of both modes.
BareGuide between(const FilmMode& a, const FilmMode& b, double wavelength) {
  return {0.5 * (a.index.real() + b.index.real()), 0.5 * (a.group_index + b.group_index),
          wavelength, 0};
}

}  // namespace

IslandChain::IslandChain(std::vector<std::shared_ptr<const CellModel>> islands,
                         std::unique_ptr<const IslandRow> row, double wavelength)
    : islands_(std::move(islands)), chain_(pointers(islands_), std::move(row), wavelength) {}

std::vector<CellFigure> IslandChain::figures(const FilmState& state) const {
  std::vector<CellFigure> all;
  for (std::size_t i = 0; i < chain_.count(); ++i)
    all.push_back({fmt::format("crystalline_fraction_{}", i + 1), "1",
                   fmt::format("crystalline fraction of island {}, counted along the light", i + 1),
                   chain_.crystalline(state, i)});
  return all;
}

double width_at(const PcmSynapseParameters<double>& p, int island) {
  const double middle = island * (p.cell.length + p.cell.gap) + p.cell.length / 2;
  const double end = p.waveguide.end_width.value_or(p.waveguide.width);
  return p.waveguide.width + (end - p.waveguide.width) * middle / p.cell.extent();
}

void check_islands(const PcmSynapseParameters<double>& p, Problems& problems) {
  const double narrowest = std::min(width_at(p, 0), width_at(p, p.cell.islands - 1));
  if (p.cell.width && *p.cell.width > narrowest)
    problems.add("cell.width", fmt::format("the film lies on the core ({}): it cannot be wider",
                                           format_quantity(narrowest, "m")));
  if (p.waveguide.end_width && p.cell.islands == 1)
    problems.add("waveguide.end_width",
                 "a film in one piece lies on a guide of one width; divide it (`cell.islands`)");
  if (p.heater && p.cell.islands > 1)
    problems.add("heater", "a heater warms one film, not `cell.islands`");
}

SynapseBuild build_synapse(const PcmSynapseParameters<double>& p,
                           const std::optional<KineticsRecord>& kinetics,
                           const Environment& environment) {
  if (p.cell.islands == 1) return build_film(p, kinetics, environment);
  SynapseBuild all;
  std::vector<std::shared_ptr<const CellModel>> islands;
  std::vector<BareGuide> gaps;
  for (int i = 0; i < p.cell.islands; ++i) {
    if (i > 0 && width_at(p, i) == width_at(p, i - 1)) {
      islands.push_back(islands.back());
      gaps.push_back(between(all.bare, all.bare, p.wavelength));
      continue;
    }
    PcmSynapseParameters<double> one = p;
    one.grid.segments = p.segments();
    one.waveguide.width = width_at(p, i);
    SynapseBuild built = build_film(one, kinetics, environment);
    if (i > 0) gaps.push_back(between(all.bare, built.bare, p.wavelength));
    islands.push_back(std::move(built.cell));
    all.bare = built.bare;
    add_new(all.records, built.records);
    add_new(all.references, built.references);
  }
  all.cell = std::make_unique<IslandChain>(
      std::move(islands), std::make_unique<IslandRow>(std::move(gaps), p.cell.gap), p.wavelength);
  return all;
}

}  // namespace verdet
