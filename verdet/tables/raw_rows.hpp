// Rows of large variables read from a file by any thread, without HDF5, which one thread at a time
// may enter.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace verdet {

/// Where the numbers of one variable lie in a file, in one piece.
struct RawVariable {
  std::string group;  ///< "" for the root
  std::string name;
  std::vector<std::size_t> inner;  ///< extents behind the first axis
  std::uint64_t offset = 0;        ///< bytes
};

/// The variables of doubles in the table at `path` that have rows along `axis` of more than
/// `most_values`; none where one of them is of another type or does not lie in one piece. Throws as
/// read_hdf5.
std::vector<RawVariable> raw_variables(const std::string& path, const std::string& axis,
                                       std::size_t most_values);

class RawFile {
 public:
  explicit RawFile(std::string path);
  ~RawFile();
  RawFile(RawFile&&) noexcept;
  RawFile& operator=(RawFile&&) = delete;

  /// Throws InputError when the file ends before, or cannot be read.
  void read(std::uint64_t offset, std::size_t count, double* values) const;

 private:
  struct Open;
  std::string path_;
  std::unique_ptr<Open> open_;
};

}  // namespace verdet
