// The name of a way to quantize: a family and a rate.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace fracbit::quantizer {

enum class Family {
    Nuq,     // non-uniform scalar, Lloyd-Max on N(0,1)
    Vq,      // two-dimensional vector, k-means on N(0,I)
    Tcq,     // bitshift trellis with a table (QTIP "hybrid"), as the paper has it
    HalfTcq, // TCQ at two neighbouring rates, each for a part of the input columns (paper: halves)
    Ctcq,    // bitshift trellis with a computed code
    Ctcq14,  // the same with 14 bits of state instead of 16: encodes four times as fast
    Pctcq,   // as Ctcq, its values changed by a polynomial that was tuned at each rate
    Uniform, // baseline: symmetric uniform scalar
    Nf,      // baseline: NormalFloat, groups of 64 with a scale
};

// Code bits per weight in units of 1/256, so that every rate is exact. Does not count tables or,
// for Nf, group scales: see Quantizer for the exact storage.
struct Scheme {
    Family family = Family::Nuq;
    int rate256 = 0;

    double rate() const { return rate256 / 256.0; }
    auto operator<=>(const Scheme&) const = default;
};

// Whether the errors of a layer's panels are fed back into later ones (spec, section 8): another
// choice of codes, of the same form and size.
enum class Feedback { Off, On };

std::string familyName(Family family); // "nuq", "vq", "tcq", "half-tcq", "ctcq", ...
// "tcq-3.5", "half-tcq-3.25", "ctcq-3.3125": shortest exact decimal of the rate.
std::string schemeName(Scheme scheme);
// Parses a name; empty when it is not of the form family-rate, or the palette has no such rate.
std::optional<Scheme> parseScheme(std::string_view name);
// As above, but throws Error(InvalidArgument) that says what the palette offers.
Scheme schemeFromName(std::string_view name);

} // namespace fracbit::quantizer
