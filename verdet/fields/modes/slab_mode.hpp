// The fundamental TE mode of three layers.
#pragma once

namespace verdet {

/// A core between two half spaces, isotropic and lossless.
struct Slab {
  double core_index, below_index, above_index;
  double thickness;  ///< m
};

/// Effective index of TE0 at a vacuum wavelength (m): k h = atan(g_below/k) + atan(g_above/k), with
/// k across the core and the decays g outside. Where the slab guides nothing, the higher outer
/// index.
double slab_te_index(const Slab& slab, double wavelength);

}  // namespace verdet
