// Small text helpers: the nearest known word for a typo, and lists for messages.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace verdet {

/// The candidate with the smallest edit distance to `word`, or "" when none is plausibly meant
/// (distance above a third of the word's length plus one).
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

/// "; did you mean 'radius'?" when a near candidate exists, else "; known: a, b, c".
std::string suggestion(std::string_view word, const std::vector<std::string>& candidates);

/// "a, b, c".
std::string join(const std::vector<std::string>& words, std::string_view separator = ", ");

std::vector<std::string> split(std::string_view text, char separator);

std::string trim(std::string_view text);

}  // namespace verdet
