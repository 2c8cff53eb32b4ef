#include "verdet/materials/exchange/index_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>

#include "verdet/base/error.hpp"
#include "verdet/base/text.hpp"
#include "verdet/base/units.hpp"
#include "verdet/physics/constants.hpp"
#include "verdet/tables/formats/columns/columns.hpp"

namespace verdet {
namespace {

constexpr double kWaveEnergy = codata2018::kPlanck * codata2018::kSpeedOfLight;  // J m

enum class Column { Abscissa, N, K, Eps1, Eps2, Other };

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

struct Line {
  int number = 0;
  std::vector<std::string> words;
};

[[noreturn]] void fail(const std::string& file, int line, const std::string& message) {
  throw InputError({Fault{Place{file, line, 1, ""}, "", message}});
}

// What a header names, and the unit it states.
struct Named {
  Column column = Column::Other;
  std::string unit;
};

Named named(const std::string& header) {
  std::string word = lower(trim(header));
  Named found;
  if (const std::size_t open = word.find_first_of("([");
      open != std::string::npos && word.find_first_of(")]", open) != std::string::npos) {
    found.unit = trim(header).substr(open + 1, word.find_first_of(")]", open) - open - 1);
    word = trim(word.substr(0, open));
  } else if (const std::size_t bar = word.find_last_of("_/"); bar != std::string::npos) {
    const std::string tail = word.substr(bar + 1);
    for (const char* unit : {"nm", "um", "m", "ev", "hz", "thz", "angstrom"})
      if (tail == unit) {
        found.unit = trim(header).substr(bar + 1);
        word = word.substr(0, bar);
      }
  }
  const auto is = [&](std::initializer_list<const char*> names) {
    return std::any_of(names.begin(), names.end(), [&](const char* n) { return word == n; });
  };
  if (is({"wl", "wavelength", "lambda", "wave", "w", "vacuum wavelength"})) {
    found.column = Column::Abscissa;
    if (found.unit.empty() && word == "wl") found.unit = "um";  // Tidy3D and refractiveindex.info
  } else if (is({"energy", "e", "photon energy", "photon_energy", "frequency", "freq", "f"})) {
    found.column = Column::Abscissa;
  } else if (is({"ev", "nm", "um", "thz", "hz"})) {
    found = {Column::Abscissa, trim(header)};
  } else if (is({"n", "index", "refractive_index", "refractive index", "re(n)", "n_real"})) {
    found.column = Column::N;
  } else if (is({"k", "kappa", "extinction", "extinction coefficient", "im(n)", "n_imag"})) {
    found.column = Column::K;
  } else if (is({"eps1", "e1", "eps_real", "re(eps)", "eps'", "epsilon1"})) {
    found.column = Column::Eps1;
  } else if (is({"eps2", "e2", "eps_imag", "im(eps)", "eps''", "epsilon2"})) {
    found.column = Column::Eps2;
  }
  if (lower(found.unit) == "ev") found.unit = "eV";
  if (lower(found.unit) == "thz") found.unit = "THz";
  if (lower(found.unit) == "hz") found.unit = "Hz";
  if (lower(found.unit) == "nm" || lower(found.unit) == "um") found.unit = lower(found.unit);
  return found;
}

char separator_of(const std::string& line) {
  for (const char c : {'\t', ';'})
    if (line.find(c) != std::string::npos) return c;
  // "0,5 1,2": commas between digits and spaces between columns are decimal commas.
  const bool spaced = line.find(' ') != std::string::npos;
  const bool comma = line.find(',') != std::string::npos;
  const bool numeric = line.find_first_of("0123456789+-.") == 0;
  if (numeric && comma && spaced && line.find(", ") == std::string::npos) return ' ';
  return comma ? ',' : ' ';
}

Line cut(const std::string& text, int number) {
  const char separator = separator_of(text);
  Line line{number, {}};
  for (std::string word : split(text, separator)) {
    word = trim(word);
    if (!word.empty() && (word.front() == '"' || word.front() == '\'')) {
      word = word.substr(1, word.size() < 2 ? 0 : word.size() - 2);
    }
    if (word.empty() && separator == ' ') continue;
    line.words.push_back(word);
  }
  if (separator != ',')
    for (std::string& word : line.words)
      if (std::count(word.begin(), word.end(), ',') == 1 && word.find('.') == std::string::npos &&
          word.find_first_not_of("0123456789,+-eE") == std::string::npos)
        word[word.find(',')] = '.';
  return line;
}

bool is_number(const std::string& word) {
  try {
    parse_number(word);
    return true;
  } catch (const InputError&) {
    return false;
  }
}

// Metres per wavelength of one abscissa.
double to_wavelength(double value, const std::string& unit, const std::string& file, int line) {
  double size = 1;
  for (const auto& [si, kind] : {std::pair{"m", 0}, {"J", 1}, {"Hz", 2}}) {
    try {
      size = unit_ratio(unit, si);
    } catch (const InputError&) {
      continue;
    }
    if (!(value > 0)) fail(file, line, fmt::format("the abscissa '{}' is not above 0", value));
    if (kind == 0) return size < 1 ? value / std::round(1 / size) : value * size;
    return kind == 1 ? kWaveEnergy / (value * size) : codata2018::kSpeedOfLight / (value * size);
  }
  fail(file, line, fmt::format("'{}' is no unit of a wavelength, an energy or a frequency", unit));
}

struct Row {
  int line = 0;
  double wavelength = 0, n = NAN, k = NAN;
};

struct Block {
  std::vector<Named> header;
  std::vector<Line> lines;
};

// The sign of micro in UTF-8 (two of them) and in Latin-1 as the letter u.
std::string with_plain_micro(std::string line) {
  for (const char* micro : {"\xc2\xb5", "\xce\xbc", "\xb5"})
    for (std::size_t at = line.find(micro); at != std::string::npos; at = line.find(micro))
      line.replace(at, std::string(micro).size(), "u");
  return line;
}

std::vector<Block> blocks_of(const std::string& text, const std::string& file) {
  std::vector<Block> blocks;
  int number = 0;
  for (const std::string& raw : split(text, '\n')) {
    ++number;
    std::string line = with_plain_micro(trim(raw));
    if (number == 1 && line.starts_with("\xef\xbb\xbf")) line = line.substr(3);
    if (line.empty() || line.front() == '#' || line.front() == ';' || line.front() == '%') continue;
    Line words = cut(line, number);
    if (!words.words.empty() && is_number(words.words.front())) {
      if (blocks.empty()) blocks.emplace_back();
      blocks.back().lines.push_back(std::move(words));
      continue;
    }
    Block block;
    for (const std::string& word : words.words) block.header.push_back(named(word));
    const bool known = std::any_of(block.header.begin(), block.header.end(),
                                   [](const Named& n) { return n.column == Column::Abscissa; });
    if (!known)
      fail(file, number,
           fmt::format("'{}' is neither numbers nor a header with wavelength, energy or frequency",
                       line));
    blocks.push_back(std::move(block));
  }
  std::erase_if(blocks, [](const Block& b) { return b.lines.empty(); });
  if (blocks.empty()) fail(file, number, "the file holds no rows of numbers");
  return blocks;
}

std::vector<Named> columns_of(const Block& block, const std::string& unit,
                              const std::string& file) {
  std::vector<Named> header = block.header;
  const Line& first = block.lines.front();
  if (header.empty()) {
    header = {{Column::Abscissa, ""}, {Column::N, ""}, {Column::K, ""}};
    header.resize(std::min<std::size_t>(3, first.words.size()));
  }
  for (Named& column : header)
    if (column.column == Column::Abscissa && (!unit.empty() || column.unit.empty()))
      column.unit = unit;
  if (header.front().column != Column::Abscissa)
    fail(file, first.number - 1, "the first column must be a wavelength, an energy or a frequency");
  if (header.front().unit.empty())
    fail(file, first.number,
         "the unit of the first column is not stated: give --unit, e.g. --unit nm");
  return header;
}

std::vector<Row> rows_of(const Block& block, const std::string& unit, const std::string& file) {
  const std::vector<Named> header = columns_of(block, unit, file);
  std::vector<Row> rows;
  for (const Line& line : block.lines) {
    if (line.words.size() < header.size())
      fail(file, line.number,
           fmt::format("this row has {} columns where {} are due", line.words.size(),
                       header.size()));
    Row row{line.number, 0, NAN, NAN};
    std::complex<double> eps(NAN, 0);
    for (std::size_t i = 0; i < header.size(); ++i) {
      if (header[i].column == Column::Other) continue;
      if (!is_number(line.words[i]))
        fail(file, line.number, fmt::format("'{}' is not a number", line.words[i]));
      const double value = parse_number(line.words[i]);
      if (!std::isfinite(value))
        fail(file, line.number, fmt::format("'{}' is not finite", line.words[i]));
      if (header[i].column == Column::Abscissa)
        row.wavelength = to_wavelength(value, header[i].unit, file, line.number);
      if (header[i].column == Column::N) row.n = value;
      if (header[i].column == Column::K) row.k = value;
      if (header[i].column == Column::Eps1) eps.real(value);
      if (header[i].column == Column::Eps2) eps.imag(value);
    }
    if (std::isfinite(eps.real())) {
      const std::complex<double> index = std::sqrt(eps);
      row.n = index.real();
      row.k = index.imag();
    }
    if (!rows.empty() && units_differ(rows.back().wavelength, row.wavelength))
      fail(file, line.number, "the wavelength is far from that of the row before: mixed units?");
    rows.push_back(row);
  }
  return rows;
}

// Ascending rows, one per wavelength.
std::vector<Row> ordered(std::vector<Row> rows, const std::string& file, const Context& context) {
  const auto ascending = [](const Row& a, const Row& b) { return a.wavelength < b.wavelength; };
  if (!std::is_sorted(rows.begin(), rows.end(), ascending)) {
    if (!std::is_sorted(rows.rbegin(), rows.rend(), ascending))
      context.warn(fmt::format("{}: the rows are out of order; they were sorted", file));
    std::stable_sort(rows.begin(), rows.end(), ascending);
  }
  std::vector<Row> merged;
  std::vector<int> counts;
  for (const Row& row : rows) {
    if (merged.empty() || merged.back().wavelength != row.wavelength) {
      merged.push_back(row);
      counts.push_back(1);
      continue;
    }
    const int count = ++counts.back();
    merged.back().n += (row.n - merged.back().n) / count;
    merged.back().k += (row.k - merged.back().k) / count;
  }
  if (merged.size() < rows.size())
    context.warn(fmt::format("{}: {} rows repeat a wavelength; their mean is used", file,
                             rows.size() - merged.size()));
  return merged;
}

}  // namespace

IndexColumns read_index_text(const std::string& text, const std::string& file,
                             const std::string& unit, const Context& context) {
  const std::vector<Block> blocks = blocks_of(text, file);
  std::vector<Row> rows = ordered(rows_of(blocks.front(), unit, file), file, context);
  if (blocks.size() > 2) fail(file, blocks[2].lines.front().number, "a third block of numbers");
  if (blocks.size() == 2) {
    const std::vector<Row> second = ordered(rows_of(blocks[1], unit, file), file, context);
    if (std::isfinite(second.front().n))
      fail(file, blocks[1].lines.front().number,
           "a second block that states n too: the file holds two tables; keep one");
    for (std::size_t i = 0; i < second.size(); ++i)
      if (second.size() != rows.size() || second[i].wavelength != rows[i].wavelength)
        fail(file, second[i].line, "the second block is not on the wavelengths of the first");
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i].k = second[i].k;
  }
  IndexColumns columns;
  const bool lossy = std::isfinite(rows.front().k);
  for (const Row& row : rows) {
    if (!std::isfinite(row.n)) fail(file, row.line, "no column holds the index n");
    columns.wavelength.push_back(row.wavelength);
    columns.n.push_back(row.n);
    if (lossy) columns.k.push_back(row.k);
  }
  return columns;
}

}  // namespace verdet
