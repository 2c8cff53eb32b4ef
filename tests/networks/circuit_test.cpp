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
  EXPECT_NEAR(jacobian[0], -0.5, 1e-8);
  EXPECT_NEAR(jacobian[1], 0, 1e-8);
  EXPECT_NEAR(jacobian[2], 0.125, 1e-8);
  EXPECT_NEAR(jacobian[3], -0.25, 1e-8);
  std::array<double, 2> slope;
  circuit.parameter_derivative(0, x, u, "a.lifetime", slope);
  EXPECT_NEAR(slope[0], -(5.0 - 3.0) / 4, 1e-14);  // d/dtau (u - x)/tau
  EXPECT_EQ(slope[1], 0);
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
