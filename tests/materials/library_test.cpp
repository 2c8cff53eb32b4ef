// What a user may write for a material, and what happens when it is mistyped.
#include "verdet/materials/library.hpp"
#include "verdet/base/text.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <thread>

namespace verdet {
namespace {

namespace fs = std::filesystem;

// A folder with one database page and one record of one's own, removed at the end.
class Library : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() /
              ("verdet_library_" +
               std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()));
    fs::remove_all(folder_);
    fs::create_directories(folder_ / "database/data/main/Glass/nk");
    std::ofstream(folder_ / "database/data/main/Glass/nk/Jones.yml")
        << "DATA:\n  - type: tabulated nk\n    data: |\n      1 1.5 0\n      2 1.6 1e-3\n";
  }
  void TearDown() override { fs::remove_all(folder_); }
  MaterialLibrary library() const { return MaterialLibrary({}, {folder_}); }

  fs::path folder_;
};

std::string failure(const MaterialLibrary& library, const std::string& text) {
  try {
    library.find(text);
  } catch (const InputError& error) {
    return error.what();
  }
  return "found";
}

TEST_F(Library, FindsMaterialsRecordsNumbersAndPages) {
  EXPECT_GT(library().find(std::string("Si")).all_records().size(), 5u);
  const Material salzberg = library().find(std::string("Si/Salzberg1957"));
  EXPECT_EQ(salzberg.record(Property::RefractiveIndex).name, "Si/Salzberg1957");
  EXPECT_TRUE(salzberg.has(Property::FreeCarriers)) << "the other properties stay the material's";
  EXPECT_EQ(library().find(std::string("3.473")).index(9e-6), std::complex<double>(3.473));
  EXPECT_EQ(library().find(std::string("2+0.1i")).index(1e-9), std::complex<double>(2, 0.1));
  EXPECT_EQ(library().find(std::string("0.5-1e-3i")).index(1e-6), std::complex<double>(0.5, -1e-3));
  EXPECT_EQ(library().find(std::string("1e+0+1e-2i")).index(1e-6), std::complex<double>(1, 1e-2));
  EXPECT_DOUBLE_EQ(library().find(std::string("main/Glass/nk/Jones")).index(1.5e-6).real(), 1.55);
  EXPECT_DOUBLE_EQ(library().find(std::string("main/Glass/nk/Jones.yml")).index(1.5e-6).imag(),
                   5e-4);
  const std::string file = (folder_ / "database/data/main/Glass/nk/Jones.yml").string();
  EXPECT_DOUBLE_EQ(MaterialLibrary().find(file).index(1.5e-6).real(), 1.55);
}

TEST_F(Library, ReadsThePagesFolderFromAnyLevel) {
  for (const char* level : {"", "database", "database/data"})
    EXPECT_EQ(MaterialLibrary({}, {folder_ / level}).pages(),
              std::vector<std::string>{"main/Glass/nk/Jones"})
        << level;
}

TEST_F(Library, SuggestsTheNearestName) {
  EXPECT_NE(failure(library(), "Si3N").find("did you mean 'Si3N4'"), std::string::npos);
  EXPECT_NE(failure(library(), "Si/Li1981").find("did you mean 'Si/Li1980'"), std::string::npos);
  EXPECT_NE(failure(library(), "main/Glass/nk/Jone").find("did you mean 'main/Glass/nk/Jones'"),
            std::string::npos);
  EXPECT_NE(failure(MaterialLibrary(), "main/Ge/nk/Burnett").find("--database"), std::string::npos);
  EXPECT_NE(failure(library(), "unobtainium").find("materials: "), std::string::npos);
  for (const char* odd : {"", "..", "../Si", "/etc/passwd", "Si/default", "2+i3", "i", "1+2"})
    EXPECT_NE(failure(library(), odd).find("unknown material"), std::string::npos) << odd;
}

TEST_F(Library, MissingFoldersAreInputErrors) {
  EXPECT_THROW(MaterialLibrary(folder_ / "nowhere"), InputError);
  EXPECT_THROW(MaterialLibrary({}, {folder_ / "nowhere"}), InputError);
}

TEST_F(Library, OverridesOneProperty) {
  const Material material = library().find(parse_yaml(
      "{material: Si, refractive_index: Salzberg1957, density: 2 g/cm^3, kerr: Lin2007}"));
  EXPECT_EQ(material.record(Property::RefractiveIndex).name, "Si/Salzberg1957");
  EXPECT_EQ(material.record(Property::Kerr).name, "Si/Lin2007");
  EXPECT_DOUBLE_EQ(material.density(), 2000);
  EXPECT_EQ(material.record(Property::FreeCarriers).name, "Si/Nedeljkovic2011");
  const Material plain = library().find(parse_yaml("{material: Si, refractive_index: 3.5+0.01i}"));
  EXPECT_EQ(plain.index(1.55e-6), std::complex<double>(3.5, 0.01));
  const Material page =
      library().find(parse_yaml("{material: SiO2, refractive_index: main/Glass/nk/Jones}"));
  EXPECT_NEAR(page.index(1.5e-6).real(), 1.55, 1e-12);
}

TEST_F(Library, ExtrapolatesOnRequest) {
  EXPECT_THROW(library().find(parse_yaml("Si")).index(20e-6), DomainError);
  const Material allowed = library().find(parse_yaml("{material: Si, extrapolation: allow}"));
  EXPECT_NEAR(allowed.index(20e-6).real(), 3.414, 5e-3);
}

TEST_F(Library, JoinsTablesAsAsked) {
  std::ofstream(folder_ / "database/data/main/Glass/nk/Fine.yml")
      << "DATA:\n  - type: tabulated n\n    data: |\n      1 1.5\n      2 1.6\n      3 1.8\n";
  const auto n = [&](const std::string& rule) {
    return library()
        .find(parse_yaml("{material: main/Glass/nk/Fine, interpolation: " + rule + "}"))
        .index(2.5e-6)
        .real();
  };
  EXPECT_DOUBLE_EQ(n("linear"), 1.7);
  EXPECT_GT(std::abs(n("monotone") - 1.7), 1e-3);
  EXPECT_THROW(n("cubic"), InputError);
}

TEST_F(Library, ReportsEveryFaultOfAMapWithItsPlace) {
  try {
    library().find(
        parse_yaml("material: Si\nrefractive_index: Salzberg1975\ndensty: 1 kg/m^3\nkerr: Li1980\n"
                   "density: 3 m\nextrapolation: maybe\n",
                   "spec.yaml"));
    FAIL();
  } catch (const InputError& error) {
    ASSERT_EQ(error.faults().size(), 5u) << error.what();
    const std::string text = error.what();
    for (const char* part :
         {"spec.yaml:2:19", "spec.yaml:3:1", "did you mean 'density'",
          "Si/Li1980 states refractive_index, not kerr", "wrong dimension", "'allow' or 'refuse'"})
      EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
  }
}

TEST_F(Library, NeedsAMaterialInAMap) {
  EXPECT_THROW(library().find(parse_yaml("{density: 1 kg/m^3}")), InputError);
  EXPECT_THROW(library().find(parse_yaml("[Si]")), InputError);
  EXPECT_THROW(library().find(Node{}), InputError);
}

TEST_F(Library, ReadsARecordOfOnesOwn) {
  const std::string file = (folder_ / "Own.yaml").string();
  std::ofstream(file)
      << "verdet_record: 1\nproperty: refractive_index\ntitle: own\nmodel: constant\n"
         "coefficients:\n  n: {value: 2, unit: \"1\", uncertainty: 0.1}\n"
         "  k: {value: 0.5, unit: \"1\", uncertainty: 0.1}\nuncertainty: 0.1\n"
         "validity: {wavelength: [1 um, 2 um], temperature: unreported}\n"
         "sample: {description: film}\nsource: {key: Own2026, where: here}\n"
         "status: unverified\nverification: none\n"
         "spot_checks: [{wavelength: 1 um, n: 2, tolerance: 1e-9, from: here}]\n";
  EXPECT_EQ(library().find(file).index(1.5e-6), std::complex<double>(2, 0.5));
  EXPECT_THROW(library().find(file).index(3e-6), DomainError);
}

TEST_F(Library, ADefaultFileMayNotNameAWrongRecord) {
  const fs::path materials = folder_ / "materials/X";
  fs::create_directories(materials);
  std::ofstream(materials / "default.yaml") << "verdet_material: 1\nrefractive_indx: Y\n";
  EXPECT_NE(
      failure(MaterialLibrary(folder_ / "materials"), "X").find("did you mean 'refractive_index'"),
      std::string::npos);
  std::ofstream(materials / "default.yaml") << "verdet_material: 1\nkerr: Nobody2000\n";
  EXPECT_NE(failure(MaterialLibrary(folder_ / "materials"), "X").find("default.yaml:2:7"),
            std::string::npos);
}

TEST_F(Library, MayBeAskedFromManyThreads) {
  const MaterialLibrary shared = library();
  std::vector<double> found(8);
  std::vector<std::jthread> threads;
  for (double& n : found)
    threads.emplace_back([&] { n = shared.find(std::string("Si")).index(1.55e-6).real(); });
  threads.clear();
  for (const double n : found) EXPECT_EQ(n, found[0]);
}

}  // namespace
}  // namespace verdet
