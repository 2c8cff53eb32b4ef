#include "verdet/tables/hdf5/write_behind.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <new>
#include <vector>

namespace verdet::hdf5 {
namespace {

constexpr std::size_t kMostWaiting = 6, kMostSpare = 12;

struct Spare {
  Spare() { buffers.reserve(kMostSpare); }  // giving back must not throw
  std::mutex mutex;
  std::vector<AlignedBuffer> buffers;
};
Spare& spare() {
  static Spare all;
  return all;
}

}  // namespace

AlignedBuffer take_buffer() {
  {
    const std::lock_guard lock(spare().mutex);
    std::vector<AlignedBuffer>& buffers = spare().buffers;
    if (!buffers.empty()) {
      AlignedBuffer buffer = std::move(buffers.back());
      buffers.pop_back();
      return buffer;
    }
  }
  AlignedBuffer buffer(static_cast<unsigned char*>(
      std::aligned_alloc(WriteBehind::kPage, WriteBehind::kPieceBytes)));
  if (!buffer) throw std::bad_alloc();
  return buffer;
}

void give_buffer(AlignedBuffer buffer) {
  const std::lock_guard lock(spare().mutex);
  if (spare().buffers.size() < kMostSpare) spare().buffers.push_back(std::move(buffer));
}

WriteBehind::WriteBehind(int file, std::string path)
    : file_(file),
      path_(std::move(path)),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

WriteBehind::~WriteBehind() {
  drain();
  thread_.request_stop();
}

void WriteBehind::push(std::uint64_t at, const unsigned char* bytes, std::size_t size) {
  Piece piece{at, size, take_buffer()};
  std::memcpy(piece.bytes.get(), bytes, size);
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return waiting_.size() < kMostWaiting; });
  waiting_.push_back(std::move(piece));
  changed_.notify_all();
}

bool WriteBehind::drain() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return waiting_.empty(); });
  return !failed_;
}

bool WriteBehind::touches(std::uint64_t at, std::size_t size) {
  const std::lock_guard lock(mutex_);
  return std::ranges::any_of(waiting_, [&](const Piece& piece) {
    return piece.at < at + size && at < piece.at + piece.size;
  });
}

bool WriteBehind::failed() {
  const std::lock_guard lock(mutex_);
  return failed_;
}

void WriteBehind::run(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (changed_.wait(lock, stop, [this] { return !waiting_.empty(); })) {
    Piece& piece = waiting_.front();
    lock.unlock();
    const bool written = write(piece);
    lock.lock();
    give_buffer(std::move(piece.bytes));
    waiting_.pop_front();
    failed_ = failed_ || !written;
    changed_.notify_all();
  }
}

bool WriteBehind::write(const Piece& piece) const {
  if (::pwrite(file_, piece.bytes.get(), piece.size, static_cast<off_t>(piece.at)) ==
      static_cast<ssize_t>(piece.size))
    return true;
  // The file system would not, after all; or the disk is full, which shows here again.
  const int cached = ::open(path_.c_str(), O_WRONLY | O_CLOEXEC);
  if (cached < 0) return false;
  std::size_t done = 0;
  while (done < piece.size) {
    const ssize_t part = ::pwrite(cached, piece.bytes.get() + done, piece.size - done,
                                  static_cast<off_t>(piece.at + done));
    if (part < 0 && errno == EINTR) continue;
    if (part <= 0) break;
    done += static_cast<std::size_t>(part);
  }
  ::close(cached);
  return done == piece.size;
}

}  // namespace verdet::hdf5
