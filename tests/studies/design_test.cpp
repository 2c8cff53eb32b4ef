// The `sweep:` section: which points it names, and what it refuses with place and remedy.
#include "verdet/studies/sweep/design.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <fstream>

#include "verdet/studies/plan.hpp"
#include "verdet/tables/hdf5.hpp"

namespace verdet {
namespace {

const std::string kHead =
    "verdet: 1\n"
    "device: {type: microring, radius: 10 um, effective_index: 2.4, group_index: 4.2,"
    " loss: 3 dB/cm, through_coupling: 0.0975}\n"
    "experiment: {type: spectrum, wavelength: 1550 nm}\n"
    "sweep:\n";

Design design(const std::string& sweep) {
  static const Registry registry = make_registry();
  return make_plan(parse_yaml(kHead + sweep, "spec.yaml"), registry).design;
}

std::vector<double> at(const Design& d, std::uint64_t point) {
  std::vector<double> values(d.paths().size());
  d.values(point, values);
  return values;
}

std::string refusal(const std::string& sweep) {
  try {
    design(sweep);
  } catch (const InputError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(Design, AGridIsRowMajor) {
  const Design d = design(
      "  device.radius: [5 um, 6 um]\n  device.through_coupling: {from: 0.1, to: 0.3, points: "
      "3}\n");
  EXPECT_EQ(d.size(), 6u);
  EXPECT_EQ(at(d, 4), (std::vector<double>{6e-6, 0.2}));
  EXPECT_EQ(d.axes({})[1].name, "through_coupling");
}

TEST(Design, ALogAxisHasEqualRatios) {
  const Design d = design("  device.radius: {from: 1 um, to: 100 um, points: 3, spacing: log}\n");
  EXPECT_NEAR(at(d, 1)[0], 1e-5, 1e-20);
}

TEST(Design, AZipPairsItsValues) {
  const Design d =
      design("  zip: {device.radius: [5 um, 6 um], device.through_coupling: [0.1, 0.2]}\n");
  EXPECT_EQ(d.size(), 2u);
  EXPECT_EQ(at(d, 1), (std::vector<double>{6e-6, 0.2}));
  EXPECT_EQ(d.axes({})[0].name, "point");
  EXPECT_EQ(d.coordinates({})[0].name, "radius");
}

TEST(Design, CornersAndProcessVariationNest) {
  const Design d = design(
      "  zip: {device.radius: [5 um, 6 um], device.through_coupling: [0.1, 0.2]}\n"
      "  monte_carlo:\n"
      "    points: 1000\n"
      "    device.radius: {distribution: normal, standard_deviation: 10 nm, as: deviation}\n");
  EXPECT_EQ(d.size(), 2000u);
  double mean = 0, square = 0;
  for (std::uint64_t i = 1000; i < 2000; ++i) {
    const double deviation = at(d, i)[0] - 6e-6;
    EXPECT_EQ(at(d, i)[1], 0.2);
    EXPECT_NEAR(deviation, at(d, i - 1000)[0] - 5e-6, 1e-20) << "the same die at both corners";
    mean += deviation / 1000;
    square += deviation * deviation / 1000;
  }
  EXPECT_NEAR(mean, 0, 4 * 10e-9 / std::sqrt(1000.0));
  EXPECT_NEAR(std::sqrt(square), 10e-9, 1e-9);
  EXPECT_EQ(d.axes({})[0].name, "zip");
  EXPECT_EQ(d.axes({})[1].name, "monte_carlo");
  EXPECT_EQ(d.coordinates({})[2].name, "radius_deviation");
}

TEST(Design, AWaferHasItsGradientAndItsDies) {
  const Design d = design(
      "  monte_carlo:\n    points: 200\n    wafer: {radius: 100 mm, die: 50 mm}\n"
      "    device.radius: {distribution: normal, standard_deviation: 1e-6 nm, gradient_x: 20 nm,"
      " bowl: -4 nm}\n");
  const std::vector<Variable> all = d.coordinates({});
  const std::vector<double>&r = all[0].values, &x = all[2].values, &y = all[3].values;
  ASSERT_EQ(r.size(), 200u);
  for (std::size_t i = 0; i < 200; ++i)
    EXPECT_NEAR(r[i], 10e-6 + 20e-9 * x[i] / 0.1 - 4e-9 * (x[i] * x[i] + y[i] * y[i]) / 0.01,
                1e-14);
  EXPECT_EQ(all[1].values[12], 0);  // 13 dies of 50 mm have their centre inside 100 mm
  EXPECT_EQ(all[1].values[13], 1);
}

TEST(Design, ATableOfPointsIsReadWithItsUnits) {
  const std::string file = testing::TempDir() + std::to_string(::getpid()) + "points.csv";
  std::ofstream(file)
      << "# measured\ndevice.radius [um], device.through_coupling\n5, 0.1\n7.5, 0.2\n";
  const Design d = design("  table: " + file + "\n");
  EXPECT_NEAR(at(d, 1)[0], 7.5e-6, 1e-20);
  EXPECT_EQ(at(d, 1)[1], 0.2);
  std::ofstream(file) << "device.radius [um]\n5\nx\n";
  EXPECT_NE(refusal("  table: " + file + "\n").find("points.csv:3"), std::string::npos);
}

// As `verdet fit` writes it: the model's own names, best values, covariance.
std::string write_fit() {
  Table fit;
  fit.set("filetype", std::string("verdet-table"));
  fit.set("format_version", std::string(kFormatVersion));
  for (const char* axis : {"parameter_row", "parameter_column"})
    fit.add_axis({axis, "1", "", {}, {"loss", "through_coupling"}});
  fit.add("covariance", "1", {"parameter_row", "parameter_column"}, {25, 0.03, 0.03, 4e-4});
  Table& parameters = fit.group("parameters");
  parameters.add_axis({"parameter", "1", "", {}, {"loss", "through_coupling"}});
  parameters.add_text("name", {"parameter"}, {"loss", "through_coupling"});
  parameters.add("value", "1", {"parameter"}, {70, 0.2});
  const std::string file = testing::TempDir() + std::to_string(::getpid()) + "fit.h5";
  write_hdf5(fit, file);
  return file;
}

TEST(Design, PointsDrawnFromAFitHaveItsCovariance) {
  const std::string fit = "{distribution: {from_fit: " + write_fit() + "}}";
  const Design d = design("  monte_carlo: {points: 20000, device.through_coupling: " + fit +
                          ", device.loss: " + fit + "}\n");
  const bool first = d.paths()[0].path == "device.loss";
  double mean[2] = {}, square[2] = {}, product = 0;
  for (std::uint64_t i = 0; i < d.size(); ++i) {
    const std::vector<double> x = at(d, i);
    const double loss = x[first ? 0 : 1] - 70, coupling = x[first ? 1 : 0] - 0.2;
    mean[0] += loss, mean[1] += coupling, product += loss * coupling;
    square[0] += loss * loss, square[1] += coupling * coupling;
  }
  const double n = static_cast<double>(d.size());
  EXPECT_NEAR(mean[0] / n, 0, 4 * 5 / std::sqrt(n));
  EXPECT_NEAR(mean[1] / n, 0, 4 * 0.02 / std::sqrt(n));
  EXPECT_NEAR(square[0] / n, 25, 4 * 25 * std::sqrt(2 / n));
  EXPECT_NEAR(square[1] / n, 4e-4, 4 * 4e-4 * std::sqrt(2 / n));
  EXPECT_NEAR(product / n, 0.03, 4 * 0.1 * std::sqrt(1.1 / n));
  EXPECT_NE(refusal("  monte_carlo: {points: 2, device.radius: " + fit + "}\n")
                .find("has no parameter 'device.radius'"),
            std::string::npos);
}

TEST(Design, WhereLeavesPointsOut) {
  const Design d = design(
      "  device.radius: {from: 5 um, to: 14 um, points: 10}\n"
      "  device.through_coupling: [0.1, 0.2]\n"
      "  where: radius < 8 um and (through_coupling in [0.15, 0.3] or not 2 * radius > 11 um)\n");
  std::vector<std::uint64_t> kept;
  for (std::uint64_t i = 0; i < d.size(); ++i)
    if (d.kept(i)) kept.push_back(i);
  EXPECT_EQ(kept, (std::vector<std::uint64_t>{0, 1, 3, 5}));
}

TEST(Design, ASensitivitySampleSwapsOneColumnAtATime) {
  const Design d = design(
      "  sensitivity: {points: 8, device.radius: {from: 5 um, to: 6 um},"
      " device.through_coupling: {from: 0.1, to: 0.2}}\n");
  EXPECT_EQ(d.size(), 32u);
  for (std::uint64_t row = 0; row < 8; ++row) {
    const auto a = at(d, row * 4), b = at(d, row * 4 + 1), first = at(d, row * 4 + 2),
               second = at(d, row * 4 + 3);
    EXPECT_EQ(first, (std::vector<double>{b[0], a[1]}));
    EXPECT_EQ(second, (std::vector<double>{a[0], b[1]}));
  }
}

TEST(Design, RefusalsHavePlaceAndRemedy) {
  const std::pair<const char*, const char*> cases[] = {
      {"  device.radios: [1 um]\n", "did you mean 'device.radius'?"},
      {"  sobl: {points: 4}\n", "did you mean 'sobol'?"},
      {"  zip: {device.radius: [5 um, 6 um], device.loss: [1 dB/cm]}\n", "give as many to each"},
      {"  device.radius: []\n", "the list is empty"},
      {"  device.radius: {from: 1 um, to: 2 um, points: 0}\n", "at least 1"},
      {"  {}\n", "no axis"},
      {"  device.radius: {from: 1 um, to: 2 um, points: 1e7}\n  device.loss: {from: 1 dB/cm, to: 2 "
       "dB/cm, points: 1e7}\n",
       "more than the 1e+12"},
      {"  monte_carlo: {points: 10, device.radius: {distribution: normal, mean: 1 um, "
       "standard_deviation: -1 nm}}\n",
       "must be above 0"},
      {"  monte_carlo: {points: 0, device.radius: {from: 1 um, to: 2 um}}\n",
       "whole number from 1"},
      {"  monte_carlo: {points: 9}\n", "at least one parameter"},
      {"  monte_carlo: {points: 9, correlated: [{paths: [device.radius, device.through_coupling], "
       "standard_deviations: [1 nm, 0.01], correlation: [[1, 1.5], [1.5, 1]]}]}\n",
       "positive definite"},
      {"  device.radius: [5 um]\n  where: radius > 6 um\n", "no point of the sweep"},
      {"  device.radius: [5 um]\n  where: radius > 6\n", "needs a unit"},
      {"  device.radius: [5 um]\n  where: radus > 6 um\n", "did you mean 'radius'?"},
      {"  device.radius: [5 um]\n  where: radius >\n", "write e.g."},
      {"  table: absent.csv\n", "cannot be read"},
      {"  monte_carlo: {points: 9, device.loss: {distribution: {from_fit: absent.h5}}}\n",
       "absent.h5"},
      {"  device.radius: [5 um]\ncluster: {shard: 4}\n", "did you mean 'shards'?"},
      {"  device.radius: [5 um]\ncluster: {shards: 0}\n", "whole number from 1"},
      {"  device.radius: [5 um]\ncluster: {memory: lots}\n", "write it as Slurm does"},
      {"  device.radius: [5 um]\ncluster: {time_limit: 5 s}\n", "less than a minute"},
      {"  device.radius: [5 um]\ncluster: {time_limit: 5 nm}\n", "wrong dimension"},
  };
  for (const auto& [sweep, part] : cases) {
    const std::string text = refusal(sweep);
    EXPECT_NE(text.find(part), std::string::npos) << sweep << text;
    EXPECT_NE(text.find("spec.yaml:"), std::string::npos) << sweep << text;
  }
}

}  // namespace
}  // namespace verdet
