// How the weights of a layer are spread, as stored and after rotation. Called by jobs.
#pragma once

#include "base/progress.h"
#include "checkpoint/weight_source.h"

#include <array>
#include <memory>
#include <string>

namespace fracbit::app {

// Densities over equal bins of [-kHistogramRange, kHistogramRange]; what lies beyond is left out.
inline constexpr int kHistogramBins = 64;
inline constexpr double kHistogramRange = 4.0; // rows are scaled to unit rms
using Density = std::array<double, kHistogramBins>;

struct WeightHistogram {
    std::string layer;
    Density original{};
    Density rotated{};
    double originalKurtosis = 0; // fourth moment over the squared second; 3 for a normal
    double rotatedKurtosis = 0;
};
using WeightHistogramPtr = std::shared_ptr<const WeightHistogram>;

// From a sample of rows, spread evenly over the layer. Throws what reading throws, and
// Error(InvalidArgument) when the model has no such layer.
WeightHistogramPtr weightHistogram(const checkpoint::WeightSource& source,
                                   const std::string& layerName, const RunContext& context);

} // namespace fracbit::app
