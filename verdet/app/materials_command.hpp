// What the subcommands of `verdet materials` share; internal to the app.
#pragma once

#include <fmt/format.h>

#include <memory>
#include <string>
#include <vector>

#include "verdet/app/command.hpp"
#include "verdet/base/context.hpp"
#include "verdet/base/error.hpp"
#include "verdet/materials/library.hpp"

namespace verdet {

/// Options of all subcommands; lives as long as the callbacks.
struct MaterialsOptions {
  std::vector<std::string> databases;
  std::vector<std::string> names;
  std::vector<std::string> wavelengths;
  std::string output;
  std::vector<std::string> conditions;  ///< one text per kConditions, empty where not given
  bool extrapolate = false;
  bool json = false;

  MaterialLibrary library() const {
    return MaterialLibrary({}, {databases.begin(), databases.end()});
  }
};

/// Names the option an InputError came from.
template <class Read>
auto option(const std::string& name, Read&& read) {
  try {
    return read();
  } catch (const InputError& error) {
    throw InputError(fmt::format("{}: {}", name, error.message()));
  }
}

double read_option(const std::string& name, const std::string& text, Kind kind, const char* unit);
void print_warnings(const Warnings& warnings);

/// The range that two `--wavelength` state, all where there is none. InputError.
Range read_wavelength_range(const MaterialsOptions& options);

/// The conditions the options state; those of a bare Conditions where they state none.
Conditions read_conditions(const MaterialsOptions& options);

/// Adds `--temperature`, `--electrons`, ... to a command, one option per name given.
void add_conditions(const Command& command, MaterialsOptions& options,
                    const std::vector<std::string>& names);

/// A subcommand with --database and --json.
Command add_materials_subcommand(const Command& materials,
                                 const std::shared_ptr<MaterialsOptions>& options, const char* name,
                                 const char* help, const char* example,
                                 void (*run)(const MaterialsOptions&));

// Subcommands with a file of their own.
void run_materials_plot(const MaterialsOptions& options);
void add_conductivity_command(const Command& materials);
void add_compare_command(const Command& materials);
void add_exchange_commands(const Command& materials);

}  // namespace verdet
