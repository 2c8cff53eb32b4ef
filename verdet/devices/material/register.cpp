#include "verdet/devices/crystallising.hpp"
#include "verdet/devices/registry.hpp"

namespace verdet {
namespace {

struct MaterialParameters {
  Node kinetics;

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "kinetics",
            .required = true,
            .meaning = "set of crystallisation kinetics, or {set: NAME, PARAMETER: value}"},
      p.kinetics...);
  }
  void validate(Problems& problems) const {
    problems.gather([&] { read_kinetics(kinetics); });
  }
};

class MaterialDevice final : public Device, public Crystallising {
 public:
  MaterialDevice(const MaterialParameters& p, const Environment&)
      : Device(info()), kinetics_(read_kinetics(p.kinetics)) {
    records_ = {"kinetics/" + kinetics_.name};
    references_ = kinetics_.references();
  }
  static DeviceInfo info() {
    return {.type = "material",
            .meaning = "a material without a shape: the body `material:` of a spec",
            .limits = "laws alone; classical nucleation and growth",
            .traits = {}};
  }
  const KineticsRecord& kinetics() const override { return kinetics_; }

 private:
  KineticsRecord kinetics_;
};

}  // namespace

void register_material(DeviceRegistry& devices) {
  devices.add_device<MaterialDevice, MaterialParameters>(MaterialDevice::info());
}

}  // namespace verdet
