// The tables and names of the reference code of Q-Palette.
#pragma once

#include "quantizer/scheme.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace fracbit::profiling {

// "tcq_6_none_0.9" -> tcq-3, "tcomb_6_7_0.5_none_0.9" -> half-tcq-3.25, "ldlq_1_4_none_1.0" ->
// nuq-4, "ldlq_2_7_none_1.0" -> vq-3.5; empty for other names.
std::optional<quantizer::Scheme> schemeFromReferenceName(const std::string& name);

// The entries of a JSON object that maps names to finite numbers >= 0, in the order of the names.
// Throws Error(InvalidFile) naming the file and the entry.
std::vector<std::pair<std::string, double>> readNumberTable(const std::filesystem::path& path);

// A whole number >= 0 in decimal digits and nothing else.
std::optional<int> parseNumber(std::string_view text);

} // namespace fracbit::profiling
