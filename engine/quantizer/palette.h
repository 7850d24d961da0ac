// The registry of quantizers: the one place that knows which schemes exist. Tables of the command
// line, of the window and of the documentation are derived from it.
#pragma once

#include "quantizer/quantizer.h"

#include <vector>

namespace fracbit::quantizer {

// What a family offers.
struct FamilyInfo {
    Family family;
    const char* description;
    int minRate256;
    int maxRate256;
    int stepRate256; // the rates are min, min + step, ..., max
    bool baseline;   // for comparison, not for allocation
};
const std::vector<FamilyInfo>& families();
const FamilyInfo& familyInfo(Family family);
bool exists(Scheme scheme);

// The schemes that tables list and solvers choose from by default: every rate of every family,
// Ctcq at every sixteenth of a bit.
std::vector<Scheme> standardSchemes();

// The quantizer of a scheme; made on first use, lives as long as the program, shared.
// Throws Error(InvalidArgument) when the palette has no such scheme.
const Quantizer& quantizer(Scheme scheme);

// Exact bytes of a layer of this shape: codes and table (spec: n * bits / 8 + table).
std::size_t layerBytes(Scheme scheme, LayerShape shape);

// Relative squared error on N(0,1) that the scheme reaches: measured with the palette's own
// encoder on 2^20 samples (tools: `fracbit palette`), kept as a table so that planning needs no
// encoding; interpolated in log(error) between tabulated rates of Ctcq.
double gaussianDistortion(Scheme scheme);

} // namespace fracbit::quantizer
