// NXellipsometry (HDF5): data_collection/measured_data, or the plot group that CompleteEASE's
// converter writes (psi_50deg, delta_50deg).
#include <fmt/format.h>
#include <hdf5.h>
#include <hdf5_hl.h>

#include <cctype>
#include <cmath>

#include "verdet/base/error.hpp"
#include "verdet/base/units.hpp"
#include "verdet/tables/formats/ellipsometry/formats.hpp"

namespace verdet::ellipsometry {
namespace {

// The one string behind a handle, of fixed or variable length; `read` is H5Dread or H5Aread.
template <class Read>
std::string string_of(hid_t stored, hid_t space, const Read& read) {
  std::string text;
  if (H5Tget_class(stored) == H5T_STRING && H5Sget_simple_extent_npoints(space) == 1) {
    const hid_t memory = H5Tcopy(H5T_C_S1);
    H5Tset_cset(memory, H5Tget_cset(stored));
    if (H5Tis_variable_str(stored) > 0) {
      H5Tset_size(memory, H5T_VARIABLE);
      char* found = nullptr;
      if (read(memory, &found) >= 0 && found) text = found;
      H5free_memory(found);
    } else {
      std::string fixed(H5Tget_size(stored) + 1, '\0');
      H5Tset_size(memory, fixed.size());
      if (read(memory, fixed.data()) >= 0) text = fixed.substr(0, fixed.find('\0'));
    }
    H5Tclose(memory);
  }
  H5Tclose(stored);
  H5Sclose(space);
  return text == "NOT_PROVIDED" ? std::string() : text;
}

// Closes the file, and keeps HDF5 from printing, while it lives.
class File {
 public:
  explicit File(const std::string& path) {
    H5Eget_auto2(H5E_DEFAULT, &old_, &client_);
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
    id_ = H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
  }
  ~File() {
    if (id_ >= 0) H5Fclose(id_);
    H5Eset_auto2(H5E_DEFAULT, old_, client_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  hid_t id() const { return id_; }

  bool has(const std::string& name) const { return H5LTpath_valid(id_, name.c_str(), true) > 0; }

  /// The text of a dataset, or the units of one; empty where there is none.
  std::string text(const std::string& name) const {
    if (!has(name)) return {};
    const hid_t set = H5Dopen2(id_, name.c_str(), H5P_DEFAULT);
    if (set < 0) return {};
    std::string found = string_of(H5Dget_type(set), H5Dget_space(set), [&](hid_t type, void* to) {
      return H5Dread(set, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, to);
    });
    H5Dclose(set);
    return found;
  }
  std::string units(const std::string& name) const {
    if (!has(name) || H5Aexists_by_name(id_, name.c_str(), "units", H5P_DEFAULT) <= 0) return {};
    const hid_t units = H5Aopen_by_name(id_, name.c_str(), "units", H5P_DEFAULT, H5P_DEFAULT);
    std::string found = string_of(H5Aget_type(units), H5Aget_space(units),
                                  [&](hid_t type, void* to) { return H5Aread(units, type, to); });
    H5Aclose(units);
    return found;
  }

  /// Numbers and shape of a dataset; empty where there is none.
  std::vector<double> read(const std::string& name, std::vector<hsize_t>* shape = nullptr) const {
    if (!has(name)) return {};
    int rank = 0;
    if (H5LTget_dataset_ndims(id_, name.c_str(), &rank) < 0 || rank > 8) return {};
    hsize_t dims[8] = {};
    H5T_class_t kind;
    std::size_t size = 0;
    H5LTget_dataset_info(id_, name.c_str(), dims, &kind, &size);
    if (kind != H5T_FLOAT && kind != H5T_INTEGER) return {};
    hsize_t count = 1;
    for (int i = 0; i < rank; ++i) count *= dims[i];
    if (count > 50'000'000) return {};
    std::vector<double> values(count);
    if (count == 0 || H5LTread_dataset_double(id_, name.c_str(), values.data()) < 0) return {};
    if (shape) shape->assign(dims, dims + rank);
    return values;
  }

 private:
  hid_t id_ = -1;
  H5E_auto2_t old_ = nullptr;
  void* client_ = nullptr;
};

// In SI; NXellipsometry's own unit where the file states none.
std::vector<double> in_si(const File& file, const std::string& path, const std::string& name,
                          const std::string& usual, const std::string& si) {
  std::vector<double> values = file.read(name);
  const std::string stated = file.units(name);
  try {
    const double size = unit_ratio(stated.empty() ? usual : stated, si);
    for (double& value : values) value *= size;
  } catch (const InputError&) {
    throw InputError(
        fmt::format("{}: '{}' of {} is no unit of {}", path, stated, name,
                    si == "m" ? "a wavelength (angstrom, nm, um)" : "an angle (degrees, rad)"));
  }
  return values;
}

std::vector<double> first_of(const File& file, const std::string& path,
                             std::initializer_list<const char*> names) {
  for (const char* name : names)
    if (std::vector<double> values = in_si(file, path, name, "angstrom", "m"); !values.empty())
      return values;
  return {};
}

// Other pairs of numbers (N, C, S, Mueller elements) look the same but for this text.
void require_psi_delta(const File& file, const std::string& path, const std::string& group) {
  const std::string type = file.text(group + "data_type");
  std::string plain;
  for (const char c : type)
    if (std::isalpha(static_cast<unsigned char>(c)))
      plain += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  if (!plain.empty() && plain != "psidelta")
    throw InputError(
        fmt::format("{}: holds '{}'; export Psi/Delta from the instrument's program", path, type));
}

void add(EllipsometryData& data, const std::vector<double>& wavelengths, double angle,
         const double* psi, const double* delta) {
  for (std::size_t i = 0; i < wavelengths.size(); ++i)
    data.points.push_back({wavelengths[i], angle, psi[i], delta[i], 0, 0, 0});
}

}  // namespace

void read_nexus(EllipsometryData& data) {
  data.format = "NeXus";
  const File file(data.path);
  if (file.id() < 0) throw InputError(data.path + ": cannot be read as HDF5; is the file whole?");
  const std::vector<double> wavelengths =
      first_of(file, data.path,
               {"entry/data_collection/wavelength_spectrum", "entry/sample/wavelength_spectrum",
                "entry/plot/wavelength", "entry/instrument/spectrometer/wavelength"});
  const std::vector<double> angles =
      in_si(file, data.path, "entry/instrument/angle_of_incidence", "degree", "rad");
  if (wavelengths.empty() || angles.empty())
    throw InputError(data.path +
                     ": is no NXellipsometry file: wavelengths or angles of incidence are missing");
  const std::size_t n = wavelengths.size();
  for (const std::string group : {"entry/data_collection/", "entry/sample/"}) {
    const std::vector<double> all =
        in_si(file, data.path, group + "measured_data", "degree", "rad");
    if (all.size() != angles.size() * 2 * n) continue;
    require_psi_delta(file, data.path, group);
    for (std::size_t a = 0; a < angles.size(); ++a)
      add(data, wavelengths, angles[a], &all[2 * a * n], &all[(2 * a + 1) * n]);
    return;
  }
  for (const double angle : angles) {
    const std::string at = fmt::format("{:g}deg", std::round(angle / kDegree * 1e6) / 1e6);
    const std::vector<double> psi = in_si(file, data.path, "entry/plot/psi_" + at, "degree", "rad");
    const std::vector<double> delta =
        in_si(file, data.path, "entry/plot/delta_" + at, "degree", "rad");
    if (psi.size() == n && delta.size() == n)
      add(data, wavelengths, angle, psi.data(), delta.data());
  }
}

}  // namespace verdet::ellipsometry
