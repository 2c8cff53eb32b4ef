// Films on slabs against an independent slab solver, with the shipped index of Ge2Sb2Te5.
#include <gtest/gtest.h>

#include <cmath>

#include "verdet/fields/guide/guide_section.hpp"
#include "verdet/fields/modes/mode_solver.hpp"
#include "verdet/fields/modes/shapes.hpp"
#include "verdet/materials/library.hpp"

namespace verdet {
namespace {

struct Row {
  double core, height, film;
  bool tm;
  double bare;                                                      // n_eff without a film
  double amorphous, amorphous_loss, crystalline, crystalline_loss;  // n_eff, dB/um
};

Mode mode_of(const std::vector<Layer>& layers, double wavelength, bool tm) {
  ModeOptions options{.wavelength = wavelength, .count = 1, .accuracy = 2e-5};
  options.walls.left = options.walls.right = tm ? Wall::pmc : Wall::pec;
  return solve_modes(layer_stack(layers, isotropic_medium(1.444), isotropic_medium(1.0)), options)
      .at(0);
}

TEST(FilmOnSlab, IndexAndLossOfAnIndependentScript) {
  const Material gst = MaterialLibrary().find("Ge2Sb2Te5/Frantz");
  const double wavelength = 1.55e-6;
  const std::vector<Row> rows = {
      {3.476, 220e-9, 10e-9, false, 2.83088, 2.87918, 0.0090, 2.97174, 1.9176},
      {3.476, 220e-9, 20e-9, false, 2.83088, 2.92660, 0.0194, 3.14868, 5.3865},
      {1.996, 330e-9, 10e-9, false, 1.65438, 1.70983, 0.0113, 1.83990, 3.1014},
      {1.996, 330e-9, 10e-9, true, 1.49184, 1.52482, 0.0051, 1.56978, 0.6919}};
  for (const Row& row : rows) {
    EXPECT_NEAR(mode_of({{"core", row.height, isotropic_medium(row.core)}}, wavelength, row.tm)
                    .n_eff.real(),
                row.bare, 1e-5);
    for (const bool crystal : {false, true}) {
      const Medium film = medium_at(gst, wavelength, {.crystalline_fraction = crystal ? 1.0 : 0.0});
      const Mode mode =
          mode_of({{"core", row.height, isotropic_medium(row.core)}, {"film", row.film, film}},
                  wavelength, row.tm);
      const double loss = mode.loss * 10 / std::log(10.0) * 1e-6;
      const double index = crystal ? row.crystalline : row.amorphous;
      const double expected = crystal ? row.crystalline_loss : row.amorphous_loss;
      EXPECT_NEAR(mode.n_eff.real(), index, 1e-4) << row.height << ' ' << row.tm << ' ' << crystal;
      EXPECT_NEAR(loss / expected, 1, 0.01) << row.height << ' ' << row.tm << ' ' << crystal;
    }
  }
}

}  // namespace
}  // namespace verdet
