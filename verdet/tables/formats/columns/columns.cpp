#include "verdet/tables/formats/columns/columns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <optional>

#include "verdet/base/error.hpp"
#include "verdet/base/text.hpp"
#include "verdet/base/units.hpp"

namespace verdet {
namespace {

constexpr char kBlanks = ' ';

bool is_comment(const std::string& line) {
  const std::size_t at = line.find_first_not_of(" \t");
  return at == std::string::npos || std::string("#%;!").find(line[at]) != std::string::npos;
}

std::vector<std::string> fields_of(const std::string& line, char separator) {
  std::vector<std::string> fields;
  if (separator == kBlanks) {
    std::string word;
    for (const char c : line + " ") {
      if (c != ' ' && c != '\t')
        word += c;
      else if (!word.empty())
        fields.push_back(std::move(word)), word.clear();
    }
    return fields;
  }
  for (const std::string& field : split(line, separator)) fields.push_back(trim(field));
  while (!fields.empty() && fields.back().empty()) fields.pop_back();  // a trailing separator
  return fields;
}

std::optional<double> number_of(std::string text, bool decimal_comma) {
  if (decimal_comma)
    for (char& c : text)
      if (c == ',') c = '.';
  if (text.empty()) return std::nullopt;
  try {
    return parse_number(text);
  } catch (const InputError&) {
    return std::nullopt;
  }
}

struct Layout {
  char separator = kBlanks;
  bool decimal_comma = false;
  std::size_t width = 0;
};

// The separator under which most lines are numbers in equally many fields, at least two where any
// separator gives two.
Layout layout_of(const std::vector<std::string>& lines, int first, int last) {
  Layout best;
  std::size_t best_score = 0;
  for (const char separator : {'\t', ';', ',', kBlanks})
    for (const bool comma : {false, true}) {
      if (comma && separator == ',') continue;
      std::map<std::size_t, std::size_t> widths;
      for (int i = first; i <= last; ++i) {
        const std::string& line = lines[static_cast<std::size_t>(i) - 1];
        if (is_comment(line)) continue;
        const std::vector<std::string> fields = fields_of(line, separator);
        const bool numeric = std::all_of(fields.begin(), fields.end(), [&](const auto& field) {
          return number_of(field, comma).has_value();
        });
        if (numeric && !fields.empty()) ++widths[fields.size()];
      }
      for (const auto& [width, count] : widths) {
        const std::size_t score = count * (width > 1 ? 4 : 1) - (comma ? 1 : 0);
        if (score > best_score || (score == best_score && width > best.width)) {
          best_score = score;
          best = {separator, comma, width};
        }
      }
    }
  return best;
}

}  // namespace

void fail_at_line(const std::string& path, int line, const std::string& message,
                  const std::string& text) {
  throw InputError({Fault{{path, line, 1, text}, "", message}});
}

std::vector<std::string> read_lines(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw InputError(fmt::format("{}: cannot be read; is the path right?", path));
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) {
    if (lines.empty() && line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
    while (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.find('\0') != std::string::npos)
      throw InputError(fmt::format("{}: holds binary data, not text", path));
    lines.push_back(std::move(line));
  }
  if (lines.empty()) throw InputError(fmt::format("{}: the file is empty", path));
  return lines;
}

TextColumns read_text_columns(const std::string& path, int first, int last) {
  const std::vector<std::string> lines = read_lines(path);
  const int count = static_cast<int>(lines.size());
  if (first > count)
    throw InputError(
        fmt::format("{}: has {} lines, rows from line {} were asked for", path, count, first));
  first = std::max(first, 1);
  last = last > 0 ? std::min(last, count) : count;
  const Layout layout = layout_of(lines, first, last);
  if (layout.width == 0) throw InputError(fmt::format("{}: holds no numbers", path));
  TextColumns columns;
  columns.path = path;
  for (int i = first; i <= last; ++i) {
    const std::string& line = lines[static_cast<std::size_t>(i) - 1];
    if (is_comment(line)) continue;
    const std::vector<std::string> fields = fields_of(line, layout.separator);
    std::vector<double> row;
    std::string wrong;
    for (const std::string& field : fields) {
      const std::optional<double> value = number_of(field, layout.decimal_comma);
      if (!value && wrong.empty()) wrong = field.empty() ? "an empty field" : "'" + field + "'";
      row.push_back(value.value_or(0));
    }
    if (!wrong.empty()) {
      const bool words = std::none_of(fields.begin(), fields.end(), [&](const auto& field) {
        return number_of(field, layout.decimal_comma) ||
               field.find_first_of("0123456789") == 0;  // "0.5;1.2" is no name of a column
      });
      if (columns.rows.empty()) {
        columns.header = fields;  // the last line of words before the numbers
        continue;
      }
      fail_at_line(path, i,
                   words
                       ? "a second header: the file holds two blocks; split it, or name the lines "
                         "of one with 'rows: [first, last]'"
                       : fmt::format("{} is not a number; is the separator right?", wrong),
                   line);
    }
    if (row.size() != layout.width)
      fail_at_line(path, i,
                   fmt::format("{} fields where the other lines have {}; is the separator right?",
                               row.size(), layout.width),
                   line);
    for (const double value : row)
      if (!std::isfinite(value)) fail_at_line(path, i, "a number is not finite (NaN or inf)", line);
    columns.rows.push_back(std::move(row));
    columns.line.push_back(i);
  }
  if (columns.rows.empty()) throw InputError(fmt::format("{}: holds no numbers", path));
  return columns;
}

}  // namespace verdet
