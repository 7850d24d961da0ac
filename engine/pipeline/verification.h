// Is a quantized checkpoint what its plan says, and how far is it from the original?
#pragma once

#include "checkpoint/weight_source.h"
#include "exporter/packed_checkpoint.h"

#include <optional>
#include <string>
#include <vector>

namespace fracbit::pipeline {

struct VerifiedLayer {
    std::string name;
    quantizer::Scheme scheme;
    double expectedError = 0;            // of the scheme on N(0,1)
    std::optional<double> relativeError; // |Q(W) - W|^2 / |W|^2, against the original
};

struct Verification {
    std::vector<VerifiedLayer> layers;
    std::vector<std::string> problems; // one line each; none: the checkpoint is sound
    bool ok() const { return problems.empty(); }
};

// Decodes every layer of the folder. Problems: the plan beside the checkpoint disagrees with what
// is stored, values that are not finite, and, with an original, layers whose error is more than
// twice what the scheme gives on Gaussian weights. Throws Error when the folder cannot be opened or
// the original is another model.
Verification verifyCheckpoint(const exporter::PackedCheckpoint& packed,
                              const checkpoint::WeightSource* original, const RunContext& context);

} // namespace fracbit::pipeline
