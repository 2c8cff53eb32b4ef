#include "verdet/tables/hdf5/direct_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <memory>

namespace verdet::hdf5 {
namespace {

constexpr std::size_t kAtOnce = std::size_t{4} << 20;

// The disk wants aligned memory. One piece per thread: fresh memory is dear.
unsigned char* aligned() {
  struct Free {
    void operator()(unsigned char* bytes) const noexcept { std::free(bytes); }
  };
  thread_local const std::unique_ptr<unsigned char, Free> bytes(
      static_cast<unsigned char*>(std::aligned_alloc(DirectFile::kPage, kAtOnce)));
  return bytes.get();
}

// Calls `transfer(offset in the range, size)` for the whole pages of it, until it fails.
template <class Transfer>
DirectFile::Range by_pages(std::uint64_t at, std::size_t size, const Transfer& transfer) {
  constexpr std::size_t page = DirectFile::kPage;
  DirectFile::Range range{(at + page - 1) / page * page, (at + page - 1) / page * page};
  const std::uint64_t end = (at + size) / page * page;
  while (range.last < end) {
    const std::size_t part = std::min<std::size_t>(kAtOnce, end - range.last);
    if (!transfer(range.last, part)) break;
    range.last += part;
  }
  return range;
}

}  // namespace

DirectFile::DirectFile(const std::string& path, bool writing)
    : file_(::open(path.c_str(), (writing ? O_RDWR : O_RDONLY) | O_DIRECT | O_CLOEXEC)) {}

DirectFile::~DirectFile() {
  if (file_ >= 0) ::close(file_);
}

bool DirectFile::takes(std::size_t size) const {
  return file_ >= 0 && size >= kLarge && aligned() != nullptr;
}

DirectFile::Range DirectFile::write(std::uint64_t at, std::size_t size,
                                    const unsigned char* bytes) {
  return by_pages(at, size, [&](std::uint64_t from, std::size_t part) {
    std::memcpy(aligned(), bytes + (from - at), part);
    return ::pwrite(file_, aligned(), part, static_cast<off_t>(from)) == static_cast<ssize_t>(part);
  });
}

DirectFile::Range DirectFile::read(std::uint64_t at, std::size_t size, unsigned char* bytes) const {
  return by_pages(at, size, [&](std::uint64_t from, std::size_t part) {
    if (::pread(file_, aligned(), part, static_cast<off_t>(from)) != static_cast<ssize_t>(part))
      return false;
    std::memcpy(bytes + (from - at), aligned(), part);
    return true;
  });
}

}  // namespace verdet::hdf5
