// Numbers in columns of a text file, whatever separates them.
#pragma once

#include <string>
#include <vector>

namespace verdet {

/// A text file as rows of numbers, each with its line in the file.
struct TextColumns {
  std::string path;
  std::vector<std::string> header;  ///< names of the columns; empty without a header line
  std::vector<std::vector<double>> rows;
  std::vector<int> line;  ///< of each row, from 1
  std::size_t width() const { return rows.empty() ? header.size() : rows.front().size(); }
};

/// Reads a text file of numbers. The separator (tab, semicolon, comma, blanks) is the one that
/// gives most lines the same number of fields; decimal commas are read where the separator is
/// another. Lines that begin with # % ; ! are comments, blank lines are skipped, a line of words
/// before the first numbers is the header. Byte-order mark and CRLF are accepted. `first`, `last`
/// limit the lines (0: none). Throws InputError "FILE:LINE: ..." for an unreadable or empty file, a
/// line with another number of fields, a word or NaN among the numbers, a second header line.
TextColumns read_text_columns(const std::string& path, int first = 0, int last = 0);

/// The lines of a text file without line ends and byte-order mark; throws InputError when it cannot
/// be read or holds binary data.
std::vector<std::string> read_lines(const std::string& path);

/// Whether two neighbours of an abscissa lie so far apart that only another unit explains it (nm
/// among micrometres).
inline bool units_differ(double before, double after) {
  constexpr double kFactor = 100;
  return after > kFactor * before || before > kFactor * after;
}

/// InputError at a line of a file.
[[noreturn]] void fail_at_line(const std::string& path, int line, const std::string& message,
                               const std::string& text = {});

}  // namespace verdet
