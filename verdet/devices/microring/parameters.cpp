#include "verdet/devices/microring/parameters.hpp"

#include "verdet/devices/microring/microring.hpp"

namespace verdet {
namespace {

using P = MicroringParameters<double>;

void check_geometry(const P& p, Problems& problems) {
  p.waveguide->validate_at("waveguide.", problems);
  if (p.effective_index)
    problems.add("effective_index", "is solved from the waveguide; remove one");
  if (p.group_index) problems.add("group_index", "is solved from the waveguide; remove one");
  if (p.gap.has_value() == p.through_coupling.has_value())
    problems.add("gap", "give either gap or through_coupling");
  if (p.drop_gap && p.drop_coupling)
    problems.add("drop_gap", "give either drop_gap or drop_coupling");
}

void check_behaviour(const P& p, Problems& problems) {
  if (!p.effective_index) problems.add("effective_index", "is missing: give it, or a waveguide");
  if (!p.group_index) problems.add("group_index", "is missing: give it, or a waveguide");
  if (p.gap || p.drop_gap) problems.add("gap", "a gap needs a waveguide to be solved for");
}

void check_resonance(const P& p, Problems& problems) {
  if (p.waveguide) problems.add("resonance", "is solved from the waveguide; remove one");
  if (p.through_coupling || p.drop_coupling)
    problems.add("through_coupling", "follows from the resonance's lifetimes; remove one");
}

}  // namespace

template <>
void MicroringParameters<double>::validate(Problems& problems) const {
  if (waveguide) {
    check_geometry(*this, problems);
  } else {
    check_behaviour(*this, problems);
    if (!through_coupling && !resonance)
      problems.add("through_coupling",
                   "is missing: give it, or a resonance, or a waveguide and a gap");
  }
  if (resonance) check_resonance(*this, problems);
  if (field == RingField::Adiabatic && backscattering > 0)
    problems.add("field", "the adiabatic field has one wave; set backscattering to 0");
}

}  // namespace verdet
