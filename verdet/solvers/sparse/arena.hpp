// One block of memory, kept for reuse; large blocks ask for huge pages because page faults are
// dear.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <memory>
#include <new>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace verdet {

/// Uninitialised storage for trivially copyable `T`; grows, never shrinks, never copies.
template <class T>
class Arena {
 public:
  /// Makes room for `count` entries; the contents are lost when it grows.
  T* reserve(std::size_t count) {
    if (count > capacity_) {
      constexpr std::size_t kHugePage = std::size_t{1} << 21;
      const std::size_t wanted = count * sizeof(T);
      const std::size_t page = wanted >= kHugePage ? kHugePage : 64;
      const std::size_t bytes = (wanted + page - 1) / page * page;
      block_.reset();
      capacity_ = 0;
      void* p = std::aligned_alloc(page, bytes);
      if (!p) throw std::bad_alloc();
#ifdef __linux__
      if (page == kHugePage) madvise(p, bytes, MADV_HUGEPAGE);
#endif
      block_.reset(static_cast<T*>(p));
      capacity_ = bytes / sizeof(T);
    }
    return block_.get();
  }
  T* data() const {
    return block_.get();
  }
  std::size_t bytes() const {
    return capacity_ * sizeof(T);
  }

 private:
  struct Free {
    void operator()(T* p) const { std::free(p); }
  };
  std::unique_ptr<T, Free> block_;
  std::size_t capacity_ = 0;
};

}  // namespace verdet
