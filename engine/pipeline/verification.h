// Is a quantized checkpoint what its plan says, and how far is it from the original?
#pragma once

#include "checkpoint/weight_source.h"
#include "packed/packed_checkpoint.h"
#include "profiling/moments_file.h"

#include <optional>
#include <string>
#include <vector>

namespace fracbit::pipeline {

struct VerifiedLayer {
    std::string name;
    quantizer::Scheme scheme;            // of its first segment
    std::optional<double> expectedError; // of its schemes on N(0,1), if it is rotated
    std::optional<double> relativeError; // |Q(W) - W|^2 / |W|^2, against the original
    // tr(E H E^T) / tr(W H W^T), E = Q(W) - W, with the moments H of the layer's input.
    std::optional<double> outputError{};
};

struct Verification {
    std::vector<VerifiedLayer> layers;
    std::vector<std::string> problems; // one line each; none: the checkpoint is sound
    bool ok() const { return problems.empty(); }
};

// Compares every tensor with its checksum, then decodes every layer of the folder. Problems: bytes
// that are not those written (files of version 1 have no checksums; that is noted), a plan beside
// the checkpoint that disagrees with what is stored, values that are not finite, and, with an
// original, layers whose error is more than
// twice what the scheme gives on Gaussian weights, and a thousandth beyond it (that of the outputs
// where errors were fed back and moments are given; that of the weights is meant to be larger
// then), or, of layers that are not rotated, more than the layer itself. `moments` (may be null)
// want an original. Throws Error when the folder cannot be opened, or the original or the moments
// belong to another model.
Verification verifyCheckpoint(const packed::PackedCheckpoint& packed,
                              const checkpoint::WeightSource* original, const RunContext& context,
                              const profiling::MomentsFile* moments = nullptr);

} // namespace fracbit::pipeline
