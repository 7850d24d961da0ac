// The name of a way to quantize: a family and a rate.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace fracbit::quantizer {

// A family of schemes, named by its place in the palette, which says what it is (palette.h:
// familyInfo()). Families are ordered as they are listed there.
class Family {
public:
    constexpr Family() = default; // the palette's first
    constexpr explicit Family(std::size_t place) : place_(place) {}
    constexpr std::size_t place() const { return place_; }
    auto operator<=>(const Family&) const = default;

private:
    std::size_t place_ = 0;
};

// Code bits per weight in units of 1/256, so that every rate is exact. Does not count tables or,
// for NormalFloat, group scales: see Quantizer for the exact storage.
struct Scheme {
    Family family;
    int rate256 = 0;

    double rate() const { return rate256 / 256.0; }
    auto operator<=>(const Scheme&) const = default;
};

// Whether the errors of a layer's panels are fed back into later ones (spec, section 8): another
// choice of codes, of the same form and size.
enum class Feedback { Off, On };

std::string familyName(Family family); // "nuq", "vq", "tcq", "half-tcq", "ctcq", ...
// Throws Error(InvalidArgument) when the palette has none of this name.
Family familyFromName(std::string_view name);
// "tcq-3.5", "half-tcq-3.25", "ctcq-3.3125": shortest exact decimal of the rate.
std::string schemeName(Scheme scheme);
// Parses a name; empty when it is not of the form family-rate, or the palette has no such rate.
std::optional<Scheme> parseScheme(std::string_view name);
// As above, but throws Error(InvalidArgument) that says what the palette offers.
Scheme schemeFromName(std::string_view name);

} // namespace fracbit::quantizer
