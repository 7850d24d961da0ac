// Everything about a quantization that is decided before a weight is read: it can be shown, sized
// and refused without doing any work.
#pragma once

#include "checkpoint/weight_source.h"
#include "exporter/packed_format.h"
#include "exporter/safetensors_writer.h"
#include "pipeline/quantization_plan.h"

#include <map>
#include <string>

namespace fracbit::pipeline {

struct QuantizationOptions {
    std::uint64_t seed = 0; // of the rotation's signs
    int embeddingBits = 16; // 8 or 16; with tied embeddings the head's too
    int headBits = 16;
    bool overwrite = false; // of a finished checkpoint in the same folder
};

// The files of the checkpoint but for the tensors, whole; and the tensors' layout.
struct QuantizationJob {
    exporter::PackedDescription description;
    exporter::SafetensorsLayout layout;
    std::map<std::string, std::string> smallFiles; // name -> contents

    // Exact bytes of the finished folder.
    std::uint64_t folderBytes() const;
    // Identifies the work, so that only the same work is resumed.
    std::uint64_t fingerprint(const checkpoint::WeightSource& source) const;
};

// Throws Error(InvalidArgument) when the plan misses a layer of the model or names one that it does
// not have, or for options that do not fit the model; Error(Unsupported) when the source is
// quantized by this program already.
QuantizationJob makeQuantizationJob(const checkpoint::WeightSource& source,
                                    const QuantizationPlan& plan,
                                    const QuantizationOptions& options);

} // namespace fracbit::pipeline
