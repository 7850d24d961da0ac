// Weights that are published in fewer than 16 bits, with scales beside them: what config.json says
// of it. They are de-quantized when they are read.
#pragma once

#ifndef FRACBIT_INSIDE_CHECKPOINT
#error "private to engine/checkpoint"
#endif

#include "base/json_file.h"
#include "checkpoint/stored_place.h"
#include "checkpoint/tensor_file.h"

namespace fracbit::checkpoint {

// "quantization_config" of a model's configuration: FP8 with a scale for each block, row or tensor
// ("fp8"; "compressed-tensors" of floats of 8 bits), or MXFP4 ("mxfp4"). Throws Error(Unsupported)
// naming the field for all others.
struct SourceQuantization {
    std::int64_t blockRows = 0; // of "fp8"; 0: follow from the scales
    std::int64_t blockColumns = 0;
};
SourceQuantization parseSourceQuantization(const JsonObject& config);

// How `scales` scale the matrix, or stack of them, `values`. Throws Error(InvalidFile) naming the
// scales when their shape fits it in no way.
StoredScales scalesOf(const StoredTensor& values, const StoredTensor& scales,
                      const SourceQuantization& quantization, const std::filesystem::path& file);

} // namespace fracbit::checkpoint
