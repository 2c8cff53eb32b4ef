// Errors: one root type with a context chain, and three branches that tell place, cause and remedy.
#pragma once

#include <exception>
#include <string>
#include <utility>
#include <vector>

namespace verdet {

/// Root of everything the library throws. `what()` is the context chain, outermost first, followed
/// by the message: "building microring: parameter 'radius': ...".
class Error : public std::exception {
 public:
  explicit Error(std::string message) : message_(std::move(message)) { compose(); }

  const char* what() const noexcept override { return text_.c_str(); }
  const std::string& message() const noexcept { return message_; }

  /// Prepends one link to the context chain. Returns itself, so a handler may
  /// `throw error.within("building microring")` or call it and rethrow.
  Error& within(const std::string& context) {
    context_ = context_.empty() ? context : context + ": " + context_;
    compose();
    return *this;
  }

 private:
  void compose() { text_ = context_.empty() ? message_ : context_ + ": " + message_; }

  std::string message_;
  std::string context_;
  std::string text_;
};

/// Where in the user's files a value stands. Lines and columns count from 1; 0 means unknown.
struct Place {
  std::string file;
  int line = 0;
  int column = 0;
  std::string text;  ///< the offending line, verbatim

  bool known() const noexcept { return line > 0; }
};

/// One thing wrong with the input, at one place.
struct Fault {
  Place place;
  std::string path;  ///< dotted key path, e.g. `device.radius`
  std::string message;
};

/// The input is wrong: found before any computing starts. Holds every fault that was found, each
/// printed as `file:line:column: message` with the offending line and a caret.
class InputError : public Error {
 public:
  explicit InputError(std::vector<Fault> faults);
  explicit InputError(const std::string& message) : Error(message), faults_{{{}, {}, message}} {}

  const std::vector<Fault>& faults() const noexcept { return faults_; }

 private:
  std::vector<Fault> faults_;
};

/// A quantity lies outside the range in which a model or record is valid.
class DomainError : public Error {
 public:
  using Error::Error;
};

/// An iteration did not reach its tolerance; the message says what, where, and what to try.
class ConvergenceError : public Error {
 public:
  using Error::Error;
};

/// The user asked to stop (stop token of the context).
class Interrupted : public Error {
 public:
  Interrupted() : Error("interrupted before the result was complete; nothing was written") {}
};

}  // namespace verdet
