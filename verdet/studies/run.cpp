#include "verdet/studies/run.hpp"

#include "verdet/materials/library.hpp"
#include "verdet/studies/grid.hpp"
#include "verdet/studies/provenance.hpp"

namespace verdet {

Table run(const Plan& plan, const MaterialLibrary& materials, const Context& context) {
  const Environment environment{materials, context};
  if (!plan.design.empty()) return run_grid(plan, environment);
  const std::unique_ptr<Device> device = plan.body->build(environment);
  Table table = plan.experiment->compute(*device, plan.settings, context);
  add_provenance(table, plan, *device, context);
  return table;
}

Table run(const Node& spec, const Context& context) {
  const Registry registry = make_registry();
  const MaterialLibrary materials;
  return run(make_plan(spec, registry), materials, context);
}

}  // namespace verdet
