// What the commands of `verdet` share.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "verdet/base/context.hpp"

namespace verdet {

/// One run of the program: the context every command computes under.
struct Session {
  Context context;
  Warnings warnings;
};

/// Thrown by a command that has said everything and ends with this status.
struct ExitWith {
  int status;
};

void add_run_command(CLI::App& app, Session& session);
void add_sweep_command(CLI::App& app, Session& session);
void add_collect_command(CLI::App& app, Session& session);
void add_status_command(CLI::App& app);
void add_check_command(CLI::App& app, Session& session);
void add_fit_command(CLI::App& app, Session& session);
void add_info_command(CLI::App& app);
void add_diff_command(CLI::App& app);
void add_plot_command(CLI::App& app);
void add_devices_command(CLI::App& app);
void add_describe_command(CLI::App& app);
void add_cite_command(CLI::App& app);
void add_materials_command(CLI::App& app);

}  // namespace verdet
