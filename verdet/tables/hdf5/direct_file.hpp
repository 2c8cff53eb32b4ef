// Large transfers that pass the kernel's page cache; internal to tables.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace verdet::hdf5 {

class WriteBehind;

/// A file opened for direct transfers (O_DIRECT), beside whatever else has it open. Results by the
/// gigabyte would push out of memory what others need; and on a virtual machine the cache is slower
/// than the disk, since a page of memory that was never used costs ten times its copy.
class DirectFile {
 public:
  static constexpr std::size_t kLarge = std::size_t{512} << 10;  ///< worth going to the disk

  DirectFile(std::string path, bool writing);
  ~DirectFile();
  DirectFile(const DirectFile&) = delete;
  DirectFile& operator=(const DirectFile&) = delete;

  /// False for small transfers, and where the file system has no direct ones.
  bool takes(std::size_t size) const;

  /// What of [at, at + size) was transferred: whole pages from the first one on, as far as the disk
  /// went. The rest is left to the caller.
  struct Range {
    std::uint64_t first, last;
  };
  Range read(std::uint64_t at, std::size_t size, unsigned char* bytes);
  /// On its way when this returns.
  Range write(std::uint64_t at, std::size_t size, const unsigned char* bytes);
  /// Waits for what is on its way; false when some of it could not be written.
  bool drain();
  /// Waits only where it touches [at, at + size); false when something is known to have failed.
  bool settle(std::uint64_t at, std::size_t size);

 private:
  std::string path_;
  int file_;
  std::unique_ptr<WriteBehind> behind_;
};

}  // namespace verdet::hdf5
