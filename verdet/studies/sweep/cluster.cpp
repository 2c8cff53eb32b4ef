#include "verdet/studies/sweep/cluster.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>

#include "verdet/base/keys.hpp"
#include "verdet/base/text.hpp"
#include "verdet/base/units.hpp"

namespace verdet {
namespace {

constexpr int kMostShards = 100'000;

// 'text' quoted for a POSIX shell.
std::string in_quotes(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

int whole(const Node& node, const std::string& path) {
  double value = 0;
  try {
    value = parse_number(node.as_text());
  } catch (const InputError& error) {
    node.fail(error.message(), path);
  }
  if (value != std::floor(value) || value < 1 || value > kMostShards)
    node.fail(fmt::format("a whole number from 1 to {} is due", kMostShards), path);
  return static_cast<int>(value);
}

std::string common(const ClusterJob& job, const ClusterRequest& request, const char* name) {
  std::string text = "#!/bin/bash\n";
  text += fmt::format("#SBATCH --job-name={}\n#SBATCH --chdir={}\n", name, job.working_directory);
  text += "#SBATCH --nodes=1 --ntasks=1 --open-mode=append --requeue\n";
  if (!request.partition.empty())
    text += fmt::format("#SBATCH --partition={}\n", request.partition);
  if (!request.memory.empty()) text += fmt::format("#SBATCH --mem={}\n", request.memory);
  if (request.cpus > 0) text += fmt::format("#SBATCH --cpus-per-task={}\n", request.cpus);
  if (request.time_limit > 0)
    text += fmt::format("#SBATCH --time={:.0f}\n", std::ceil(request.time_limit / 60));
  return text;
}

}  // namespace

void check_cluster(const ClusterRequest& request) {
  if (request.shards < 1 || request.shards > kMostShards)
    throw InputError(
        fmt::format("{} shards: from 1 to {} are possible", request.shards, kMostShards));
  const std::string& m = request.memory;
  const std::size_t digits = std::min(m.find_first_not_of("0123456789"), m.size());
  const std::string unit = m.substr(digits);
  if (!m.empty() && (digits == 0 || unit.size() > 1 ||
                     (unit.size() == 1 && std::string("KMGT").find(unit) == std::string::npos)))
    throw InputError(fmt::format("memory '{}': write it as Slurm does, e.g. 4G or 500M", m));
  if (request.time_limit > 0 && request.time_limit < 60)
    throw InputError("a time limit of less than a minute: Slurm counts in minutes");
}

ClusterRequest read_cluster(const Node& node) {
  require_known_keys(node, {"shards", "time_limit", "partition", "memory", "cpus"}, "cluster");
  ClusterRequest request;
  for (const auto& [key, value] : node.entries()) {
    const std::string path = "cluster." + key;
    if (key == "shards")
      request.shards = whole(value, path);
    else if (key == "cpus")
      request.cpus = whole(value, path);
    else if (key == "partition")
      request.partition = value.as_text();
    else if (key == "memory")
      request.memory = value.as_text();
    else if (key == "time_limit")
      try {
        request.time_limit = parse_quantity(value.as_text(), Kind::Quantity, "s");
      } catch (const InputError& error) {
        value.fail(error.message(), path);
      }
  }
  try {
    check_cluster(request);
  } catch (const InputError& error) {
    node.fail(error.message(), "cluster");
  }
  return request;
}

std::string array_script(const ClusterJob& job, const ClusterRequest& request) {
  std::string text = common(job, request, "verdet-sweep");
  text += fmt::format("#SBATCH --array=0-{}\n", request.shards - 1);
  text += fmt::format("#SBATCH --output={}/%A_%a.log\n", job.folder);
  text += fmt::format("#SBATCH --signal=USR1@{}\n\n", request.signal_margin);
  text += fmt::format("srun --ntasks=1 {} sweep {} --shard \"$SLURM_ARRAY_TASK_ID/{}\" -o {}\n",
                      in_quotes(job.program), in_quotes(job.spec), request.shards,
                      in_quotes(job.folder));
  text += "status=$?\n";
  text += "# Stopped before it was complete: queue the task again; it goes on where it was.\n";
  text += "if [ $status = 130 ] && [ \"${SLURM_RESTART_COUNT:-0}\" -lt 1000 ]; then\n";
  text += "  scontrol requeue \"${SLURM_ARRAY_JOB_ID}_${SLURM_ARRAY_TASK_ID}\"\nfi\n";
  text += "exit $status\n";
  return text;
}

std::string collect_script(const ClusterJob& job, const ClusterRequest& request) {
  std::string text = common(job, request, "verdet-collect");
  text += fmt::format("#SBATCH --output={}/collect.log\n\n", job.folder);
  text += fmt::format("exec {} collect {} -o {}\n", in_quotes(job.program), in_quotes(job.folder),
                      in_quotes(job.table));
  return text;
}

}  // namespace verdet
