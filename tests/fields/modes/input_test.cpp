// Geometry helpers, rejected inputs, windows, warnings.
#include <gtest/gtest.h>

#include <stop_token>

#include "verdet/base/error.hpp"
#include "verdet/fields/modes/mirror_planes.hpp"
#include "verdet/fields/modes/mode_solver.hpp"
#include "verdet/fields/modes/shapes.hpp"

namespace verdet {
namespace {

CrossSection wire() {
  StripShape s;
  s.core = isotropic_medium(3.476);
  s.cladding = s.substrate = isotropic_medium(1.444);
  return strip(s);
}

std::string message_of(const std::function<void()>& call) {
  try {
    call();
  } catch (const InputError& e) {
    std::string all = e.what();
    for (const Fault& f : e.faults()) all += "\n" + f.path + ": " + f.message;
    return all;
  }
  return "nothing was thrown";
}

TEST(ModeInput, EveryFaultOfASectionIsReported) {
  CrossSection s = wire();
  s.regions.push_back({"line", {{0, 0}, {1e-6, 0}}, isotropic_medium(2)});
  s.regions.push_back({"core", {{0, 0}, {1e-6, 0}, {2e-6, 0}}, isotropic_medium(2)});
  s.sheets.push_back({"slanted", {0, 0}, {1e-6, 1e-6}, 1e-4});
  s.background.epsilon[1] = NAN;
  const std::string text = message_of([&] { solve_modes(s, {}); });
  EXPECT_NE(text.find("three corners"), std::string::npos) << text;
  EXPECT_NE(text.find("no area"), std::string::npos) << text;
  EXPECT_NE(text.find("two regions"), std::string::npos) << text;
  EXPECT_NE(text.find("horizontal or a vertical"), std::string::npos) << text;
  EXPECT_NE(text.find("permittivity"), std::string::npos) << text;
}

TEST(ModeInput, OptionsOutOfRange) {
  ModeOptions o;
  o.wavelength = -1;
  o.count = 0;
  o.accuracy = 1;
  o.window = Box{1, 0, 0, 1};
  const std::string text = message_of([&] { solve_modes(wire(), o); });
  for (const char* path : {"wavelength", "count", "accuracy", "window"})
    EXPECT_NE(text.find(path), std::string::npos) << text;
  ModeOptions bend;
  bend.bend_radius = 5e-6;
  bend.mirror_x = Mirror::electric;
  EXPECT_NE(message_of([&] { solve_modes(wire(), bend); }).find("mirror_x"), std::string::npos);
}

TEST(ModeInput, AForcedMirrorNeedsSymmetry) {
  CrossSection s = wire();
  s.regions.push_back(rectangle("heater", {0.4e-6, 0.6e-6, 0, 0.1e-6}, isotropic_medium(2)));
  ModeOptions o;
  o.mirror_x = Mirror::electric;
  EXPECT_NE(message_of([&] { solve_modes(s, o); }).find("not symmetric"), std::string::npos);
}

TEST(ModeInput, AUniformSectionNeedsWalls) {
  const CrossSection s = layer_stack({{"core", 220e-9, isotropic_medium(3.4)}},
                                     isotropic_medium(1.4), isotropic_medium(1.4));
  EXPECT_NE(message_of([&] { solve_modes(s, {}); }).find("uniform along x"), std::string::npos);
  ModeOptions half;
  half.walls.left = Wall::pmc;
  EXPECT_THROW(solve_modes(wire(), half), InputError);
}

TEST(ModeInput, StopsWhenAsked) {
  std::stop_source source;
  source.request_stop();
  Context context;
  context.stop = source.get_token();
  EXPECT_THROW(solve_modes(wire(), {}, context), Interrupted);
}

TEST(Window, CoversTheTailAtTheWantedAccuracy) {
  ModeOptions o;
  o.accuracy = 1e-4;
  const Mode automatic = solve_modes(wire(), o).front();
  o.window = Box{-3e-6, 3e-6, -3e-6, 3.22e-6};
  const Mode wide = solve_modes(wire(), o).front();
  EXPECT_NEAR(automatic.n_eff.real(), wide.n_eff.real(), 1e-4);
  EXPECT_LT(automatic.grid.x.back(), 1.6e-6);
}

TEST(Window, ATightOneIsToldAndCounted) {
  ModeOptions o;
  o.accuracy = 1e-4;
  o.window = Box{-0.45e-6, 0.45e-6, -0.25e-6, 0.47e-6};
  Warnings warnings;
  Context context;
  context.warnings = &warnings;
  const Mode m = solve_modes(wire(), o, context).front();
  EXPECT_FALSE(m.converged);
  EXPECT_LT(std::abs(m.n_eff.real() - 2.44537), 2 * m.error_estimate);
  ASSERT_FALSE(warnings.texts().empty());
  EXPECT_NE(warnings.texts().front().find("known to"), std::string::npos);
}

TEST(Window, UnguidedModesAreMarked) {
  ModeOptions o;
  o.count = 4;  // the wire has three
  o.accuracy = 1e-2;
  Warnings warnings;
  Context context;
  context.warnings = &warnings;
  const auto modes = solve_modes(wire(), o, context);
  EXPECT_TRUE(modes[0].guided);
  EXPECT_FALSE(modes[3].guided);
  bool told = false;
  for (const std::string& t : warnings.texts())
    told = told || t.find("not guided") != std::string::npos;
  EXPECT_TRUE(told);
}

TEST(Window, MemoryLimitEndsTheRefinementHonestly) {
  ModeOptions o;
  o.accuracy = 1e-7;
  o.memory_limit = std::size_t{8} << 20;
  Warnings warnings;
  Context context;
  context.warnings = &warnings;
  const Mode m = solve_modes(wire(), o, context).front();
  EXPECT_FALSE(m.converged);
  EXPECT_GT(m.error_estimate, 1e-7);
  EXPECT_LT(std::abs(m.n_eff.real() - 2.44538), 2 * m.error_estimate + 3e-5);
  EXPECT_FALSE(warnings.texts().empty());
}

TEST(Shapes, RegionsCoverWhatTheySay) {
  RibShape r;
  r.core = isotropic_medium(3.4);
  r.cladding = isotropic_medium(1.0);
  r.substrate = isotropic_medium(1.4);
  const CrossSection s = rib(r);
  const auto name = [&](double x, double y) {
    const int k = region_at(s, {x, y});
    return k < 0 ? std::string("background") : s.regions[k].name;
  };
  EXPECT_EQ(name(0, 0.15e-6), "core");
  EXPECT_EQ(name(0, 0.05e-6), "slab");
  EXPECT_EQ(name(1e-6, 0.05e-6), "slab");
  EXPECT_EQ(name(1e-6, 0.15e-6), "background");
  EXPECT_EQ(name(1e-6, -0.1e-6), "substrate");
  EXPECT_THROW(trapezoid("t", 0, 100e-9, 0, 400e-9, 60 * M_PI / 180, r.core), InputError);
  SlotShape t;
  t.rail = r.core;
  t.slot = t.cladding = t.substrate = r.cladding;
  EXPECT_TRUE(is_mirror_symmetric(slot(t), 0, 0));
  EXPECT_FALSE(is_mirror_symmetric(slot(t), 0, 10e-9));
  const CrossSection m = mirrored(s, 1);
  EXPECT_EQ(m.regions[region_at(m, {0, -0.15e-6})].name, "core");
}

TEST(Shapes, SlotModeSitsInTheSlot) {
  SlotShape t;
  t.rail = isotropic_medium(3.476);
  t.slot = t.cladding = t.substrate = isotropic_medium(1.444);
  ModeOptions o;
  o.accuracy = 1e-3;
  const Mode m = solve_modes(slot(t), o).front();
  EXPECT_GT(m.te_fraction, 0.9);
  EXPECT_GT(m.confinement.front().factor, 0.25);
  EXPECT_EQ(m.confinement.front().region, "slot");
}

}  // namespace
}  // namespace verdet
