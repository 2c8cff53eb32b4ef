// One reader per instrument; internal to the folder.
#pragma once

#include <string>
#include <vector>

#include "verdet/tables/formats/ellipsometry/ellipsometry.hpp"

namespace verdet::ellipsometry {

inline constexpr double kDegree = 0.017453292519943295;

bool is_spectraray(const std::vector<std::string>& lines);
bool is_accurion(const std::vector<std::string>& lines);
bool is_woollam(const std::vector<std::string>& lines);

void read_spectraray(const std::vector<std::string>& lines, EllipsometryData& data);
void read_accurion(const std::vector<std::string>& lines, EllipsometryData& data);
void read_woollam(const std::vector<std::string>& lines, EllipsometryData& data);
void read_nexus(EllipsometryData& data);

/// Fields between tabs (kept when empty) or blanks.
std::vector<std::string> fields_of(const std::string& line, bool tabs);

/// The number of a field, or InputError at the line.
double number_at(const EllipsometryData& data, int line, const std::string& field,
                 const std::string& text);

}  // namespace verdet::ellipsometry
