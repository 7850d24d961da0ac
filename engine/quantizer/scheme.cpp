#include "quantizer/scheme.h"

#include "base/error.h"
#include "quantizer/palette.h"

#include <charconv>
#include <cmath>

namespace fracbit::quantizer {

namespace {

// Shortest exact decimal: 256ths have at most eight decimals.
std::string rateText(int rate256) {
    std::string text = std::to_string(rate256 / 256);
    int rest = rate256 % 256;
    if (rest)
        text += '.';
    for (; rest; rest %= 256) {
        rest *= 10;
        text += static_cast<char>('0' + rest / 256);
    }
    return text;
}

std::optional<int> parseRate256(std::string_view text) {
    double rate = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), rate);
    if (error != std::errc() || end != text.data() + text.size() || !(rate > 0 && rate < 64))
        return std::nullopt;
    const double scaled = rate * 256;
    if (scaled != std::floor(scaled))
        return std::nullopt;
    return static_cast<int>(scaled);
}

std::optional<Scheme> parseForm(std::string_view name) {
    for (const Family family : families()) {
        const std::string prefix = familyName(family) + "-";
        if (!name.starts_with(prefix))
            continue;
        if (const auto rate256 = parseRate256(name.substr(prefix.size())))
            return Scheme{family, *rate256};
    }
    return std::nullopt;
}

std::string offeredRates(Family family) {
    const Rates& rates = familyInfo(family).rates;
    return familyName(family) + "-" + rateText(rates.min256) + " to " + rateText(rates.max256) +
           " in steps of " + rateText(rates.step256);
}

} // namespace

std::string familyName(Family family) {
    return familyInfo(family).name;
}

Family familyFromName(std::string_view name) {
    for (const Family family : families())
        if (familyInfo(family).name == name)
            return family;
    throw Error(ErrorCode::InvalidArgument, "no family of quantizers '" + std::string(name) + "'");
}

std::string schemeName(Scheme scheme) {
    return familyName(scheme.family) + "-" + rateText(scheme.rate256);
}

std::optional<Scheme> parseScheme(std::string_view name) {
    const auto scheme = parseForm(name);
    return scheme && exists(*scheme) ? scheme : std::nullopt;
}

Scheme schemeFromName(std::string_view name) {
    if (const auto scheme = parseScheme(name))
        return *scheme;
    std::string offers;
    for (const Family family : families())
        offers += (offers.empty() ? "" : "; ") + offeredRates(family);
    throw Error(ErrorCode::InvalidArgument,
                "no quantizer '" + std::string(name) + "'; there are " + offers);
}

} // namespace fracbit::quantizer
