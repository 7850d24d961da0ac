// The registry of quantizers: the one place that knows which families of schemes exist. Tables of
// the command line, of the window and of the documentation are derived from it.
#pragma once

#include "quantizer/scheme_family.h"

#include <vector>

namespace fracbit::quantizer {

std::vector<Family> families(); // in the order of the palette
const SchemeFamily& familyInfo(Family family);
bool exists(Scheme scheme);

// Adds a family behind all others, for the rest of the program's life: one that is no part of the
// engine, such as a test's. To be called before other threads use the palette, and before what is
// derived from it (device models) is asked for. Throws Error(InvalidArgument) when the name is
// taken or the descriptor lacks a function.
Family addFamily(SchemeFamily family);

// The schemes that tables list and solvers choose from by default: the listed rates of all
// families.
std::vector<Scheme> standardSchemes();

// The quantizer of a scheme; made on first use (up to a second), lives as long as the program.
// Safe to call from any thread. Throws Error(InvalidArgument) when there is no such scheme.
const Quantizer& quantizer(Scheme scheme);

// A decoder for stored codes. Throws Error(InvalidFile) when the codebook does not fit the scheme.
std::unique_ptr<Decoder> makeDecoder(Scheme scheme, const Codebook& codebook);

// Exact bytes of a layer: codes, and the look-up table that is stored with it (spec, section 4).
std::size_t layerBytes(Scheme scheme, LayerShape shape);

// What the encoder reaches: a table of what measureDistortion() once gave (a test keeps the two
// together), so that neither planning nor `fracbit palette` needs any encoding. Throws
// Error(InvalidArgument) when there is no such scheme.
StoredDistortion storedDistortion(Scheme scheme);
double gaussianDistortion(Scheme scheme); // its mean

// The distortion measured here and now on `samples` values of N(0,1) (rounded up to whole tiles),
// as layers of this model's size are quantized: rows scaled to unit rms are not used, the samples
// are N(0,1) as they are.
MeasuredDistortion measureDistortion(Scheme scheme, std::int64_t samples, std::uint64_t seed,
                                     const RunContext& context);

} // namespace fracbit::quantizer
