#include "verdet/materials/library.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <optional>

#include "verdet/base/data.hpp"
#include "verdet/base/keys.hpp"
#include "verdet/base/text.hpp"
#include "verdet/materials/refractiveindex.hpp"

namespace verdet {
namespace fs = std::filesystem;

// What was read, by name. Records are immutable, so sharing them between threads is safe.
struct MaterialLibrary::Cache {
  std::mutex mutex;
  std::map<std::string, std::shared_ptr<const Record>> records;

  template <class Read>
  std::shared_ptr<const Record> get(const std::string& name, Read&& read) {
    const std::lock_guard lock(mutex);
    const auto found = records.find(name);
    if (found != records.end()) return found->second;
    return records[name] = std::make_shared<const Record>(read());
  }
};

namespace {

constexpr const char* kDefault = "default.yaml";

// "3.473", "2+0.1i", "0.5-2e-3i": a plain index.
std::optional<std::complex<double>> plain_index(const std::string& text) {
  const auto number = [](const std::string& part) -> std::optional<double> {
    try {
      return parse_number(part);
    } catch (const InputError&) {
      return std::nullopt;
    }
  };
  if (const auto real = number(text)) return *real;
  if (text.size() < 2 || text.back() != 'i') return std::nullopt;
  const std::string body = text.substr(0, text.size() - 1);
  std::size_t sign = body.find_last_of("+-");
  while (sign != std::string::npos && sign > 0 && (body[sign - 1] == 'e' || body[sign - 1] == 'E'))
    sign = body.find_last_of("+-", sign - 1);
  if (sign == std::string::npos || sign == 0) return std::nullopt;
  const auto real = number(body.substr(0, sign));
  const auto imaginary = number(body.substr(sign));
  if (!real || !imaginary) return std::nullopt;
  return std::complex<double>(*real, *imaginary);
}

fs::path pages_folder(const fs::path& database) {
  if (!fs::is_directory(database))
    throw InputError(fmt::format("the database folder {} does not exist", database.string()));
  for (const char* inner : {"database/data", "data"})
    if (fs::is_directory(database / inner)) return database / inner;
  return database;
}

std::vector<std::string> files_below(const fs::path& folder, const std::string& extension) {
  std::vector<std::string> names;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file() && entry.path().extension() == extension)
      names.push_back(fs::relative(entry.path(), folder).replace_extension().generic_string());
  std::sort(names.begin(), names.end());
  return names;
}

bool stays_below(const std::string& name) {
  return !name.empty() && name.front() != '/' && name.find("..") == std::string::npos;
}

}  // namespace

MaterialLibrary::MaterialLibrary(fs::path folder, std::vector<fs::path> databases)
    : folder_(folder.empty() ? data_folder() / "materials" : std::move(folder)),
      cache_(std::make_shared<Cache>()) {
  if (!fs::is_directory(folder_))
    throw InputError(fmt::format("the folder of materials {} does not exist", folder_.string()));
  for (const fs::path& database : databases) databases_.push_back(pages_folder(database));
}

std::vector<std::string> MaterialLibrary::materials() const {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder_))
    if (fs::exists(entry.path() / kDefault)) names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<std::string> MaterialLibrary::list() const {
  std::vector<std::string> names = files_below(folder_, ".yaml");
  std::erase_if(names, [](const std::string& name) { return name.ends_with("/default"); });
  return names;
}

std::vector<std::string> MaterialLibrary::pages() const {
  std::vector<std::string> names;
  for (const fs::path& database : databases_)
    for (const std::string& name : files_below(database, ".yml"))
      if (!name.ends_with("/about") && !name.starts_with("catalog")) names.push_back(name);
  std::sort(names.begin(), names.end());
  return names;
}

std::shared_ptr<const Record> MaterialLibrary::page(const std::string& text,
                                                    const Context& context) const {
  const std::string name = text.ends_with(".yml") ? text.substr(0, text.size() - 4) : text;
  if (!stays_below(name)) return nullptr;
  for (const fs::path& database : databases_) {
    const fs::path file = database / (name + ".yml");
    if (fs::is_regular_file(file))
      return cache_->get(file.string(),
                         [&] { return read_refractiveindex(file.string(), name, context); });
  }
  return nullptr;
}

std::shared_ptr<const Record> MaterialLibrary::record(const std::string& name,
                                                      const Context& context) const {
  const fs::path shipped = folder_ / (name + ".yaml");
  if (stays_below(name) && !name.ends_with("default") && fs::is_regular_file(shipped))
    return cache_->get(name, [&] { return read_record(shipped.string(), name); });
  if (auto found = page(name, context)) return found;
  if (name.ends_with(".yaml") && fs::is_regular_file(name))
    return cache_->get(name, [&] { return read_record(name, name); });
  if (name.ends_with(".yml") && fs::is_regular_file(name))
    return cache_->get(name, [&] { return read_refractiveindex(name, name, context); });
  unknown(name);
}

Material MaterialLibrary::defaults(const std::string& material, const Context& context) const {
  const Node node = read_yaml((folder_ / material / kDefault).string());
  std::vector<std::string> known = {"verdet_material", "title"};
  for (const PropertyInfo& property : kProperties) known.emplace_back(property.name);
  Material result(material, {});
  require_known_keys(node, known);
  for (const auto& [key, value] : node.entries()) {
    if (const auto property = property_named(key)) {
      try {
        result = result.with(*property, record(material + "/" + value.as_text(), context));
      } catch (const InputError& error) {
        if (error.faults().front().place.known()) throw;
        value.fail(error.message());
      }
    }
  }
  return result;
}

Material MaterialLibrary::find(const std::string& text, const Context& context) const {
  const std::string name = trim(text);
  if (const auto index = plain_index(name)) {
    auto record = std::make_shared<const Record>(constant_index(*index));
    return {name, {{Property::RefractiveIndex, std::move(record)}}};
  }
  if (stays_below(name) && fs::exists(folder_ / name / kDefault)) return defaults(name, context);
  auto found = record(name, context);
  const std::size_t slash = name.find('/');
  const bool shipped = slash != std::string::npos && fs::exists(folder_ / (name + ".yaml")) &&
                       fs::exists(folder_ / name.substr(0, slash) / kDefault);
  Material material = shipped ? defaults(name.substr(0, slash), context) : Material(name, {});
  Material::Records records = material.all_records();
  const Property property = found->property;
  records[property] = std::move(found);
  return {name, std::move(records)};
}

void MaterialLibrary::override_property(Material& material, const std::string& base,
                                        Property property, const Node& value,
                                        const Context& context) const {
  const std::string& text = value.as_text();
  const PropertyInfo& about = info(property);
  if (property == Property::RefractiveIndex && plain_index(text)) {
    material =
        material.with(property, std::make_shared<const Record>(constant_index(*plain_index(text))));
    return;
  }
  const bool stated =
      !text.empty() && std::string("0123456789+-.").find(text[0]) != std::string::npos;
  if (stated && property != Property::FreeCarriers) {
    Record record;
    record.name = "stated";
    record.property = property;
    record.model = "constant";
    record.law = ScalarLaw{ConstantLaw{parse_quantity(text, about.kind, about.unit)}};
    material = material.with(property, std::make_shared<const Record>(std::move(record)));
    return;
  }
  const std::string inside = base + "/" + text;
  const bool shipped = stays_below(inside) && fs::exists(folder_ / (inside + ".yaml"));
  material = material.with(property, record(shipped ? inside : text, context));
}

void MaterialLibrary::unknown(const std::string& text) const {
  std::vector<std::string> known = materials();
  for (const std::string& name : list()) known.push_back(name);
  for (const std::string& name : pages()) known.push_back(name);
  const std::string near = nearest(text, known);
  const std::string remedy =
      near.empty() ? "; materials: " + join(materials()) +
                         (databases_.empty() ? "; pages of a database need --database" : "")
                   : "; did you mean '" + near + "'?";
  throw InputError(fmt::format("unknown material '{}'{}", text, remedy));
}

}  // namespace verdet
