// The command `verdet`: reads arguments, handles signals, maps errors to exit statuses.
#include <fmt/format.h>
#include <malloc.h>
#include <signal.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <new>

#include "verdet/app/command.hpp"
#include "verdet/base/version.hpp"

namespace {

enum Exit { kDone = 0, kFailed = 1, kWrongInput = 2, kInterrupted = 130 };

// Leaked on purpose: a signal may come until the very end.
std::stop_source* stopper = nullptr;

// A second signal of the same kind ends the program at once; the first asks the computation to
// stop.
void on_signal(int number) {
  signal(number, SIG_DFL);
  stopper->request_stop();
}

void catch_signals() {
  stopper = new std::stop_source;
  struct sigaction action {};
  action.sa_handler = on_signal;
  for (const int number : {SIGINT, SIGTERM, SIGUSR1}) sigaction(number, &action, nullptr);
  signal(SIGXFSZ,
         SIG_IGN);  // a file that may not grow is then an error of the write, with its reason
}

// Grids and tables are taken and given back at every step: memory that went back to the kernel in
// between would have to be mapped anew, page by page, which is dear on virtual machines.
void keep_freed_memory() {
  constexpr int kKept = 1 << 30;
  mallopt(M_MMAP_THRESHOLD, kKept);
  mallopt(M_TRIM_THRESHOLD, kKept);
}

int report(const char* text, int status) {
  fmt::print(stderr, "verdet: {}\n", text);
  return status;
}

void add_commands(const verdet::Command& app, verdet::Session& session) {
  verdet::add_run_command(app, session);
  verdet::add_sweep_command(app, session);
  verdet::add_collect_command(app, session);
  verdet::add_status_command(app);
  verdet::add_check_command(app, session);
  verdet::add_fit_command(app, session);
  verdet::add_info_command(app);
  verdet::add_plot_command(app);
  verdet::add_diff_command(app);
  verdet::add_materials_command(app);
  verdet::add_devices_command(app);
  verdet::add_describe_command(app);
  verdet::add_cite_command(app);
}

int run(int argc, char** argv) {
  CLI::App app("Device physics of photonic neuromorphic hardware", "verdet");
  app.set_version_flag("--version", std::string(verdet::kVersion));
  app.require_subcommand(1);
  verdet::Session session;
  session.context.stop = stopper->get_token();
  session.context.warnings = &session.warnings;
  add_commands(verdet::Command(&app), session);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int status = app.exit(error);
    return status == 0 ? kDone : kWrongInput;
  }
  for (const std::string& text : session.warnings.texts())
    fmt::print(stderr, "verdet: warning: {}\n", text);
  return std::fflush(stdout) == 0 ? kDone : report("standard output cannot be written", kFailed);
}

}  // namespace

int main(int argc, char** argv) {
  catch_signals();
  keep_freed_memory();
  try {
    return run(argc, argv);
  } catch (const verdet::ExitWith& end) {
    return end.status;
  } catch (const verdet::Interrupted& error) {
    return report(error.what(), kInterrupted);
  } catch (const verdet::InputError& error) {
    return report(error.what(), kWrongInput);
  } catch (const verdet::DomainError& error) {
    return report(error.what(), kWrongInput);
  } catch (const verdet::Error& error) {
    return report(error.what(), kFailed);
  } catch (const std::bad_alloc&) {
    return report("not enough memory; ask for fewer points", kFailed);
  } catch (const std::exception& error) {
    return report(error.what(), kFailed);
  }
}
