#include "verdet/studies/sweep/store.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "verdet/base/text.hpp"
#include "verdet/base/version.hpp"
#include "verdet/devices/lanes.hpp"
#include "verdet/studies/provenance.hpp"
#include "verdet/tables/publish.hpp"

namespace verdet {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kFingerprintPoints = 4096;
constexpr const char* kDescription = "sweep.yaml";

// Values of evenly spread points: a changed table of points or material file of an axis is noticed.
std::string fingerprint(const Design& design) {
  std::string bytes;
  std::vector<double> values(design.paths().size());
  const std::uint64_t count = std::min(design.size(), kFingerprintPoints);
  for (std::uint64_t k = 0; k < count; ++k) {
    design.values(design.size() / count * k, values);
    bytes.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(double));
  }
  return hash_of(bytes);
}

std::string shard_file(const Shard& shard, const char* suffix) {
  return fmt::format("shard-{}-of-{}.{}", shard.index, shard.count, suffix);
}

// Names that a sweep puts into its folder, and nothing else.
bool is_ours(const std::string& name) {
  return name == kDescription ||
         (name.starts_with("shard-") && (name.ends_with(".lock") || name.ends_with(".journal"))) ||
         name.ends_with(".h5") || name.ends_with(".part") || name.ends_with(".log") ||
         name.ends_with(".sh");
}

std::vector<std::string> names_in(const std::string& folder) {
  std::vector<std::string> names;
  std::error_code absent;
  for (const auto& entry : fs::directory_iterator(folder, absent))
    names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

std::optional<SegmentName> parse_segment(const std::string& folder, const std::string& name) {
  if (!name.ends_with(".h5")) return std::nullopt;
  SegmentName segment{folder + "/" + name, 0, 0};
  const char* end = name.data() + name.size();
  const auto first = std::from_chars(name.data(), end, segment.first);
  if (first.ec != std::errc{} || *first.ptr != '-') return std::nullopt;
  const auto last = std::from_chars(first.ptr + 1, end, segment.last);
  if (last.ec != std::errc{} || *last.ptr != '.') return std::nullopt;
  return segment;
}

void write_description(const std::string& folder, const SweepIdentity& identity,
                       std::uint64_t shards) {
  const Node node = Node::map({{"sweep", Node::text("1")},
                               {"hash", Node::text(identity.hash)},
                               {"isa", Node::text(identity.isa)},
                               {"points", Node::text(std::to_string(identity.points))},
                               {"shards", Node::text(std::to_string(shards))},
                               {"resolved_spec", Node::text(identity.resolved_spec, true)}});
  publish(folder + "/" + kDescription, [&](const std::string& path) {
    std::ofstream file(path);
    file << to_yaml(node);
    file.close();
    if (!file) throw Error(path + ": cannot be written: is the disk full?");
  });
}

Node read_description(const std::string& folder) {
  const std::string path = folder + "/" + kDescription;
  if (!fs::is_directory(folder))
    throw InputError(
        fmt::format("{}: no such folder; name the folder that 'verdet sweep -o' made", folder));
  if (!fs::exists(path))
    throw InputError(
        fmt::format("{}: is not the folder of a sweep (it holds no {})", folder, kDescription));
  return read_yaml(path);
}

std::uint64_t read_count(const Node& node) {
  return static_cast<std::uint64_t>(parse_number(node.as_text()));
}

bool differs(const SweepIdentity& a, const SweepIdentity& b) {
  return a.hash != b.hash || a.isa != b.isa;
}

bool locked(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  const bool held = ::flock(file, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
  ::close(file);
  return held;
}

// Which of the things that make an identity is another one.
std::string difference(const SweepIdentity& there, const SweepIdentity& here) {
  if (there.isa != here.isa)
    return fmt::format(
        "was computed on the instruction set {}, this machine has {}: their numbers "
        "may differ in the last bits",
        there.isa, here.isa);
  if (there.resolved_spec != here.resolved_spec || there.points != here.points)
    return "holds another sweep (the spec, a preset or a default has changed)";
  return "was computed by another version of the code, or from a changed table of points";
}

}  // namespace

std::string Shard::name() const {
  return fmt::format("{}/{}", index, count);
}

SweepIdentity identity_of(const Plan& plan) {
  SweepIdentity identity;
  identity.resolved_spec = to_yaml(resolved_spec(plan));
  identity.points = plan.design.size();
  identity.isa = lanes_isa();
  identity.hash = hash_of(identity.resolved_spec + fingerprint(plan.design) + kVersion +
                          kNumericsVersion + git_sha());
  return identity;
}

SweepStore::~SweepStore() {
  if (publishing_.valid()) publishing_.wait();
  if (lock_ >= 0) ::close(lock_);
}

void SweepStore::open(const SweepIdentity& identity, const Shard& shard, bool force) {
  if (lock_ >= 0) return;  // a further round of the same run
  identity_ = identity;
  shard_ = shard;
  std::error_code failed;
  fs::create_directories(folder_, failed);
  if (failed || ::access(folder_.c_str(), W_OK) != 0)
    throw InputError(fmt::format("{}: cannot be written: {}", folder_,
                                 failed ? failed.message() : std::strerror(errno)));
  const std::vector<std::string> names = names_in(folder_);
  for (const std::string& name : names)
    if (!is_ours(name))
      throw InputError(fmt::format("{}: holds '{}', which is no part of a sweep; name a new folder",
                                   folder_, name));
  const std::string lock = folder_ + "/" + shard_file(shard, "lock");
  lock_ = ::open(lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (lock_ < 0 || ::flock(lock_, LOCK_EX | LOCK_NB) != 0) {
    if (lock_ >= 0 && errno != EWOULDBLOCK)
      throw Error(fmt::format("{}: cannot be locked: {}; use a folder on another file system", lock,
                              std::strerror(errno)));
    throw Error(
        fmt::format("{}: another process is computing shard {} of this sweep; wait for it, "
                    "or follow it with 'verdet status {}'",
                    folder_, shard.name(), folder_));
  }
  const bool known = fs::exists(folder_ + "/" + kDescription);
  if (known && !force) {
    const SweepIdentity there = this->identity();
    if (differs(there, identity))
      throw InputError(
          fmt::format("{}: {}; use --force to discard it and start again, or name "
                      "another folder",
                      folder_, difference(there, identity)));
  }
  // Only the first shard of a forced run may empty the folder; others would take its results away.
  const bool discard = force && known && differs(this->identity(), identity);
  const std::string own = fmt::format(".{}-{}.", shard.index, shard.count);
  for (const std::string& name : names) {
    const bool result = name.ends_with(".h5") || name.ends_with(".journal");
    const bool torn = name.ends_with(".part") && name.find(own) != std::string::npos;
    if ((discard && result) || torn) fs::remove(folder_ + "/" + name, failed);
  }
  if (!known || discard || shards() != shard.count)
    write_description(folder_, identity, shard.count);
}

SweepIdentity SweepStore::identity() const {
  const Node node = read_description(folder_);
  return {node.at("hash").as_text(), node.at("isa").as_text(), node.at("resolved_spec").as_text(),
          read_count(node.at("points"))};
}

std::uint64_t SweepStore::shards() const {
  return read_count(read_description(folder_).at("shards"));
}

std::vector<SegmentName> SweepStore::segments(std::uint64_t first, std::uint64_t last) const {
  std::vector<SegmentName> list;
  for (const std::string& name : names_in(folder_))
    if (const auto segment = parse_segment(folder_, name))
      if (segment->first < last && segment->last >= first) list.push_back(*segment);
  std::sort(list.begin(), list.end(), [](const SegmentName& a, const SegmentName& b) {
    return std::pair(a.first, a.path) < std::pair(b.first, b.path);
  });
  return list;
}

std::string SweepStore::draft_path(const Shard& shard, const std::string& output) const {
  const std::string path = fmt::format("{}/table.{}-{}.part", folder_, shard.index, shard.count);
  const std::string folder = fs::exists(folder_) ? path : folder_;
  return same_file_system(folder, output) ? path : "";
}

void SweepStore::publish(Table& table) {
  const std::vector<double>& points = table.axis(kPointAxis).values;
  table.set("sweep_hash", identity_.hash);
  table.set("isa", identity_.isa);
  table.set("filetype", std::string("verdet-table"));
  table.set("format_version", std::string(kFormatVersion));
  table.set("complete", std::string("true"));
  std::string path;
  do {
    path = fmt::format("{}/{:.0f}-{:.0f}.{}-{}.{}.h5", folder_, points.front(), points.back(),
                       shard_.index, shard_.count, next_++);
  } while (fs::exists(path));
  auto segment = std::make_unique<Publication>(path);
  write_hdf5(table, *segment);
  settle();
  publishing_ =
      std::async(std::launch::async, [segment = std::move(segment)] { segment->commit(); }).share();
}

void SweepStore::settle() {
  if (publishing_.valid()) publishing_.get();
}

void SweepStore::journal(const std::string& json) {
  const std::string path = folder_ + "/" + shard_file(shard_, "journal");
  const std::string line = json + "\n";
  const int file = ::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
  if (file < 0)
    return;  // the segments are the truth; a journal that cannot be written stops nothing
  const ssize_t written = ::write(file, line.data(), line.size());
  (void)written;
  ::close(file);
}

std::vector<ShardState> SweepStore::states() const {
  std::vector<ShardState> list;
  for (const std::string& name : names_in(folder_)) {
    if (!name.ends_with(".journal")) continue;
    const std::string stem = folder_ + "/" + name.substr(0, name.size() - 8);
    std::ifstream file(folder_ + "/" + name);
    std::string line, last;
    while (std::getline(file, line))
      if (line.ends_with("}")) last = line;  // the last line may be torn
    const std::vector<std::string> parts = split(name.substr(0, name.size() - 8), '-');
    if (last.empty() || parts.size() != 4) continue;
    const Node node = parse_yaml(last, stem);
    list.push_back({parts[1] + "/" + parts[3], node.at("state").as_text(), locked(stem + ".lock"),
                    read_count(node.at("done")), read_count(node.at("failed")),
                    read_count(node.at("total")), parse_number(node.at("seconds").as_text()),
                    parse_number(node.at("rate").as_text())});
  }
  return list;
}

void SweepStore::remove() {
  std::error_code ignored;
  for (const std::string& name : names_in(folder_))
    if (is_ours(name)) fs::remove(folder_ + "/" + name, ignored);
  fs::remove(folder_, ignored);
}

Table read_segment(const std::string& path, const SweepIdentity& identity, const TablePart& part) {
  Table table = read_hdf5(path, part);
  if (table.text_attribute("sweep_hash") != identity.hash)
    throw InputError(fmt::format("{}: belongs to another sweep; move it out of the folder", path));
  if (table.text_attribute("isa") != identity.isa)
    throw InputError(
        fmt::format("{}: was computed on another instruction set ({}); set "
                    "GLIBC_TUNABLES alike on all machines",
                    path, table.text_attribute("isa")));
  if (table.text_attribute("complete") != "true" || !table.find_axis(kPointAxis))
    throw InputError(fmt::format("{}: is not a whole segment of a sweep", path));
  return table;
}

}  // namespace verdet
