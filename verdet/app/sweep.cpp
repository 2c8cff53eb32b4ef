// `verdet sweep`, `verdet collect` and `verdet status`.
#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <thread>

#include "verdet/app/command.hpp"
#include "verdet/app/launch.hpp"
#include "verdet/app/progress.hpp"
#include "verdet/app/read_plan.hpp"
#include "verdet/app/slurm.hpp"
#include "verdet/base/text.hpp"
#include "verdet/materials/library.hpp"
#include "verdet/studies/sweep/collect.hpp"
#include "verdet/studies/sweep/draft.hpp"
#include "verdet/studies/sweep/execute.hpp"
#include "verdet/studies/sweep/refine.hpp"
#include "verdet/tables/hdf5.hpp"

namespace verdet {
namespace {

namespace fs = std::filesystem;

// Where this process works: a share of a folder, or the whole sweep beside its output.
struct Target {
  Shard shard;
  std::string folder;
  std::string table;   ///< to collect into; empty for a share
  bool waits = false;  ///< rank 0 of a launcher collects when all ranks are done
};

Target target_of(const SweepCommand& o, const Plan& plan) {
  const std::string output = o.output.empty() ? plan.output : o.output;
  if (output.empty())
    throw InputError(o.spec + ": no output is named; add 'output: FILE.h5' or use -o FILE.h5");
  const std::string beside = output + ".sweep";
  if (o.shard.empty())
    if (const auto rank = rank_shard())
      return {*rank, beside, rank->index == 0 ? output : "", true};
  if (!o.shard.empty())
    return {parse_shard(o.shard), o.output.empty() ? beside : o.output, "", false};
  if (const auto task = slurm_shard())
    return {*task, o.output.ends_with(".h5") || o.output.empty() ? beside : o.output, "", false};
  return {{}, beside, output, false};
}

bool already_complete(const Target& target, const SweepIdentity& identity) {
  if (target.table.empty() || fs::exists(target.folder) || !fs::exists(target.table)) return false;
  try {
    return read_hdf5(target.table, {.axis = {}, .only = {"status"}}).text_attribute("sweep_hash") ==
           identity.hash;
  } catch (const InputError&) {
    return false;
  }
}

void wait_for_ranks(const SweepStore& store, const Context& context) {
  for (;;) {
    context.check();
    bool all = true;
    const std::vector<ShardState> states = store.states();
    for (const ShardState& state : states) all = all && state.state == "complete";
    if (all && states.size() == store.shards()) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
}

std::function<void(const SweepProgress&)> progress_of(const std::string& style) {
  using Clock = std::chrono::steady_clock;
  if (style != "json" && !isatty(STDERR_FILENO)) return nullptr;
  return [style, last = Clock::time_point{}](const SweepProgress& p) mutable {
    const Clock::time_point now = Clock::now();
    const auto pause = std::chrono::milliseconds(style == "json" ? 1000 : 200);
    if (now - last < pause && p.done < p.total) return;
    last = now;
    const double left = static_cast<double>(p.total - p.done) / std::max(p.rate, 1e-9);
    if (style == "json")
      fmt::print(stderr,
                 "{{\"done\": {}, \"failed\": {}, \"total\": {}, \"rate\": {:.6g}, \"seconds\": "
                 "{:.3f}, \"seconds_left\": {:.3f}}}\n",
                 p.done, p.failed, p.total, p.rate, p.seconds, left);
    else
      fmt::print(stderr, "\r{} of {}, {} failed, {:.3g}/s, {:.0f} s left   {}", p.done, p.total,
                 p.failed, p.rate, left, p.done == p.total ? "\n" : "");
  };
}

void report_failures(const SweepOutcome& outcome, const std::string& folder) {
  if (outcome.progress.failed == 0) return;
  fmt::print(stderr, "verdet: {} of {} points failed; the first: {}\n", outcome.progress.failed,
             outcome.progress.total, outcome.first_failure);
  fmt::print(stderr, "verdet: {} is kept for --retry-failed\n", folder);
}

void finish(const SweepCommand& o, const Target& target, const Plan& plan, SweepStore& store,
            const SweepOutcome& outcome, TableDraft* draft, const Context& context) {
  if (target.waits) wait_for_ranks(store, context);
  const CollectOutcome collected =
      collect(plan, store, target.table,
              {.digits = plan.digits,
               .threads = context.threads,
               .draft = draft,
               .temporary = store.draft_path(target.shard, target.table)},
              context);
  report_failures(outcome, target.folder);
  // A copy in memory would defeat the streaming of large sweeps.
  fmt::print("{}", o.json ? fmt::format("{{\"output\": \"{}\", \"points\": {}, \"failed\": {}}}\n",
                                        target.table, collected.points, collected.failed)
                          : fmt::format("{}: {} points, {} failed\n", target.table,
                                        collected.points, collected.failed));
  if (collected.failed == 0) store.remove();
}

// Computes what failed by the settings of --with, and nothing else.
SweepOutcome retry(const SweepCommand& o, const Plan& plan, SweepStore& store, SweepOptions options,
                   const Registry& registry, const Context& context) {
  if (!o.retry_failed || plan.design.refined())
    throw InputError("--with: goes with --retry-failed, and not with a refined axis");
  const Plan tightened = read_plan(o.spec, o.retry_settings, registry);
  options.retry_plan = &tightened;
  options.retry_note = "computed again with " + join(o.retry_settings, ", ");
  options.only = failed_points(store);
  if (options.only.empty()) throw InputError(store.folder() + ": holds no failed point to retry");
  return execute(plan, store, MaterialLibrary{}, options, context);
}

// A table to be begun while points are computed, where one process computes all of them.
std::unique_ptr<TableDraft> draft_of(const SweepCommand& o, const Target& target, const Plan& plan,
                                     const SweepStore& store, int threads, SweepOptions& options) {
  const bool whole = target.shard.count == 1 && !target.waits && !plan.design.refined();
  if (!whole || target.table.empty() || !o.retry_settings.empty()) return nullptr;
  auto draft = std::make_unique<TableDraft>(
      target.table, plan.design,
      StreamOptions{.digits = plan.digits,
                    .threads = threads,
                    .temporary = store.draft_path(target.shard, target.table)});
  options.written = [&draft = *draft](const Table& segment) { draft.take(segment); };
  options.make_room = [&draft = *draft] { return draft.give_up(); };
  return draft;
}

void run_sweep(const SweepCommand& o, Session& session) {
  const Registry registry = make_registry();
  const Plan plan = read_plan(o.spec, registry);
  if (plan.design.empty())
    throw InputError(o.spec + ": has no 'sweep:' section; use 'verdet run', or add one");
  if (o.slurm) return submit_to_slurm(o, plan);
  SweepOptions options;
  const Target target = target_of(o, plan);
  options.shard = target.shard;
  options.force = o.force;
  options.retry_failed = o.retry_failed;
  options.point_time_limit = read_time("--point-time-limit", o.time_limit, 0);
  options.publish_seconds = read_time("--checkpoint", o.checkpoint, options.publish_seconds);
  options.progress = progress_of(o.progress);
  if (!target.table.empty()) check_writable(target.table);
  if (already_complete(target, identity_of(plan)) && !o.force) {
    fmt::print("{}: is complete; nothing to do (--force computes it again)\n", target.table);
    return;
  }
  session.context.threads = o.jobs > 0 ? o.jobs : default_jobs();
  const MaterialLibrary materials;
  SweepStore store(target.folder);
  const auto draft = draft_of(o, target, plan, store, session.context.threads, options);
  try {
    const auto compute = plan.design.refined() ? execute_refined : execute;
    const SweepOutcome outcome = o.retry_settings.empty()
                                     ? compute(plan, store, materials, options, session.context)
                                     : retry(o, plan, store, options, registry, session.context);
    if (!target.table.empty())
      return finish(o, target, plan, store, outcome, draft.get(), session.context);
    report_failures(outcome, target.folder);
    fmt::print("{}: shard {} complete, {} points, {} failed\n", target.folder, target.shard.name(),
               outcome.progress.total, outcome.progress.failed);
  } catch (const Interrupted&) {
    fmt::print(stderr,
               "verdet: interrupted; what is finished is safe in {}. Run the same command again to "
               "go on\n",
               target.folder);
    throw ExitWith{130};
  }
}

void run_collect(const std::string& folder, const std::string& output, bool partial, int jobs,
                 Session& session) {
  check_writable(output);
  const SweepStore store(folder);
  const Registry registry = make_registry();
  const Plan plan = plan_of(store, registry);
  session.context.threads = jobs > 0 ? jobs : default_jobs();
  const CollectOutcome outcome = collect(
      plan, store, output, {partial, plan.digits, session.context.threads}, session.context);
  for (const std::string& text : outcome.bad_segments) fmt::print(stderr, "verdet: {}\n", text);
  for (const std::string& text : outcome.missing_shards) fmt::print(stderr, "verdet: {}\n", text);
  fmt::print("{}: {} points, {} failed, {} missing\n", output, outcome.points, outcome.failed,
             outcome.missing);
}

void show_status(const std::string& folder, bool json) {
  const SweepStore store(folder);
  const SweepIdentity identity = store.identity();
  const std::vector<ShardState> states = store.states();
  if (!json)
    fmt::print("{}: {} points in {} shards\n{:>12} {:>10} {:>12} {:>12} {:>8} {:>10} {:>10}\n",
               folder, identity.points, store.shards(), "shard", "state", "done", "of", "failed",
               "per s", "s left");
  for (const ShardState& s : states) {
    const char* state = s.state == "complete" ? "complete" : s.running ? "running" : "stopped";
    const double left = static_cast<double>(s.total - s.done) / std::max(s.rate, 1e-9);
    if (json)
      fmt::print(
          "{{\"shard\": \"{}\", \"state\": \"{}\", \"done\": {}, \"failed\": {}, \"total\": "
          "{}, \"rate\": {:.6g}}}\n",
          s.shard, state, s.done, s.failed, s.total, s.rate);
    else
      fmt::print("{:>12} {:>10} {:>12} {:>12} {:>8} {:>10.3g} {:>10}\n", s.shard, state, s.done,
                 s.total, s.failed, s.rate,
                 state == std::string("running") ? fmt::format("{:.0f}", left) : "-");
  }
}

}  // namespace

void add_sweep_command(const Command& app, Session& session) {
  const Command command = app.add_subcommand(
      "sweep", "Run a spec with a sweep: section; killed, it goes on where it was");
  auto o = std::make_shared<SweepCommand>();
  command.add_option("spec", o->spec, "YAML spec").required();
  command.add_option("-o,--output", o->output,
                     "HDF5 table to write, or with --shard the folder to share");
  command.add_option("--shard", o->shard, "I/N: compute only this share, 0 <= I < N");
  command.add_option("-j,--jobs", o->jobs, "Threads; all cores when left out");
  command.add_option("--point-time-limit", o->time_limit,
                     "Give up a point after this time, e.g. \"30 s\"");
  command.add_option("--checkpoint", o->checkpoint,
                     "Put finished points on disk at least so often; \"10 s\" when left out");
  command.add_flag("--force", o->force, "Discard what another spec or version has left");
  command.add_flag("--retry-failed", o->retry_failed, "Compute failed points again");
  command.add_option("--with", o->retry_settings,
                     "With --retry-failed: experiment.PATH=VALUE, a setting for the failed points");
  command.add_option("--progress", o->progress, "auto, or json: one line a second on stderr")
      .one_of({"auto", "json"});
  command.add_flag("--json", o->json, "Print the summary as JSON");
  command.add_flag("--slurm", o->slurm, "Submit as a Slurm job array, with a job that collects");
  command.add_flag("--dry-run", o->dry_run, "With --slurm: write the scripts, submit nothing");
  command.add_option("--shards", o->shards, "With --slurm: tasks of the array; 16 when left out");
  command.add_option("--time", o->cluster_time, "With --slurm: time limit, e.g. \"2 h\"");
  command.add_option("--partition", o->partition, "With --slurm: partition");
  command.add_option("--memory", o->memory, "With --slurm: memory of a task, e.g. 4G");
  command.footer(
      "Examples:\n  verdet sweep map.yaml -o map.h5\n"
      "  verdet sweep map.yaml --shard 0/8 -o map.parts; verdet collect map.parts -o map.h5");
  command.callback([o, &session] { run_sweep(*o, session); });
}

void add_collect_command(const Command& app, Session& session) {
  struct Options {
    std::string folder, output;
    bool partial = false;
    int jobs = 0;
  };
  const Command command =
      app.add_subcommand("collect", "Merge the shards of a sweep into one table");
  auto o = std::make_shared<Options>();
  command.add_option("folder", o->folder, "folder given to 'verdet sweep --shard'").required();
  command.add_option("-o,--output", o->output, "HDF5 table to write").required();
  command.add_flag("--partial", o->partial, "Write what is there, although points are missing");
  command.add_option("-j,--jobs", o->jobs, "Threads that compress; all cores when left out");
  command.footer(
      "Exit status 1 when shards are missing; they are named.\n"
      "Example:\n  verdet collect map.parts -o map.h5");
  command.callback(
      [o, &session] { run_collect(o->folder, o->output, o->partial, o->jobs, session); });
}

void add_status_command(const Command& app) {
  const Command command = app.add_subcommand("status", "Show how far the shards of a sweep are");
  auto folder = std::make_shared<std::string>();
  auto json = std::make_shared<bool>(false);
  command.add_option("folder", *folder, "folder of the sweep").required();
  command.add_flag("--json", *json, "One JSON line per shard");
  command.footer("Example:\n  verdet status map.parts");
  command.callback([folder, json] { show_status(*folder, *json); });
}

}  // namespace verdet
