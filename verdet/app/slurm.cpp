#include "verdet/app/slurm.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "verdet/studies/sweep/store.hpp"
#include "verdet/tables/hdf5.hpp"
#include "verdet/tables/publish.hpp"

namespace verdet {

double read_time(const std::string& option, const std::string& text, double fallback) {
  if (text.empty()) return fallback;
  double time = 0;
  try {
    time = parse_quantity(text, Kind::Quantity, "s");
  } catch (const InputError& error) {
    throw InputError(fmt::format("{} {}: {}", option, text, error.message()));
  }
  if (!(time > 0)) throw InputError(fmt::format("{} {}: must be above 0", option, text));
  return time;
}

namespace {

namespace fs = std::filesystem;

ClusterRequest cluster_of(const SweepCommand& o, const Plan& plan) {
  ClusterRequest request = plan.cluster;
  if (o.shards > 0) request.shards = o.shards;
  if (!o.partition.empty()) request.partition = o.partition;
  if (!o.memory.empty()) request.memory = o.memory;
  if (o.jobs > 0) request.cpus = o.jobs;
  request.time_limit = read_time("--time", o.cluster_time, request.time_limit);
  check_cluster(request);
  return request;
}

// Output of a command, without its last line break; throws Error when it fails.
std::string output_of(const std::string& command) {
  FILE* pipe = popen(command.c_str(), "r");
  if (!pipe) throw Error(command + ": cannot be started");
  std::string text;
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) text += static_cast<char>(c);
  if (pclose(pipe) != 0)
    throw Error(command +
                ": failed; is Slurm running here? The scripts are kept: submit them by hand");
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  return text;
}

void write_script(const std::string& path, const std::string& text) {
  publish(path, [&](const std::string& temporary) {
    std::ofstream file(temporary);
    file << text;
    file.close();
    if (!file) throw Error(path + ": cannot be written: is the disk full?");
  });
}

}  // namespace

void submit_to_slurm(const SweepCommand& o, const Plan& plan) {
  const ClusterRequest request = cluster_of(o, plan);
  const std::string output = o.output.empty() ? plan.output : o.output;
  if (output.empty())
    throw InputError(o.spec + ": no output is named; add 'output: FILE.h5' or use -o FILE.h5");
  check_writable(output);
  const ClusterJob job{fs::read_symlink("/proc/self/exe").string(), fs::absolute(o.spec).string(),
                       fs::absolute(output + ".sweep").string(), fs::absolute(output).string(),
                       fs::current_path().string()};
  {
    SweepStore store(job.folder);  // refuses another sweep now, not in every task
    store.open(identity_of(plan), {0, static_cast<std::uint64_t>(request.shards)}, o.force);
  }
  const std::string array = job.folder + "/array.sh", collect = job.folder + "/collect.sh";
  write_script(array, array_script(job, request));
  write_script(collect, collect_script(job, request));
  fmt::print("{}\n{}\n", array, collect);
  if (o.dry_run) return;
  const std::string id = output_of(fmt::format("sbatch --parsable '{}'", array));
  const std::string merge =
      output_of(fmt::format("sbatch --parsable --dependency=afterany:{} '{}'", id, collect));
  fmt::print("array job {} of {} shards, collect job {}; follow with: verdet status {}\n", id,
             request.shards, merge, job.folder);
}

}  // namespace verdet
