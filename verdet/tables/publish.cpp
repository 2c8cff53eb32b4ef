#include "verdet/tables/publish.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <filesystem>

#include "verdet/base/error.hpp"
#include "verdet/tables/hdf5.hpp"

namespace verdet {
namespace {

namespace fs = std::filesystem;

fs::path folder_of(const std::string& path) {
  const fs::path parent = fs::path(path).parent_path();
  return parent.empty() ? fs::path(".") : parent;
}

std::string reason() {
  return std::strerror(errno);
}

void sync(const fs::path& path, int flags) {
  const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC);
  if (descriptor < 0)
    throw Error(fmt::format("{}: cannot be opened to sync: {}", path.string(), reason()));
  const int failed = ::fsync(descriptor);
  const std::string why = reason();
  ::close(descriptor);
  // Some network file systems refuse to sync a folder; the data are then as safe as they can be.
  if (failed && !(flags & O_DIRECTORY))
    throw Error(fmt::format("{}: cannot be synced to disk: {}", path.string(), why));
}

// What a library says of a full disk varies; the file system knows. Some have no size at all.
void refuse_full(const std::string& path) {
  constexpr std::uintmax_t kLeast = 16 << 10;
  const fs::path folder = folder_of(path);
  std::error_code unknown;
  const fs::space_info space = fs::space(folder, unknown);
  if (unknown || space.capacity == 0) return;
  if ((::geteuid() == 0 ? space.free : space.available) < kLeast)
    throw InputError(fmt::format(
        "{}: the disk that holds the folder '{}' is full; free some space or name another output",
        path, folder.string()));
}

// Calls `advise(descriptor, size)` where the file is large.
template <class Advise>
void advise_on(const std::string& path, const Advise& advise) {
  constexpr std::uintmax_t kLarge = 8 << 20;
  std::error_code unknown;
  const std::uintmax_t size = fs::file_size(path, unknown);
  if (unknown || size < kLarge) return;
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return;
  advise(descriptor, static_cast<off_t>(size));
  ::close(descriptor);
}

}  // namespace

void check_writable(const std::string& path) {
  const fs::path folder = folder_of(path);
  std::error_code ignored;
  if (!fs::is_directory(folder, ignored))
    throw InputError(
        fmt::format("{}: the folder '{}' does not exist; create it first", path, folder.string()));
  if (fs::is_directory(path, ignored))
    throw InputError(fmt::format("{}: is a folder; name a file", path));
  if (::access(folder.c_str(), W_OK) != 0)
    throw InputError(
        fmt::format("{}: the folder '{}' cannot be written: {}", path, folder.string(), reason()));
  refuse_full(path);
}

Publication::Publication(std::string path)
    : path_(std::move(path)), temporary_(fmt::format("{}.{}.part", path_, ::getpid())) {
  check_writable(path_);
}

Publication::~Publication() {
  std::error_code ignored;
  if (!done_) fs::remove(temporary_, ignored);
}

void Publication::commit() {
  sync(temporary_, O_RDONLY);
  std::error_code failed;
  fs::rename(temporary_, path_, failed);
  if (failed) throw Error(fmt::format("{}: cannot be replaced: {}", path_, failed.message()));
  done_ = true;
  sync(folder_of(path_), O_RDONLY | O_DIRECTORY);
}

void forget_cached(const std::string& path) {
  advise_on(path,
            [](int descriptor, off_t) { ::posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED); });
}

void fetch_cached(const std::string& path) {
  // Linux reads no more than some hundred kilobytes ahead per call.
  constexpr off_t kAtOnce = 128 << 10;
  advise_on(path, [](int descriptor, off_t size) {
    for (off_t at = 0; at < size; at += kAtOnce)
      ::posix_fadvise(descriptor, at, kAtOnce, POSIX_FADV_WILLNEED);
  });
}

void publish(const std::string& path, const std::function<void(const std::string&)>& write) {
  Publication publication(path);
  try {
    write(publication.temporary());
    publication.commit();
  } catch (const Error&) {
    refuse_full(path);
    throw;
  }
}

}  // namespace verdet
