// Whole files or none: write under a temporary name, sync, rename, sync the folder.
#pragma once

#include <functional>
#include <string>

namespace verdet {

/// Calls `write(temporary)` and moves the result to `path`. When `write` throws, the temporary file
/// is removed and `path` is untouched. Throws InputError when the folder is missing, read-only or
/// full.
void publish(const std::string& path, const std::function<void(const std::string&)>& write);

/// Whether files of these names can be renamed to each other.
bool same_file_system(const std::string& a, const std::string& b);

/// The same as `publish` in two steps, which may be far apart and on two threads: the file takes
/// its name in `commit`, or is removed by the destructor.
class Publication {
 public:
  /// Written to `temporary` on the same file system; where it is empty, beside `path`.
  explicit Publication(std::string path, std::string temporary = {});
  ~Publication();
  Publication(const Publication&) = delete;
  Publication& operator=(const Publication&) = delete;

  const std::string& path() const noexcept { return path_; }
  const std::string& temporary() const noexcept { return temporary_; }
  void write(const std::function<void(const std::string&)>& write);
  void commit();

 private:
  std::string path_, temporary_;
  bool done_ = false;
};

}  // namespace verdet
