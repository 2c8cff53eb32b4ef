// Pages on their way to the disk; internal to tables.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <cstdlib>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

namespace verdet::hdf5 {

/// Memory as the disk wants it, a page or more.
struct AlignedFree {
  void operator()(unsigned char* bytes) const noexcept { std::free(bytes); }
};
using AlignedBuffer = std::unique_ptr<unsigned char, AlignedFree>;

/// Writes by a thread of its own, so that who computes and who writes do not wait for each other.
class WriteBehind {
 public:
  static constexpr std::size_t kPage = 4096;  ///< few disks have larger blocks
  static constexpr std::size_t kPieceBytes = std::size_t{4} << 20;

  /// `file` is open for direct transfers, and stays so; `path` is opened again where it fails.
  WriteBehind(int file, std::string path);
  ~WriteBehind();

  /// Takes whole pages; waits where too many are on their way.
  void push(std::uint64_t at, const unsigned char* bytes, std::size_t size);
  /// Waits until all is written; false when something could not be.
  bool drain();
  /// Whether any of [at, at + size) is on its way.
  bool touches(std::uint64_t at, std::size_t size);
  bool failed();

 private:
  struct Piece {
    std::uint64_t at;
    std::size_t size;
    AlignedBuffer bytes;
  };
  void run(const std::stop_token& stop);
  bool write(const Piece& piece) const;

  int file_;
  std::string path_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::deque<Piece> waiting_;  ///< the first one is being written
  bool failed_ = false;
  std::jthread thread_;
};

/// A piece of memory that was used before, where there is one: fresh memory is dear.
AlignedBuffer take_buffer();
void give_buffer(AlignedBuffer buffer);

}  // namespace verdet::hdf5
