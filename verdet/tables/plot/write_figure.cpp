// Runs gnuplot: script on its standard input, picture from its standard output, both through files,
// so that nothing can block and no file name is part of a script.
#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>

#include "verdet/base/error.hpp"
#include "verdet/base/text.hpp"
#include "verdet/tables/plot/gnuplot_script.hpp"
#include "verdet/tables/plot/plot.hpp"
#include "verdet/tables/publish.hpp"

extern char** environ;

namespace verdet::plot {
namespace {

constexpr const char* kMissing =
    "figures need gnuplot, which was not found; install the package gnuplot-nox "
    "(apt-get install gnuplot-nox)";

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

File scratch() {
  File file(std::tmpfile());
  if (!file) throw Error(fmt::format("no temporary file can be made: {}", std::strerror(errno)));
  return file;
}

std::string content(std::FILE* file) {
  std::string text;
  char buffer[4096];
  std::rewind(file);
  while (const std::size_t count = std::fread(buffer, 1, sizeof buffer, file))
    text.append(buffer, count);
  return text;
}

// What gnuplot complained about, without the echo of the line and the caret under it.
std::string complaint(const std::string& words) {
  std::vector<std::string> lines;
  for (const std::string& line : split(words, '\n')) {
    const std::string text = trim(line);
    if (!text.empty() && text != "^" && !text.starts_with("gnuplot>")) lines.push_back(text);
    if (lines.size() == 3) break;
  }
  return lines.empty() ? "no reason given" : join(lines, "; ");
}

int wait_for(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0)
    if (errno != EINTR) throw Error(fmt::format("waiting for gnuplot: {}", std::strerror(errno)));
  return status;
}

// Starts gnuplot without the user's settings; returns its wait status.
int run_gnuplot(int input, int output, int errors) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO);
  std::string words[] = {"gnuplot", "--default-settings", "-"};
  char* arguments[] = {words[0].data(), words[1].data(), words[2].data(), nullptr};
  pid_t child = 0;
  const int failed = posix_spawnp(&child, "gnuplot", &actions, nullptr, arguments, environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failed == ENOENT) throw Error(kMissing);
  if (failed) throw Error(fmt::format("gnuplot cannot be started: {}", std::strerror(failed)));
  return wait_for(child);
}

void draw(const std::string& script, const std::string& path) {
  const File input = scratch(), errors = scratch();
  if (std::fwrite(script.data(), 1, script.size(), input.get()) != script.size() ||
      std::fflush(input.get()) != 0)
    throw Error(fmt::format("the plot script cannot be written: {}", std::strerror(errno)));
  std::rewind(input.get());
  const File output(std::fopen(path.c_str(), "wbe"));
  if (!output) throw Error(fmt::format("{}: cannot be created: {}", path, std::strerror(errno)));
  const int status = run_gnuplot(fileno(input.get()), fileno(output.get()), fileno(errors.get()));
  std::error_code ignored;
  const bool empty = std::filesystem::file_size(path, ignored) == 0;
  // posix_spawn reports a missing program as 127 on some systems.
  if (WIFEXITED(status) && WEXITSTATUS(status) == 127 && empty) throw Error(kMissing);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0 || empty)
    throw Error(fmt::format("gnuplot failed: {}", complaint(content(errors.get()))));
}

Format format_of(const std::string& path) {
  std::string ending = std::filesystem::path(path).extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (ending == ".png") return Format::Png;
  if (ending == ".svg") return Format::Svg;
  if (ending == ".pdf") return Format::Pdf;
  throw InputError(
      fmt::format("{}: the file name decides the format; end it in .png, .svg or .pdf", path));
}

}  // namespace

void write_figure(const Figure& figure, const std::string& path) {
  const Format format = format_of(path);
  if (figure.panels.empty()) throw Error("the figure has no panels");
  const std::string script = gnuplot_script(figure, format);
  publish(path, [&](const std::string& temporary) {
    try {
      draw(script, temporary);
    } catch (Error& error) {
      throw error.within("drawing " + path);
    }
  });
}

}  // namespace verdet::plot
