#include "verdet/app/command_line.hpp"

#include <CLI/CLI.hpp>

namespace verdet {

Option& Option::required() {
  option_->required();
  return *this;
}

Option& Option::expected(int count) {
  option_->expected(count);
  return *this;
}

Option& Option::type_name(const std::string& name) {
  option_->type_name(name);
  return *this;
}

Option& Option::capture_default_str() {
  option_->capture_default_str();
  return *this;
}

Option& Option::one_of(const std::vector<std::string>& values) {
  option_->check(CLI::IsMember(values));
  return *this;
}

Command Command::add_subcommand(const std::string& name, const std::string& help) const {
  return Command(app_->add_subcommand(name, help));
}

void Command::require_subcommand() const {
  app_->require_subcommand(1);
}

Option Command::add_option(const std::string& names, std::string& to,
                           const std::string& help) const {
  return Option(app_->add_option(names, to, help));
}

Option Command::add_option(const std::string& names, std::vector<std::string>& to,
                           const std::string& help) const {
  return Option(app_->add_option(names, to, help));
}

Option Command::add_option(const std::string& names, int& to, const std::string& help) const {
  return Option(app_->add_option(names, to, help));
}

Option Command::add_option(const std::string& names, double& to, const std::string& help) const {
  return Option(app_->add_option(names, to, help));
}

void Command::add_flag(const std::string& names, bool& to, const std::string& help) const {
  app_->add_flag(names, to, help);
}

void Command::footer(const std::string& text) const {
  app_->footer(text);
}

void Command::callback(std::function<void()> action) const {
  app_->callback(std::move(action));
}

}  // namespace verdet
