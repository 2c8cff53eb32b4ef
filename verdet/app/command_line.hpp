// The command line as commands describe it: a thin front of CLI11, which command_line.cpp and
// main.cpp alone include, as each source that does costs seconds to compile.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace verdet {

/// One option or positional argument.
class Option {
 public:
  explicit Option(CLI::Option* option) : option_(option) {}
  Option& required();
  Option& expected(int count);
  Option& type_name(const std::string& name);
  Option& capture_default_str();  ///< shows the default in the help
  Option& one_of(const std::vector<std::string>& values);

 private:
  CLI::Option* option_;
};

/// A command or one of its subcommands; what is added lives as long as the program's CLI::App. The
/// targets of options outlive the parsing.
class Command {
 public:
  explicit Command(CLI::App* app) : app_(app) {}
  Command add_subcommand(const std::string& name, const std::string& help) const;
  void require_subcommand() const;
  Option add_option(const std::string& names, std::string& to, const std::string& help) const;
  Option add_option(const std::string& names, std::vector<std::string>& to,
                    const std::string& help) const;
  Option add_option(const std::string& names, int& to, const std::string& help) const;
  Option add_option(const std::string& names, double& to, const std::string& help) const;
  void add_flag(const std::string& names, bool& to, const std::string& help) const;
  void footer(const std::string& text) const;
  void callback(std::function<void()> action) const;

  friend bool operator==(const Command&, const Command&) = default;

 private:
  CLI::App* app_;
};

}  // namespace verdet
