// What a long call takes along: how to be stopped, whom to tell, how many threads to use.
#pragma once

#include <functional>
#include <mutex>
#include <stop_token>
#include <string>
#include <vector>

#include "verdet/base/error.hpp"

namespace verdet {

/// Collects warnings; they are shown by the application and stored in the table.
class Warnings {
 public:
  void add(const std::string& text) {
    const std::lock_guard lock(mutex_);
    for (const std::string& known : texts_)
      if (known == text) return;
    texts_.push_back(text);
  }
  std::vector<std::string> texts() const {
    const std::lock_guard lock(mutex_);
    return texts_;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> texts_;
};

/// Passed by reference through every long call; the library itself keeps no global state.
struct Context {
  std::stop_token stop;
  std::function<void(double done, double total)> progress;  ///< may be empty
  Warnings* warnings = nullptr;
  int threads = 1;

  void warn(const std::string& text) const {
    if (warnings) warnings->add(text);
  }
  /// Throws `Interrupted` when a stop was requested; called between units of work.
  void check() const {
    if (stop.stop_requested()) throw Interrupted();
  }
};

}  // namespace verdet
