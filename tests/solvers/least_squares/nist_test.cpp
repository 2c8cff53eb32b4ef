// NIST's statistical reference data sets (StRD) for nonlinear regression: certified values to 6
// digits, standard errors to 4, from both certified starts.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "materials/shared_data.hpp"
#include "solvers/least_squares/model_problem.hpp"
#include "verdet/solvers/least_squares/multi_start.hpp"
#include "verdet/solvers/least_squares/uncertainty.hpp"

namespace verdet {
namespace {

struct Certified {
  std::vector<double> start1, start2, value, error, x, y;
  double sum_of_squares = 0;
};

// Parameters stand as "b1 = start1 start2 value error"; the data follow the line "Data:   y   x".
Certified read_nist(const std::string& path) {
  Certified c;
  std::ifstream file(path);
  bool data = false;
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::string name, equal;
    double v[4];
    if (data) {
      if (words >> v[0] >> v[1]) {
        c.y.push_back(v[0]);
        c.x.push_back(v[1]);
      }
    } else if (line.starts_with("  b") && words >> name >> equal >> v[0] >> v[1] >> v[2] >> v[3]) {
      c.start1.push_back(v[0]);
      c.start2.push_back(v[1]);
      c.value.push_back(v[2]);
      c.error.push_back(v[3]);
    } else if (line.starts_with("Residual Sum of Squares:")) {
      c.sum_of_squares = std::stod(line.substr(24));
    } else if (line.starts_with("Data:") && line.find('x') != std::string::npos &&
               !c.value.empty()) {
      data = true;
    }
  }
  return c;
}

template <int N, class F>
void expect_certified(const char* name, F f) {
  const std::filesystem::path data = testing::shared_data();
  if (data.empty()) GTEST_SKIP() << "the shared data are absent";
  const Certified c = read_nist((data / "nist" / (std::string(name) + ".dat")).string());
  ASSERT_EQ(c.value.size(), std::size_t(N));
  for (const std::vector<double>* start : {&c.start1, &c.start2}) {
    SCOPED_TRACE(std::string(name) + (start == &c.start1 ? ", start 1" : ", start 2"));
    std::vector<FreeParameter> parameters;
    for (int j = 0; j < N; ++j) parameters.push_back({"b" + std::to_string(j + 1), (*start)[j]});
    const auto problem = model_problem<N>(f, c.x, c.y, parameters);
    const MultiStart found = multi_start(problem, 1, {}, {});
    ASSERT_EQ(found.basins.size(), 1u) << text_of(found.minima[0].termination);
    const Minimum m{found.basins[0].x, found.basins[0].cost, Termination::Converged, 0};
    EXPECT_NEAR(m.cost, c.sum_of_squares, 1e-8 * c.sum_of_squares);
    const Covariance u = covariance_at(problem, m, {}, false);
    for (int j = 0; j < N; ++j) {
      EXPECT_NEAR(m.x[j], c.value[j], 5e-7 * std::abs(c.value[j])) << "b" << j + 1;
      EXPECT_NEAR(u.standard_error[j], c.error[j], 5e-5 * c.error[j]) << "b" << j + 1;
    }
  }
}

TEST(NistStrd, Mgh09) {
  expect_certified<4>("MGH09", [](double x, const auto& b) {
    return b[0] * (x * x + x * b[1]) / (x * x + x * b[2] + b[3]);
  });
}
TEST(NistStrd, Thurber) {
  expect_certified<7>("Thurber", [](double x, const auto& b) {
    return (b[0] + x * (b[1] + x * (b[2] + x * b[3]))) / (1.0 + x * (b[4] + x * (b[5] + x * b[6])));
  });
}
TEST(NistStrd, Hahn1) {
  expect_certified<7>("Hahn1", [](double x, const auto& b) {
    return (b[0] + x * (b[1] + x * (b[2] + x * b[3]))) / (1.0 + x * (b[4] + x * (b[5] + x * b[6])));
  });
}
TEST(NistStrd, Eckerle4) {
  expect_certified<3>("Eckerle4", [](double x, const auto& b) {
    const auto z = (x - b[2]) / b[1];
    return b[0] / b[1] * exp(-0.5 * (z * z));
  });
}

}  // namespace
}  // namespace verdet
