// Two relaxators in series: the circuit's equation is the product of two low passes.
#include "verdet/networks/circuit.hpp"

#include <gtest/gtest.h>

#include <array>

#include "verdet/devices/registry.hpp"
#include "verdet/devices/relaxator/relaxator.hpp"
#include "verdet/materials/library.hpp"

namespace verdet {
namespace {

const MaterialLibrary kMaterials;
const Context kContext;

std::unique_ptr<Device> relaxator(double lifetime, double gain) {
  RelaxatorParameters<double> p;
  p.lifetime = lifetime;
  p.gain = gain;
  return std::make_unique<ModelDevice<Relaxator>>(p, Environment{kMaterials, kContext});
}

std::unique_ptr<Device> chain(const std::string& wiring) {
  std::vector<std::pair<std::string, std::unique_ptr<Device>>> parts;
  parts.emplace_back("a", relaxator(2.0, 0.5));
  parts.emplace_back("b", relaxator(4.0, 1.0));
  std::vector<Fault> faults;
  const Wiring wires = read_wiring(parse_yaml(wiring), {"a", "b"}, faults);
  if (!faults.empty()) throw InputError(faults);
  return make_circuit(std::move(parts), wires);
}

const char* kSeries =
    "{instances: {}, connections: [[a.out, b.in]], ports: {in: a.in, out: b.out}}";

TEST(Circuit, PassesOutputsOnToInputs) {
  const auto device = chain(kSeries);
  const auto& circuit = offer<Dynamics>(*device);
  ASSERT_EQ(circuit.states().size(), 2u);
  EXPECT_STREQ(circuit.states()[0].name, "a.level");
  const std::array<double, 2> x = {3.0, 1.0};
  const std::array<double, 1> u = {5.0};
  std::array<double, 2> rate;
  std::array<double, 1> y;
  circuit.rhs(0, x, u, rate);
  circuit.output(0, x, u, y);
  EXPECT_DOUBLE_EQ(rate[0], (5.0 - 3.0) / 2);
  EXPECT_DOUBLE_EQ(rate[1], (0.5 * 3.0 - 1.0) / 4);
  EXPECT_DOUBLE_EQ(y[0], 1.0);
}

TEST(Circuit, DerivativesCrossTheWires) {
  const auto device = chain(kSeries);
  const auto& circuit = offer<Dynamics>(*device);
  const std::array<double, 2> x = {3.0, 1.0};
  const std::array<double, 1> u = {5.0};
  std::array<double, 4> jacobian;
  circuit.jacobian(0, x, u, jacobian);
  EXPECT_NEAR(jacobian[0], -0.5, 1e-14);
  EXPECT_NEAR(jacobian[1], 0, 1e-14);
  EXPECT_NEAR(jacobian[2], 0.125, 1e-14);
  EXPECT_NEAR(jacobian[3], -0.25, 1e-14);
  std::array<double, 2> slope;
  circuit.parameter_derivative(0, x, u, "a.lifetime", slope);
  EXPECT_NEAR(slope[0], -(5.0 - 3.0) / 4, 1e-14);  // d/dtau (u - x)/tau
  EXPECT_EQ(slope[1], 0);
}

// The gain of `a` acts on its output, hence on what arrives at `b`; that of `b` on the outer
// output.
TEST(Circuit, ParametersOfOutputsReachThePartsBehind) {
  constexpr double kStep = 1e-5;
  const std::array<double, 2> x = {3.0, 1.0};
  const std::array<double, 1> u = {5.0};
  const auto answer = [&](double gain_a, double gain_b) {
    std::vector<std::pair<std::string, std::unique_ptr<Device>>> parts;
    parts.emplace_back("a", relaxator(2.0, gain_a));
    parts.emplace_back("b", relaxator(4.0, gain_b));
    std::vector<Fault> faults;
    const auto device =
        make_circuit(std::move(parts), read_wiring(parse_yaml(kSeries), {"a", "b"}, faults));
    const auto& circuit = offer<Dynamics>(*device);
    std::array<double, 3> all;
    circuit.rhs(0, x, u, std::span(all).first(2));
    circuit.output(0, x, u, std::span(all).last(1));
    return all;
  };
  const auto device = chain(kSeries);
  const auto& circuit = offer<Dynamics>(*device);
  for (const bool first : {true, false}) {
    const double a = first ? kStep : 0, b = first ? 0 : kStep;
    const auto above = answer(0.5 + a, 1.0 + b), below = answer(0.5 - a, 1.0 - b);
    std::array<double, 3> slope;
    const auto by = circuit.slope(first ? "a.gain" : "b.gain");
    by->rates({0, x, u, {}, {}}, std::span(slope).first(2));
    by->output({0, x, u, {}, {}}, std::span(slope).last(1));
    for (std::size_t i = 0; i < 3; ++i)
      EXPECT_NEAR(slope[i], (above[i] - below[i]) / (2 * kStep), 1e-9) << first << i;
    EXPECT_NE(slope[first ? 1 : 2], 0);
  }
  EXPECT_THROW(circuit.slope("c.gain"), InputError);
}

TEST(Circuit, WrongWiringIsNamed) {
  EXPECT_THROW(chain("{connections: [[a.out, c.in]], ports: {}}"), InputError);
  EXPECT_THROW(chain("{connections: [[a.out, b.inn]], ports: {}}"), InputError);
  EXPECT_THROW(chain("{connections: [[a.out, b.in], [a.out, b.in]], ports: {}}"), InputError);
}

TEST(Circuit, TheJacobianOfAModelIsExact) {
  const auto device = relaxator(2.0, 0.5);
  const auto& model = offer<Dynamics>(*device);
  const std::array<double, 1> x = {3.0}, u = {5.0};
  std::array<double, 1> jacobian;
  model.jacobian(0, x, u, jacobian);
  EXPECT_DOUBLE_EQ(jacobian[0], -0.5);
}

}  // namespace
}  // namespace verdet
