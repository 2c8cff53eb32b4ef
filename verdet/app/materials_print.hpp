// How materials are shown on the terminal and in JSON; part of the `verdet materials` command.
#pragma once

#include <string>
#include <vector>

#include "verdet/materials/kramers_kronig.hpp"
#include "verdet/materials/record.hpp"

namespace verdet {

/// `text` as a JSON string with its quotes.
std::string json_text(const std::string& text);
std::string json_list(const std::vector<std::string>& texts);
/// Shortest number that reads back as the same double; null when not finite.
std::string json_number(double value);

std::string record_text(const Record& record);
std::string record_json(const Record& record);

std::string kramers_kronig_text(const KramersKronig& check);
std::string kramers_kronig_json(const KramersKronig& check);

}  // namespace verdet
