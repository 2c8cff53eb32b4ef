// Whole files or none: write under a temporary name, sync, rename, sync the folder.
#pragma once

#include <functional>
#include <string>

namespace verdet {

/// Calls `write(temporary)` and moves the result to `path`. When `write` throws, the temporary file
/// is removed and `path` is untouched. Throws InputError when the folder is missing, read-only or
/// full.
void publish(const std::string& path, const std::function<void(const std::string&)>& write);

/// Lets the kernel drop the file's synced pages from its cache, where it is large. Results by the
/// gigabyte would push out what others need; and on a virtual machine memory never used before
/// costs ten times the copy.
void forget_cached(const std::string& path);
/// Lets the kernel read the file in the background: it will be read soon.
void fetch_cached(const std::string& path);

/// The same as `publish` for a file that is written over a longer time: it takes its name in
/// `commit`, or is removed by the destructor.
class Publication {
 public:
  explicit Publication(std::string path);
  ~Publication();
  Publication(const Publication&) = delete;
  Publication& operator=(const Publication&) = delete;

  const std::string& temporary() const noexcept { return temporary_; }
  void commit();

 private:
  std::string path_, temporary_;
  bool done_ = false;
};

}  // namespace verdet
