// The kinds of figures; plot.cpp holds their list in order of precedence.
#pragma once

#include "verdet/tables/plot/plot.hpp"

namespace verdet::plot {

/// A kind recognises tables by their content and builds their figure. Selections are already
/// applied.
struct FigureKind {
  const char* name;
  bool (*fits)(const Table& table);
  Figure (*build)(Table table, const PlotRequest& request);
};

extern const FigureKind kSpectrum;   ///< S_real, S_imag over wavelength and ports: power per port
extern const FigureKind kBranches;   ///< steady states over a swept drive, with bifurcations
extern const FigureKind kTransient;  ///< traces over time, stacked
extern const FigureKind kFields;     ///< mode fields over (y, x): |E|
extern const FigureKind kFit;        ///< data, fit and residual of a fit
extern const FigureKind kMaterial;   ///< n and k over wavelength
extern const FigureKind kGeneric;    ///< whatever else: curves and colour maps

}  // namespace verdet::plot
