// HDF5 handles that close themselves, and errors instead of negative numbers; internal to tables.
#pragma once

#include <hdf5.h>

#include <string>
#include <utility>

#include "verdet/base/error.hpp"

namespace verdet::hdf5 {

/// HDF5's own last message, innermost cause first.
std::string last_error();

/// Owns one identifier; the closing function comes from its kind.
class Handle {
 public:
  Handle(hid_t id, herr_t (*closer)(hid_t), const char* what) : id_(id), close_(closer) {
    if (id < 0) throw Error(std::string("HDF5: ") + what + " failed: " + last_error());
  }
  Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, -1)), close_(other.close_) {}
  Handle& operator=(Handle&&) = delete;
  ~Handle() {
    if (id_ >= 0) close_(id_);
  }
  operator hid_t() const noexcept { return id_; }  // NOLINT(google-explicit-constructor)

  /// Closes now, so that a failure (a full disk) is an error and not lost in a destructor.
  void close() {
    if (close_(std::exchange(id_, -1)) < 0) throw Error("HDF5: close failed: " + last_error());
  }

 private:
  hid_t id_;
  herr_t (*close_)(hid_t);
};

inline void require(herr_t status, const char* what) {
  if (status < 0) throw Error(std::string("HDF5: ") + what + " failed: " + last_error());
}

/// Variable-length UTF-8: the only text that xarray selects by.
Handle string_type();

/// Keeps HDF5 from printing its error stack while it lives.
class Quiet {
 public:
  Quiet();
  ~Quiet();
  Quiet(const Quiet&) = delete;
  Quiet& operator=(const Quiet&) = delete;

 private:
  H5E_auto2_t old_ = nullptr;
  void* data_ = nullptr;
};

}  // namespace verdet::hdf5
