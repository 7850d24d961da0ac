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
    for (const FamilyInfo& info : families()) {
        const std::string prefix = familyName(info.family) + "-";
        if (!name.starts_with(prefix))
            continue;
        if (const auto rate256 = parseRate256(name.substr(prefix.size())))
            return Scheme{info.family, *rate256};
    }
    return std::nullopt;
}

std::string offeredRates(const FamilyInfo& info) {
    return familyName(info.family) + "-" + rateText(info.minRate256) + " to " +
           rateText(info.maxRate256) + " in steps of " + rateText(info.stepRate256);
}

} // namespace

std::string familyName(Family family) {
    switch (family) {
    case Family::Nuq:
        return "nuq";
    case Family::Vq:
        return "vq";
    case Family::Tcq:
        return "tcq";
    case Family::HalfTcq:
        return "half-tcq";
    case Family::Ctcq:
        return "ctcq";
    case Family::Ctcq14:
        return "ctcq14";
    case Family::Pctcq:
        return "pctcq";
    case Family::Uniform:
        return "uniform";
    case Family::Nf:
        return "nf";
    }
    throw Error(ErrorCode::Internal, "unknown quantizer family");
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
    for (const FamilyInfo& info : families())
        offers += (offers.empty() ? "" : "; ") + offeredRates(info);
    throw Error(ErrorCode::InvalidArgument,
                "no quantizer '" + std::string(name) + "'; there are " + offers);
}

} // namespace fracbit::quantizer
