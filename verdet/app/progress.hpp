// One line of progress with rate and time left, on stderr when it is a terminal.
#pragma once

#include "verdet/base/context.hpp"

namespace verdet {

/// Installs itself as the context's progress for its lifetime.
class ProgressLine {
 public:
  explicit ProgressLine(Context& context);
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

 private:
  Context& context_;
  bool shown_ = false;
};

}  // namespace verdet
