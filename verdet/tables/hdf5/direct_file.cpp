#include "verdet/tables/hdf5/direct_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

#include "verdet/tables/hdf5/write_behind.hpp"

namespace verdet::hdf5 {
namespace {

constexpr std::size_t kPage = WriteBehind::kPage, kAtOnce = WriteBehind::kPieceBytes;

// Calls `transfer(address, size)` for the whole pages of [at, at + size), until it fails.
template <class Transfer>
DirectFile::Range by_pages(std::uint64_t at, std::size_t size, const Transfer& transfer) {
  DirectFile::Range range{(at + kPage - 1) / kPage * kPage, (at + kPage - 1) / kPage * kPage};
  const std::uint64_t end = (at + size) / kPage * kPage;
  while (range.last < end) {
    const std::size_t part = std::min<std::size_t>(kAtOnce, end - range.last);
    if (!transfer(range.last, part)) break;
    range.last += part;
  }
  return range;
}

}  // namespace

DirectFile::DirectFile(std::string path, bool writing)
    : path_(std::move(path)),
      file_(::open(path_.c_str(), (writing ? O_RDWR : O_RDONLY) | O_DIRECT | O_CLOEXEC)) {}

DirectFile::~DirectFile() {
  behind_.reset();
  if (file_ >= 0) ::close(file_);
}

bool DirectFile::takes(std::size_t size) const {
  return file_ >= 0 && size >= kLarge;
}

DirectFile::Range DirectFile::write(std::uint64_t at, std::size_t size,
                                    const unsigned char* bytes) {
  if (!behind_) behind_ = std::make_unique<WriteBehind>(file_, path_);
  return by_pages(at, size, [&](std::uint64_t from, std::size_t part) {
    behind_->push(from, bytes + (from - at), part);
    return true;
  });
}

bool DirectFile::drain() {
  return !behind_ || behind_->drain();
}

bool DirectFile::settle(std::uint64_t at, std::size_t size) {
  if (!behind_) return true;
  if (behind_->touches(at, size)) return behind_->drain();
  return !behind_->failed();
}

DirectFile::Range DirectFile::read(std::uint64_t at, std::size_t size, unsigned char* bytes) {
  if (!drain()) return {at, at};
  AlignedBuffer buffer = take_buffer();
  const Range range = by_pages(at, size, [&](std::uint64_t from, std::size_t part) {
    if (::pread(file_, buffer.get(), part, static_cast<off_t>(from)) != static_cast<ssize_t>(part))
      return false;
    std::memcpy(bytes + (from - at), buffer.get(), part);
    return true;
  });
  give_buffer(std::move(buffer));
  return range;
}

}  // namespace verdet::hdf5
