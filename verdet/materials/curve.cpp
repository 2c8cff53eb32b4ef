#include "verdet/materials/curve.hpp"

#include "verdet/base/error.hpp"

namespace verdet {

MaterialCurve sample_curve(const Material& material, Range wavelengths, const Conditions& at,
                           int points) {
  if (points < 2) throw InputError("a curve needs at least 2 points");
  const Range whole = material.record(Property::RefractiveIndex).validity.wavelength;
  if (!wavelengths.bounded()) wavelengths = wavelengths.intersected(whole);
  if (!wavelengths.bounded())
    throw InputError("state a range of wavelengths: the record holds everywhere");
  MaterialCurve curve;
  curve.records = material.index_records(at);
  const double step = (wavelengths.high - wavelengths.low) / (points - 1);
  for (int i = 0; i < points; ++i) {
    const double wavelength =
        i == points - 1 ? wavelengths.high : wavelengths.low + step * static_cast<double>(i);
    const std::complex<double> index = material.index(wavelength, at);
    curve.wavelength.push_back(wavelength);
    curve.n.push_back(index.real());
    curve.k.push_back(index.imag());
    curve.group_index.push_back(material.group_index(wavelength, at));
  }
  return curve;
}

}  // namespace verdet
