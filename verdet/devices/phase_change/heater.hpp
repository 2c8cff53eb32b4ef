// The electrical heater of a phase-change cell: its statement, and what stands behind each type.
#pragma once

#include <array>
#include <optional>

#include "verdet/base/parameters.hpp"
#include "verdet/base/statement.hpp"
#include "verdet/fields/phase_change/film_heater.hpp"
#include "verdet/fields/phase_change/film_mode.hpp"

namespace verdet {

struct Environment;

enum class HeaterType { ITO, graphene, doped_silicon, PIN };
constexpr std::array<std::string_view, 4> choice_names(HeaterType) {
  return {"ITO", "graphene", "doped_silicon", "PIN"};
}

/// Current crosses the guide between two contacts. What a type does not need is ignored.
template <class T>
struct SynapseHeater {
  HeaterType type{};
  std::optional<T> sheet_resistance, thickness, density, sheet_density, mobility, length;
  T lifetime{1e-9};
  T contact_distance{1e-6};
  T contact_resistance{0.0};
  T boundary_resistance{2e-8};
  T source_resistance{50.0};
  T capacitance{50e-15};

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "type",
            .required = true,
            .meaning = "a film of ITO over the cell, graphene below it, a doped core, or a diode "
                       "with the core as its intrinsic region"},
      p.type...);
    visit_conductor(v, p...);
    visit_circuit(v, p...);
  }

 private:
  template <class V, class... P>
  static void visit_conductor(V&& v, P&... p) {
    v(About{.name = "sheet_resistance",
            .symbol = "R_s",
            .unit = "ohm",
            .above = 0,
            .meaning = "of one square; 1/(q n mu d) of the following when absent"},
      p.sheet_resistance...);
    v(About{.name = "thickness",
            .unit = "m",
            .above = 0,
            .max = 1e-6,
            .meaning = "of the ITO; 50 nm when absent"},
      p.thickness...);
    v(About{.name = "density",
            .symbol = "n",
            .unit = "m^-3",
            .above = 0,
            .meaning = "electrons; 4.1e20 cm^-3 in ITO, 1e19 cm^-3 in a doped core, 1e20 cm^-3 in "
                       "the doped regions of a diode when absent"},
      p.density...);
    v(About{.name = "sheet_density",
            .unit = "m^-2",
            .above = 0,
            .meaning = "carriers in graphene; 1e13 cm^-2 when absent, unverified"},
      p.sheet_density...);
    v(About{.name = "mobility",
            .symbol = "mu",
            .unit = "m^2/(V s)",
            .above = 0,
            .meaning = "when absent: 33.4 cm^2/(V s) in ITO (bib: Chen2010), 1000 cm^2/(V s) in "
                       "graphene (unverified), the core's record in silicon"},
      p.mobility...);
    v(About{.name = "lifetime",
            .symbol = "tau",
            .unit = "s",
            .above = 0,
            .meaning = "of carriers in the core of a diode; unverified"},
      p.lifetime...);
    v(About{.name = "length",
            .unit = "m",
            .above = 0,
            .meaning = "of the heater along the guide; the film's when absent"},
      p.length...);
    v(About{.name = "contact_distance",
            .unit = "m",
            .min = 0,
            .max = 1e-3,
            .meaning = "from either side of the core to its contact"},
      p.contact_distance...);
  }

  template <class V, class... P>
  static void visit_circuit(V&& v, P&... p) {
    v(About{.name = "contact_resistance",
            .unit = "ohm",
            .min = 0,
            .meaning = "of both contacts and the leads, in series with the heater"},
      p.contact_resistance...);
    v(About{.name = "boundary_resistance",
            .unit = "m^2 K/W",
            .min = 0,
            .max = 1e-5,
            .meaning = "between ITO and the cap, or graphene and the core",
            .source = "Mak2010"},
      p.boundary_resistance...);
    v(About{.name = "source_resistance",
            .unit = "ohm",
            .above = 0,
            .meaning = "in series with a source of voltage"},
      p.source_resistance...);
    v(About{.name = "capacitance",
            .symbol = "C",
            .unit = "F",
            .above = 0,
            .meaning = "of pads and leads, across the heater; unverified"},
      p.capacitance...);
  }
};

struct HeaterBuild {
  FilmHeater film;
  HeaterSummary summary;
  std::vector<std::string> references;
};

/// Where a heater of this type lies.
HeaterPlace place_of(HeaterType type);

/// Its thermal layer in the stack, whose geometry is known.
void add_heater(ThermalStack& stack, const SynapseHeater<double>& heater);

/// Puts into the section what the mode sees of it: ITO as the cap when there is none, electrons of
/// a doped core.
void add_heater(FilmSection& section, const SynapseHeater<double>& heater,
                const Environment& environment);

HeaterBuild build_heater(const SynapseHeater<double>& heater, const ThermalStack& stack,
                         const Material& core, double ambient);

/// What of it has no source.
std::vector<std::string> heater_assumptions(const SynapseHeater<double>& heater);

}  // namespace verdet
