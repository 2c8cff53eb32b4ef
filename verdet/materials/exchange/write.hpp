// Materials as the files of others, and as records of our own.
#pragma once

#include <string>

#include "verdet/materials/curve.hpp"
#include "verdet/materials/exchange/index_text.hpp"
#include "verdet/materials/record.hpp"

namespace verdet {

/// A record file (format of verdet/materials/README.md) that holds the columns as a table, status
/// unverified, with three of its rows as spot checks. `key` is a bib key, `where` and `title`
/// texts.
std::string record_of_columns(const IndexColumns& columns, const std::string& title,
                              const std::string& key, const std::string& where);

/// A page in refractiveindex.info format: `tabulated nk`, wavelengths in um.
std::string refractiveindex_page(const MaterialCurve& curve, const std::string& references,
                                 const std::string& comments);

/// Lumerical's "sampled data": rows "f eps' eps''", f in Hz ascending, Im eps > 0 absorbs.
std::string lumerical_samples(const MaterialCurve& curve);

/// A Python function that returns Meep's medium: poles of `record` in 1/um, exact. Throws
/// InputError for laws that are no sum of lossless or Lorentzian poles: fit those first.
std::string meep_medium(const Record& record);

}  // namespace verdet
