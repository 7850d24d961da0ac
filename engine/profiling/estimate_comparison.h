// How well two estimates of the same sensitivities agree.
#pragma once

#include "profiling/sensitivity.h"

#include <vector>

namespace fracbit::profiling {

struct EstimateComparison {
    double rankCorrelation = 0; // Spearman's
    double logCorrelation = 0;  // Pearson's, of the logarithms
    double medianRatio = 0;     // of first / second
    // Median over the layers of standard error / value; 0 when an estimate gives none.
    double firstError = 0;
    double secondError = 0;
};

// Layers are matched by name. Throws Error(InvalidArgument) naming a layer that only one of them
// has or whose value is not positive, and for fewer than three layers.
EstimateComparison compareEstimates(const std::vector<LayerSensitivity>& first,
                                    const std::vector<LayerSensitivity>& second);

// Of two lists of equal length, at least two; 0 when one of them is constant.
double correlation(const std::vector<double>& x, const std::vector<double>& y);
// 1, 2, ... in the order of the values; equal values share the mean of their ranks.
std::vector<double> ranks(const std::vector<double>& values);

} // namespace fracbit::profiling
