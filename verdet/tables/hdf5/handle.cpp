#include "verdet/tables/hdf5/handle.hpp"

namespace verdet::hdf5 {

std::string last_error() {
  std::string text;
  H5Ewalk2(
      H5E_DEFAULT, H5E_WALK_UPWARD,
      [](unsigned n, const H5E_error2_t* entry, void* out) -> herr_t {
        if (n == 0 && entry->desc) *static_cast<std::string*>(out) = entry->desc;
        return 0;
      },
      &text);
  return text.empty() ? "no detail" : text;
}

Handle string_type() {
  Handle type(H5Tcopy(H5T_C_S1), H5Tclose, "string type");
  require(H5Tset_size(type, H5T_VARIABLE), "string size");
  require(H5Tset_cset(type, H5T_CSET_UTF8), "string encoding");
  return type;
}

Quiet::Quiet() {
  // After a failed write (a full disk) HDF5's own clean-up at exit flushes again and crashes; every
  // handle here closes itself, so nothing is left for it to do.
  static const herr_t kept_from_exit = H5dont_atexit();
  (void)kept_from_exit;
  H5Eget_auto2(H5E_DEFAULT, &old_, &data_);
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}

Quiet::~Quiet() {
  H5Eset_auto2(H5E_DEFAULT, old_, data_);
}

}  // namespace verdet::hdf5
