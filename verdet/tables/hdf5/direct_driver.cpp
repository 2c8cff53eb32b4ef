#include "verdet/tables/hdf5/direct_driver.hpp"

#include <algorithm>
#include <memory>

#include "verdet/tables/hdf5/direct_file.hpp"
#include "verdet/tables/hdf5/write_behind.hpp"

namespace verdet::hdf5 {
namespace {

// HDF5 knows the first member only, and fills it in.
struct DriverFile {
  H5FD_t common{};
  H5FD_t* inner;  ///< HDF5's own driver on the same file
  DirectFile disk;
  haddr_t end = 0;  ///< of what was written directly

  DriverFile(H5FD_t* own_driver, const char* name, bool writing)
      : inner(own_driver), disk(name, writing) {}
};

DriverFile& own(const H5FD_t* file) {
  return *reinterpret_cast<DriverFile*>(const_cast<H5FD_t*>(file));
}
H5FD_t* inner(const H5FD_t* file) {
  return own(file).inner;
}

// Hands what the disk did not transfer to `rest(address, size, offset in the data)`.
template <class Rest>
herr_t around(const DirectFile::Range& done, haddr_t address, std::size_t size, const Rest& rest) {
  const std::size_t head = done.first - address, reached = done.last - address;
  if (head > 0 && rest(address, head, 0) < 0) return -1;
  return reached == size ? 0 : rest(done.last, size - reached, reached);
}

// HDF5's C code must not be left by an exception: it would keep its lock.
herr_t write(H5FD_t* file, H5FD_mem_t type, hid_t list, haddr_t address, std::size_t size,
             const void* data) try {
  DriverFile& ours = own(file);
  if (!ours.disk.settle(address, size)) return -1;
  if (type != H5FD_MEM_DRAW || !ours.disk.takes(size))
    return H5FDwrite(ours.inner, type, list, address, size, data);
  const auto* bytes = static_cast<const unsigned char*>(data);
  const DirectFile::Range done = ours.disk.write(address, size, bytes);
  ours.end = std::max<haddr_t>(ours.end, done.last);
  return around(done, address, size, [&](haddr_t at, std::size_t part, std::size_t offset) {
    return H5FDwrite(ours.inner, type, list, at, part, bytes + offset);
  });
} catch (...) {
  return -1;
}

herr_t read(H5FD_t* file, H5FD_mem_t type, hid_t list, haddr_t address, std::size_t size,
            void* data) try {
  DriverFile& ours = own(file);
  if (!ours.disk.settle(address, size)) return -1;
  if (!ours.disk.takes(size)) return H5FDread(ours.inner, type, list, address, size, data);
  auto* bytes = static_cast<unsigned char*>(data);
  const DirectFile::Range done = ours.disk.read(address, size, bytes);
  return around(done, address, size, [&](haddr_t at, std::size_t part, std::size_t offset) {
    return H5FDread(ours.inner, type, list, at, part, bytes + offset);
  });
} catch (...) {
  return -1;
}

H5FD_t* open(const char* name, unsigned flags, hid_t, haddr_t most) {
  H5FD_t* inner = nullptr;
  try {
    const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "file access");
    inner = H5FDopen(name, flags, access, most);
    if (!inner) return nullptr;
    return &(new DriverFile(inner, name, flags & H5F_ACC_RDWR))->common;
  } catch (...) {
    if (inner) H5FDclose(inner);
    return nullptr;
  }
}

herr_t close(H5FD_t* file) {
  const std::unique_ptr<DriverFile> ours(&own(file));
  const bool written = ours->disk.drain();
  return H5FDclose(ours->inner) < 0 || !written ? -1 : 0;
}

haddr_t end_of_file(const H5FD_t* file, H5FD_mem_t type) {
  return std::max(own(file).end, H5FDget_eof(inner(file), type));
}

H5FD_class_t make_driver() {
  H5FD_class_t driver{};
  driver.name = "verdet_direct";
  driver.maxaddr = (haddr_t{1} << 62) - 1;
  driver.fc_degree = H5F_CLOSE_WEAK;
  driver.open = open;
  driver.close = close;
  driver.cmp = [](const H5FD_t* a, const H5FD_t* b) { return H5FDcmp(inner(a), inner(b)); };
  driver.query = [](const H5FD_t* file, unsigned long* flags) -> herr_t {
    return file ? H5FDquery(inner(file), flags) : (*flags = 0, 0);
  };
  driver.get_eoa = [](const H5FD_t* file, H5FD_mem_t type) {
    return H5FDget_eoa(inner(file), type);
  };
  driver.set_eoa = [](H5FD_t* file, H5FD_mem_t type, haddr_t address) {
    return H5FDset_eoa(inner(file), type, address);
  };
  driver.get_eof = end_of_file;
  driver.get_handle = [](H5FD_t* file, hid_t list, void** handle) {
    return H5FDget_vfd_handle(inner(file), list, handle);
  };
  driver.read = read;
  driver.write = write;
  driver.flush = [](H5FD_t* file, hid_t list, hbool_t closing) -> herr_t {
    return own(file).disk.drain() ? H5FDflush(inner(file), list, closing) : -1;
  };
  driver.truncate = [](H5FD_t* file, hid_t list, hbool_t closing) -> herr_t {
    return own(file).disk.drain() ? H5FDtruncate(inner(file), list, closing) : -1;
  };
  driver.lock = [](H5FD_t* file, hbool_t writing) { return H5FDlock(inner(file), writing); };
  driver.unlock = [](H5FD_t* file) { return H5FDunlock(inner(file)); };
  constexpr H5FD_mem_t kMap[H5FD_MEM_NTYPES] = H5FD_FLMAP_DICHOTOMY;
  std::ranges::copy(kMap, driver.fl_map);
  return driver;
}

}  // namespace

Handle direct_access() {
  static const H5FD_class_t driver = make_driver();
  static const hid_t id = H5FDregister(&driver);
  Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "file access");
  require(H5Pset_driver(access, id, nullptr), "file driver");
  // Large pieces begin on a page, so that nearly all of them can go to the disk itself.
  require(H5Pset_alignment(access, DirectFile::kLarge, WriteBehind::kPage), "alignment");
  return access;
}

}  // namespace verdet::hdf5
