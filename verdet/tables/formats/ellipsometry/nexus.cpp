// NXellipsometry (HDF5): data_collection/measured_data, or the plot group that CompleteEASE's
// converter writes (psi_50deg, delta_50deg).
#include <fmt/format.h>
#include <hdf5.h>
#include <hdf5_hl.h>

#include "verdet/base/error.hpp"
#include "verdet/tables/formats/ellipsometry/formats.hpp"

namespace verdet::ellipsometry {
namespace {

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

  /// Numbers and shape of a dataset; empty where there is none.
  std::vector<double> read(const std::string& name, std::vector<hsize_t>* shape = nullptr) const {
    if (H5LTpath_valid(id_, name.c_str(), true) <= 0) return {};
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

std::vector<double> first_of(const File& file, std::initializer_list<const char*> names) {
  for (const char* name : names)
    if (std::vector<double> values = file.read(name); !values.empty()) return values;
  return {};
}

void add(EllipsometryData& data, const std::vector<double>& wavelengths, double angle,
         const double* psi, const double* delta) {
  for (std::size_t i = 0; i < wavelengths.size(); ++i)
    data.points.push_back(
        {wavelengths[i] * 1e-10, angle * kDegree, psi[i] * kDegree, delta[i] * kDegree, 0, 0, 0});
}

}  // namespace

void read_nexus(EllipsometryData& data) {
  data.format = "NeXus";
  const File file(data.path);
  if (file.id() < 0) throw InputError(data.path + ": cannot be read as HDF5; is the file whole?");
  const std::vector<double> wavelengths = first_of(
      file, {"entry/data_collection/wavelength_spectrum", "entry/sample/wavelength_spectrum",
             "entry/plot/wavelength", "entry/instrument/spectrometer/wavelength"});
  const std::vector<double> angles = first_of(file, {"entry/instrument/angle_of_incidence"});
  if (wavelengths.empty() || angles.empty())
    throw InputError(data.path +
                     ": is no NXellipsometry file: wavelengths or angles of incidence are missing");
  const std::size_t n = wavelengths.size();
  std::vector<hsize_t> shape;
  for (const char* name : {"entry/data_collection/measured_data", "entry/sample/measured_data"}) {
    const std::vector<double> all = file.read(name, &shape);
    if (all.size() != angles.size() * 2 * n) continue;
    for (std::size_t a = 0; a < angles.size(); ++a)
      add(data, wavelengths, angles[a], &all[2 * a * n], &all[(2 * a + 1) * n]);
    return;
  }
  for (const double angle : angles) {
    const std::vector<double> psi = file.read(fmt::format("entry/plot/psi_{:g}deg", angle));
    const std::vector<double> delta = file.read(fmt::format("entry/plot/delta_{:g}deg", angle));
    if (psi.size() == n && delta.size() == n)
      add(data, wavelengths, angle, psi.data(), delta.data());
  }
}

}  // namespace verdet::ellipsometry
