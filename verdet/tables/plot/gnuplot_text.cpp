#include "verdet/tables/plot/gnuplot_script.hpp"

namespace verdet::plot {

// Only single quotes keep backquotes from running commands, and gnuplot reads a doubled quote at
// their beginning as their end: an apostrophe stands in double quotes of its own, as an octal
// escape.
std::string in_quotes(const std::string& text) {
  std::string out, plain;
  const auto append = [&](const std::string& piece) { out += (out.empty() ? "" : ".") + piece; };
  const auto flush = [&] {
    if (!plain.empty()) append("'" + plain + "'");
    plain.clear();
  };
  for (const char c : text) {
    if (c == '\n' || c == '\'') {
      flush();
      append(c == '\n' ? "\"\\n\"" : "\"\\047\"");
    } else {
      plain += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
    }
  }
  flush();
  return out.empty() ? "''" : out;
}

}  // namespace verdet::plot
