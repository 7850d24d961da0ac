#include "profiling/reference_tables.h"

#include "base/json_file.h"
#include "quantizer/palette.h"

#include <charconv>
#include <cmath>

namespace fracbit::profiling {

namespace {

using quantizer::familyFromName;
using quantizer::Scheme;

std::vector<std::string> split(const std::string& text, char separator) {
    std::vector<std::string> parts(1);
    for (const char c : text)
        if (c == separator)
            parts.emplace_back();
        else
            parts.back() += c;
    return parts;
}

} // namespace

std::optional<int> parseNumber(std::string_view text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < 0)
        return std::nullopt;
    return value;
}

std::vector<std::pair<std::string, double>> readNumberTable(const std::filesystem::path& path) {
    const nlohmann::json document = readJsonFile(path);
    const JsonObject object(document, path);
    std::vector<std::pair<std::string, double>> entries;
    for (const auto& [key, value] : document.items()) {
        const double number = object.number(key);
        if (!std::isfinite(number) || number < 0)
            object.fail(key, "is not a number >= 0");
        entries.emplace_back(key, number);
    }
    return entries;
}

std::optional<quantizer::Scheme> schemeFromReferenceName(const std::string& name) {
    const std::vector<std::string> fields = split(name, '_');
    const auto field = [&](std::size_t i) {
        return i < fields.size() ? parseNumber(fields[i]).value_or(0) : 0;
    };
    Scheme scheme;
    if (fields[0] == "tcq" && fields.size() == 4)
        scheme = {familyFromName("tcq"), 128 * field(1)};
    else if (fields[0] == "tcomb" && fields.size() == 6 && field(2) == field(1) + 1 &&
             fields[3] == "0.5")
        scheme = {familyFromName("half-tcq"), 64 * (field(1) + field(2))};
    else if (fields[0] == "ldlq" && fields.size() == 5 && field(1) == 1)
        scheme = {familyFromName("nuq"), 256 * field(2)};
    else if (fields[0] == "ldlq" && fields.size() == 5 && field(1) == 2)
        scheme = {familyFromName("vq"), 128 * field(2)};
    if (scheme.rate256 <= 0 || scheme.rate256 > 64 * 256 || !quantizer::exists(scheme))
        return std::nullopt;
    return scheme;
}

} // namespace fracbit::profiling
