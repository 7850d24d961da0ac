// The palette's error on a model's own weights.
#pragma once

#include "base/progress.h"
#include "checkpoint/weight_source.h"
#include "quantizer/scheme.h"
#include "rotation/basis.h"

#include <cstdint>
#include <string>
#include <vector>

namespace fracbit::profiling {

struct DistortionOptions {
    std::int64_t rows = 16; // a layer, spread evenly over it; whole blocks of rotated outputs
    std::uint64_t seed = 0; // of the rotation
    rotation::Basis basis = rotation::Basis::Inputs;
};

struct LayerDistortion {
    std::string name;
    quantizer::Scheme scheme;
    double measured = 0; // |Q(W) - W|^2 / |W|^2 of the sample of rows
    double gaussian = 0; // what the palette reaches on N(0,1)
};

// Quantizes a sample of rows of every layer with each scheme, in the basis. That the measured error
// agrees with the Gaussian one is what allocation rests on: rotated weights are close to
// independent Gaussians (those that are not rotated are not, and there the ratio of the two tells
// layers apart). With r rows of n weights the measured error scatters by about sqrt(2 / (r n)) in
// relative terms for a Gaussian. Layer by layer, then scheme by scheme.
std::vector<LayerDistortion> measureDistortion(const checkpoint::WeightSource& source,
                                               const std::vector<quantizer::Scheme>& schemes,
                                               const DistortionOptions& options,
                                               const RunContext& context);

// Measured over Gaussian error of one scheme, over all layers.
struct DistortionSummary {
    double median = 0;
    double largest = 0;
    std::string largestLayer;
};
// Throws Error(InvalidArgument) when the scheme was not measured.
DistortionSummary summarizeDistortion(const std::vector<LayerDistortion>& measured,
                                      quantizer::Scheme scheme);

// Three families at a rate where most allocations have most of their layers.
std::vector<quantizer::Scheme> distortionSchemes();

} // namespace fracbit::profiling
