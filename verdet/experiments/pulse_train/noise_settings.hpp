// How tables of programmed weights count noise.
#pragma once

#include "verdet/base/parameters.hpp"

namespace verdet {

struct NoiseSettings {
  double sigma = 3;
  int realisations = 0;
  int seed = 1;

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "sigma",
            .kind = Kind::Number,
            .above = 0,
            .meaning = "half the distance of two levels in standard deviations"},
      p.sigma...);
    v(About{.name = "realisations",
            .min = 0,
            .max = 100000,
            .meaning = "further runs with a random number of nuclei (write noise); 0: none"},
      p.realisations...);
    v(About{.name = "seed", .min = 0, .meaning = "of these"}, p.seed...);
  }
  void validate(Problems& problems) const {
    if (realisations == 1) problems.add("realisations", "a standard deviation needs at least two");
  }
};

}  // namespace verdet
