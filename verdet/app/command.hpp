// What the commands of `verdet` share.
#pragma once

#include "verdet/app/command_line.hpp"
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

void add_run_command(const Command& app, Session& session);
void add_sweep_command(const Command& app, Session& session);
void add_collect_command(const Command& app, Session& session);
void add_status_command(const Command& app);
void add_check_command(const Command& app, Session& session);
void add_fit_command(const Command& app, Session& session);
void add_info_command(const Command& app);
void add_diff_command(const Command& app);
void add_plot_command(const Command& app);
void add_devices_command(const Command& app);
void add_describe_command(const Command& app);
void add_cite_command(const Command& app);
void add_materials_command(const Command& app);

}  // namespace verdet
