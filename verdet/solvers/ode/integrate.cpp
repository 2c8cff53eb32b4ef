#include "verdet/solvers/ode/integrate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "verdet/base/error.hpp"
#include "verdet/solvers/ode/run_loop.hpp"

namespace verdet {

bool OdeSystem::jacobian(double, std::span<const double>, std::span<double>) const {
  return false;
}
void OdeSystem::parameter_rates(double, std::span<const double>, std::size_t,
                                std::span<double>) const {}
void OdeSystem::initial_slopes(std::size_t, std::span<double> dxdp) const {
  std::fill(dxdp.begin(), dxdp.end(), 0.0);
}
bool ImplicitSystem::jacobian(double, double, std::span<const double>, std::span<const double>,
                              std::span<double>) const {
  return false;
}

const char* name(OdeMethod method) {
  switch (method) {
    case OdeMethod::Bdf:
      return "bdf";
    case OdeMethod::Adams:
      return "adams";
    case OdeMethod::ExplicitRungeKutta:
      return "explicit-runge-kutta";
    case OdeMethod::ImplicitRungeKutta:
      return "implicit-runge-kutta";
    case OdeMethod::DormandPrince:
      return "dormand-prince";
  }
  return "";
}

bool all_finite(std::span<const double> values) {
  return std::all_of(values.begin(), values.end(), [](double v) { return std::isfinite(v); });
}

std::vector<double> absolute_tolerances(const Tolerances& tolerances,
                                        const std::vector<double>& scales) {
  std::vector<double> absolute;
  for (const double scale : scales) absolute.push_back(tolerances.absolute * scale);
  return absolute;
}

namespace {

void check_call(std::size_t dimension, std::span<const double> initial,
                const std::vector<double>& scales, const Tolerances& tolerances,
                const OdeOutput& output) {
  check(tolerances);
  if (dimension == 0) throw InputError("a system needs at least one state");
  if (initial.size() != dimension)
    throw InputError(fmt::format("{} initial values for {} states", initial.size(), dimension));
  if (!all_finite(initial)) throw InputError("the initial state is not finite");
  if (scales.size() != dimension ||
      !std::all_of(scales.begin(), scales.end(), [](double s) { return s > 0; }))
    throw InputError("every state needs a positive scale");
  if (!std::isfinite(output.begin) || !std::isfinite(output.end) || !(output.begin < output.end))
    throw InputError("a run must end after it begins, at finite times");
  if (!std::is_sorted(output.times.begin(), output.times.end()) ||
      (!output.times.empty() &&
       !(output.times.front() >= output.begin && output.times.back() <= output.end)))
    throw InputError("output times must ascend inside the run");
}

std::vector<double> stops_of(const std::vector<double>& knots, const OdeOutput& output) {
  std::vector<double> stops;
  for (const double t : knots)
    if (t > output.begin && t < output.end) stops.push_back(t);
  stops.push_back(output.end);
  std::sort(stops.begin(), stops.end());
  stops.erase(std::unique(stops.begin(), stops.end()), stops.end());
  return stops;
}

std::unique_ptr<Integrator> make(const OdeSystem& system, OdeMethod method,
                                 const Tolerances& tolerances, bool sensitivities) {
  const bool multistep = method == OdeMethod::Bdf || method == OdeMethod::Adams;
  if (sensitivities && (!multistep || system.parameters() == 0))
    throw InputError("sensitivities need the method bdf or adams and a system with parameters");
  if (multistep) return make_cvodes(system, method, tolerances, sensitivities);
  if (method == OdeMethod::DormandPrince) return make_odeint(system, tolerances);
  return make_arkode(system, method, tolerances);
}

// `within` returns the base, and would be thrown as such.
[[noreturn]] void fail(const std::string& message, const char* method) {
  ConvergenceError error(message);
  error.within(std::string("integrating with ") + method);
  throw error;
}

OdeResult checked(OdeResult result, const char* method, OnFailure on_failure) {
  const bool fine = result.status == OdeStatus::Done || result.status == OdeStatus::Stopped;
  if (!fine && on_failure == OnFailure::Throw) fail(result.message, method);
  return result;
}

}  // namespace

OdeResult integrate(const OdeSystem& system, OdeMethod method, std::span<const double> initial,
                    const Tolerances& tolerances, const OdeOutput& output,
                    const std::vector<OdeEvent>& events, const Context& context,
                    OnFailure on_failure) {
  check_call(system.dimension(), initial, system.scales(), tolerances, output);
  const auto integrator = make(system, method, tolerances, output.sensitivities);
  const OdeRun todo{initial,
                    stops_of(system.knots(), output),
                    tolerances,
                    output,
                    events,
                    context,
                    output.sensitivities ? system.parameters() : 0};
  return checked(run(*integrator, todo), name(method), on_failure);
}

OdeResult integrate(const ImplicitSystem& system, std::span<const double> initial,
                    std::span<const double> initial_rates, const Tolerances& tolerances,
                    const OdeOutput& output, const std::vector<OdeEvent>& events,
                    const Context& context, OnFailure on_failure) {
  check_call(system.dimension(), initial, system.scales(), tolerances, output);
  if (initial_rates.size() != initial.size())
    throw InputError("as many initial rates as initial values are due");
  if (output.sensitivities)
    throw InputError("sensitivities of implicit systems are not available; use bdf or adams");
  const auto integrator = make_ida(system, initial_rates, tolerances, output.end);
  const OdeRun todo{initial, stops_of(system.knots(), output), tolerances, output, events, context};
  return checked(run(*integrator, todo), "ida", on_failure);
}

}  // namespace verdet
