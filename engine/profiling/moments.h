// Collecting the second moments of the activations.
#pragma once

#include "base/progress.h"
#include "checkpoint/weight_source.h"
#include "profiling/sample.h"

#include <filesystem>

namespace fracbit::profiling {

struct MomentOptions {
    std::filesystem::path file; // to be written, see moments_file.h
    // The states in front of the next block wait here, from where an interrupted run of the same
    // model and sample goes on at the block it had reached. Removed at the end.
    std::filesystem::path workFolder;
};

// One pass forward over the sample, block by block: memory is one block in float32, one sequence's
// activations a thread, and the moments of the block's inputs in float64 (half of the matrices: 0.8
// GB for the 14336 of an 8B model). The file appears whole or not at all. Throws
// Error(InvalidArgument) for a sample as checkSample() does, Error(InvalidFile) when the
// activations are not finite, naming the block.
void measureMoments(const checkpoint::WeightSource& source, const Sample& sample,
                    const MomentOptions& options, const RunContext& context);

} // namespace fracbit::profiling
