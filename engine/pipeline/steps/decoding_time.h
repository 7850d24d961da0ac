// What a decoding step takes on this machine's processor.
#pragma once

#ifndef FRACBIT_INSIDE_PIPELINE
#error "private to engine/pipeline"
#endif

#include "packed/packed_checkpoint.h"
#include "profiling/profile_file.h"

#include <filesystem>

namespace fracbit::pipeline {

struct DecodingTime {
    double seconds = 0; // of a step of `batch` sequences, median
    double spread = 0;  // half the distance of the quartiles
};

// Steps of the run-time on packed weights (network/packed_network.h), on RunContext::threads
// threads, behind a short prompt. Progress stage "decode", in steps.
DecodingTime measureDecoding(const packed::PackedCheckpoint& packed, int batch,
                             const RunContext& context);

// The rest of a decoding step, what is not in the calls of linear layers: a step of the model
// quantized with the scheme that is quickest to encode, less what the profile's measurements say of
// its calls (fused, as the run-time makes them). The checkpoint lies in `folder` meanwhile, which
// is removed. Not below zero. Throws Error(InvalidArgument) when a call has no measurement.
double measureConstant(const checkpoint::WeightSource& source, const profiling::Profile& profile,
                       const profiling::MeasurementKey& key, const std::filesystem::path& folder,
                       const RunContext& context);

} // namespace fracbit::pipeline
