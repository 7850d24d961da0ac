// A quantized model for other programs: every weight de-quantized, in the original basis, 16 bits.
#pragma once

#include "base/progress.h"
#include "checkpoint/weight_source.h"
#include "pipeline/checkpoint_folder.h"

namespace fracbit::pipeline {

struct HuggingFaceOptions {
    DType type = DType::BF16; // or F16; of all tensors
    bool overwrite = false;   // of a finished checkpoint in the same folder
};

// What is decided before a weight is read. The same for an original and for what it was quantized
// to: the plan does not change sizes.
struct HuggingFaceJob {
    checkpoint::SafetensorsLayout layout;
    SmallFiles smallFiles;
    std::uint64_t folderBytes() const { return pipeline::folderBytes(layout, smallFiles); }
};

// Throws Error(Unsupported) as exporter::plainConfig() does.
HuggingFaceJob makeHuggingFaceJob(const checkpoint::WeightSource& source,
                                  const HuggingFaceOptions& options);

struct HuggingFaceReport {
    std::uint64_t predictedBytes = 0; // of the folder, before the work
    std::uint64_t bytes = 0;          // as found on disk afterwards
    double seconds = 0;
};

// Writes `source`, a quantized folder or any other model, as a Hugging Face folder (made if need
// be): config.json, model.safetensors, the tokenizer's files. Memory: some megabytes a thread, as
// far as `source` reads no more than the rows that it is asked for. The checkpoint appears under
// its final names at the end; a run that fails or is cancelled before leaves nothing behind, one
// that fails among the small files (a full disk) those that it had written. Throws
// Error(InvalidArgument) when the folder holds a finished checkpoint and `overwrite` is not set,
// and naming the tensor that has values too large for F16; Error(Io).
HuggingFaceReport exportHuggingFace(const checkpoint::WeightSource& source,
                                    const std::filesystem::path& folder,
                                    const HuggingFaceOptions& options, const RunContext& context);

// Reads the folder back: is every weight the source's, rounded? Problems, one line a tensor; none:
// it is. Throws Error when the folder cannot be opened.
std::vector<std::string> compareHuggingFace(const checkpoint::WeightSource& source,
                                            const std::filesystem::path& folder,
                                            const RunContext& context);

} // namespace fracbit::pipeline
