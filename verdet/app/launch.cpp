#include "verdet/app/launch.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cstdlib>
#include <thread>

#include "verdet/base/text.hpp"

namespace verdet {
namespace {

constexpr std::uint64_t kMostShards = 1'000'000;

std::optional<std::uint64_t> whole(const std::string& text) {
  std::uint64_t value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<std::uint64_t> variable(const char* name) {
  const char* text = std::getenv(name);
  return text ? whole(text) : std::nullopt;
}

std::optional<Shard> from(const char* index, const char* count) {
  const auto i = variable(index), n = variable(count);
  if (!i || !n || *n < 2 || *i >= *n) return std::nullopt;
  return Shard{*i, *n};
}

}  // namespace

Shard parse_shard(const std::string& text) {
  const std::vector<std::string> parts = split(text, '/');
  const auto index = whole(parts[0]);
  const auto count = parts.size() == 2 ? whole(parts[1]) : std::nullopt;
  if (!index || !count)
    throw InputError(fmt::format("--shard {}: write I/N, e.g. --shard 0/8", text));
  if (*count < 1 || *count > kMostShards || *index >= *count)
    throw InputError(
        fmt::format("--shard {}: out of range; shards count from 0, so I is 0 to N-1 "
                    "(N at most {})",
                    text, kMostShards));
  return {*index, *count};
}

std::optional<Shard> slurm_shard() {
  const auto id = variable("SLURM_ARRAY_TASK_ID"), count = variable("SLURM_ARRAY_TASK_COUNT");
  if (!id || !count) return std::nullopt;
  const std::uint64_t first = variable("SLURM_ARRAY_TASK_MIN").value_or(0);
  const std::uint64_t step =
      std::max<std::uint64_t>(variable("SLURM_ARRAY_TASK_STEP").value_or(1), 1);
  if (*id < first || (*id - first) / step >= *count) return std::nullopt;
  return Shard{(*id - first) / step, *count};
}

std::optional<Shard> rank_shard() {
  if (auto shard = from("OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE")) return shard;
  return from("PMI_RANK", "PMI_SIZE");
}

int default_jobs() {
  if (const auto cpus = variable("SLURM_CPUS_PER_TASK"); cpus && *cpus > 0)
    return static_cast<int>(*cpus);
  return static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
}

}  // namespace verdet
