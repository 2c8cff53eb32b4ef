// Every published device: the lane engine against CVODES at tight tolerances.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>

#include "verdet/studies/body.hpp"
#include "verdet/studies/run.hpp"

namespace verdet {
namespace {

Table transient(const std::string& preset, const std::string& method) {
  return run(
      parse_yaml(
          fmt::format("verdet: 1\ndevice: {{preset: {}}}\n"
                      "experiment: {{type: transient, duration: 100 ns, samples: 201, method: {}, "
                      "relative_tolerance: 1e-11, absolute_tolerance: 1e-12, "
                      "input: {{power: 1 mW, detuning: 10 pm}}}}\n",
                      preset, method),
          "spec.yaml"),
      {});
}

TEST(Presets, RunInLanesAsInCvodes) {
  int compared = 0;
  for (const std::string& name : preset_names()) {
    if (read_preset(name).at("device").at("type").as_text() != "microring") continue;
    const Table lanes = transient(name, "rosenbrock"),
                explicit_lanes = transient(name, "dormand-prince"), cvodes = transient(name, "bdf");
    for (const Variable& v : lanes.variables()) {
      const std::vector<double>&a = v.values, &b = cvodes.variable(v.name).values,
            &c = explicit_lanes.variable(v.name).values;
      double size = 0;
      for (const double x : b) size = std::max(size, std::abs(x));
      for (std::size_t i = 0; i < a.size(); ++i) {
        ASSERT_NEAR(a[i], b[i], 1e-6 * size) << name << " " << v.name << " at sample " << i;
        ASSERT_NEAR(a[i], c[i], 1e-7 * size) << name << " " << v.name << " at sample " << i;
      }
    }
    ++compared;
  }
  EXPECT_GE(compared, 3);
}

}  // namespace
}  // namespace verdet
