// The registry of quantizers: the one place that knows which schemes exist. Tables of the command
// line, of the window and of the documentation are derived from it.
#pragma once

#include "quantizer/quantizer.h"

#include <memory>
#include <vector>

namespace fracbit::quantizer {

// What a family offers. Its rates are min, min + step, ..., max, but for those that are multiples
// of `excluded` (0: none); tables list them from `firstListed` on in larger steps.
struct FamilyInfo {
    Family family;
    const char* description;
    int minRate256;
    int maxRate256;
    int stepRate256;
    int excludedRate256;
    int firstListedRate256;
    int listedStepRate256;
    bool onRequest; // for comparison, or quick but never the best: solvers leave it out
};
const std::vector<FamilyInfo>& families();
const FamilyInfo& familyInfo(Family family);
bool exists(Scheme scheme);

// The schemes that tables list and solvers choose from by default: every rate of every family, but
// of those that exist at every 256th of a bit, computed codes at the quarters or halves, Half-TCQ
// at the paper's.
std::vector<Scheme> standardSchemes();

// The quantizer of a scheme; made on first use (up to a second), lives as long as the program.
// Safe to call from any thread. Throws Error(InvalidArgument) when there is no such scheme.
const Quantizer& quantizer(Scheme scheme);

// A decoder for stored codes. Throws Error(InvalidFile) when the codebook does not fit the scheme.
std::unique_ptr<Decoder> makeDecoder(Scheme scheme, const Codebook& codebook);

// Exact bytes of a layer: codes, and the look-up table that is stored with it (spec, section 4).
std::size_t layerBytes(Scheme scheme, LayerShape shape);

// Relative squared error on N(0,1).
struct MeasuredDistortion {
    double mean = 0;
    double standardError = 0; // over tiles
};

// What this palette's encoders reach: a table of what measureDistortion() once gave (a test keeps
// the two together), so that neither planning nor `fracbit palette` needs any encoding. Rates of
// computed codes between the tabulated ones are interpolated in the logarithm, mixtures of Half-TCQ
// computed from the paper's. Throws Error(InvalidArgument) when there is no such scheme.
struct StoredDistortion {
    MeasuredDistortion value;
    std::int64_t samples = 0; // that it was measured on; 0: computed from what others reach
    std::uint64_t seed = 0;
};
StoredDistortion storedDistortion(Scheme scheme);
double gaussianDistortion(Scheme scheme); // its mean

// The distortion measured here and now on `samples` values of N(0,1) (rounded up to whole tiles),
// as layers of this model's size are quantized: rows scaled to unit rms are not used, the samples
// are N(0,1) as they are.
MeasuredDistortion measureDistortion(Scheme scheme, std::int64_t samples, std::uint64_t seed,
                                     const RunContext& context);

} // namespace fracbit::quantizer
