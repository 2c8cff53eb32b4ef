// A figure in gnuplot's language.
#pragma once

#include <string>

#include "verdet/tables/plot/figure.hpp"

namespace verdet::plot {

enum class Format { Png, Svg, Pdf };

/// The script that draws the figure on gnuplot's standard output; data are part of it. Texts are
/// quoted so that none is taken for a command, markup or a format.
std::string gnuplot_script(const Figure& figure, Format format);

/// The text as a gnuplot string: nothing inside is special, line ends are kept.
std::string in_quotes(const std::string& text);

}  // namespace verdet::plot
