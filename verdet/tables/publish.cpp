#include "verdet/tables/publish.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
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

bool same_file_system(const std::string& a, const std::string& b) {
  struct stat first {
  }, second{};
  return ::stat(folder_of(a).c_str(), &first) == 0 && ::stat(folder_of(b).c_str(), &second) == 0 &&
         first.st_dev == second.st_dev;
}

Publication::Publication(std::string path, std::string temporary)
    : path_(std::move(path)),
      temporary_(temporary.empty() ? fmt::format("{}.{}.part", path_, ::getpid())
                                   : std::move(temporary)) {
  check_writable(path_);
}

Publication::~Publication() {
  std::error_code ignored;
  if (!done_) fs::remove(temporary_, ignored);
}

void Publication::write(const std::function<void(const std::string&)>& write) {
  try {
    write(temporary_);
  } catch (const Error&) {
    refuse_full(path_);
    throw;
  }
}

void Publication::commit() {
  try {
    sync(temporary_, O_RDONLY);
  } catch (const Error&) {
    refuse_full(path_);
    throw;
  }
  std::error_code failed;
  fs::rename(temporary_, path_, failed);
  if (failed) throw Error(fmt::format("{}: cannot be replaced: {}", path_, failed.message()));
  done_ = true;
  sync(folder_of(path_), O_RDONLY | O_DIRECTORY);
}

void publish(const std::string& path, const std::function<void(const std::string&)>& write) {
  Publication publication(path);
  publication.write(write);
  publication.commit();
}

}  // namespace verdet
