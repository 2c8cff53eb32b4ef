// Finds materials by what a user writes: a material, a record, a number, or a page of a database.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "verdet/base/context.hpp"
#include "verdet/base/node.hpp"
#include "verdet/materials/material.hpp"

namespace verdet {

/// The shipped records and any number of folders in refractiveindex.info format. A value; copies
/// share what was read. All const members may be called from many threads.
class MaterialLibrary {
 public:
  /// `folder` holds <material>/<Record>.yaml and <material>/default.yaml; empty means the shipped
  /// `data/materials`. Each of `databases` is a folder whose pages are named by their path below it
  /// (or below its `data` or `database/data`). Throws InputError for a folder that does not exist.
  explicit MaterialLibrary(std::filesystem::path folder = {},
                           std::vector<std::filesystem::path> databases = {});

  /// `text` is one of
  ///   Si                     the material by its default records
  ///   Si/Li1980              the same with this record for its property
  ///   3.473, 2+0.1i          a plain index
  ///   main/Ge/nk/Burnett     a page of a database, without .yml
  ///   my/TiN.yaml            a record file of one's own, relative to the working directory
  /// Unknown names are InputErrors which give the nearest known one.
  Material find(const std::string& text, const Context& context = {}) const;

  /// The same from a spec: one of the texts above, or a map {material: Si, PROPERTY: record or
  /// value, extrapolation: allow or refuse}, e.g. {material: Si, refractive_index: Salzberg1957,
  /// density: 2330 kg/m^3}, with its own conditions and placement. Every fault is reported with its
  /// place.
  Material find(const Node& node, const Context& context = {}) const;

  /// One record by its name (Si/Li1980), path of a page, or file. Throws InputError.
  std::shared_ptr<const Record> record(const std::string& name, const Context& context = {}) const;

  std::vector<std::string> materials() const;  ///< folders with a default.yaml, sorted
  std::vector<std::string> list() const;       ///< names of all shipped records, sorted
  std::vector<std::string> pages() const;      ///< paths of all database pages, sorted

  const std::filesystem::path& folder() const noexcept { return folder_; }

 private:
  struct Cache;

  Material defaults(const std::string& material, const Context& context) const;
  std::shared_ptr<const Record> page(const std::string& text, const Context& context) const;
  void override_property(Material& material, const std::string& base, Property property,
                         const Node& value, const Context& context) const;
  [[noreturn]] void unknown(const std::string& text) const;

  std::filesystem::path folder_;
  std::vector<std::filesystem::path> databases_;  ///< the folders pages are named from
  std::shared_ptr<Cache> cache_;
};

}  // namespace verdet
