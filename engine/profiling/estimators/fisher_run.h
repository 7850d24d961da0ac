// The pass behind makeFisherEstimator(), for errors of any covariance. Private to the module.
#pragma once

#ifndef FRACBIT_INSIDE_PROFILING
#error "private to engine/profiling"
#endif

#include "network/blockwise.h"
#include "profiling/sensitivity.h"

#include <functional>
#include <vector>

namespace fracbit::profiling {

// Directions for the layers of a block, in the order of its inputs. May throw.
using ProbeSource = std::function<network::BlockProbes(int block)>;

// In the notation of sensitivity.h, of every layer and sequence.
struct FisherValues {
    std::vector<std::vector<double>> plain;  // 1/(2T) sum_i r_i^2 sum_j g_ij^2
    std::vector<std::vector<double>> probed; // 1/(2T) sum_i r_i^2 sum_p (g_i p)^2; 0 without probes
};

// `probes` may be empty. Resumes in options.workFolder, which is for one choice of probes. Throws
// as SensitivityEstimator::estimate().
FisherValues runFisher(const checkpoint::WeightSource& source, const Sample& sample,
                       const FisherOptions& options, const ProbeSource& probes,
                       const RunContext& context);

} // namespace fracbit::profiling
