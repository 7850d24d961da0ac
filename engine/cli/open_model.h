// Opening what the command line calls MODEL.
#pragma once

#include "base/progress.h"
#include "checkpoint/weight_source.h"

#include <filesystem>
#include <memory>

namespace fracbit::cli {

// A Hugging Face folder, a GGUF file, or a folder that `quantize` wrote. Throws Error naming the
// file that is at fault.
std::unique_ptr<checkpoint::WeightSource> openModel(const std::filesystem::path& path);
// The same, and notes what stands beside the text model.
std::unique_ptr<checkpoint::WeightSource> openModel(const std::filesystem::path& path,
                                                    const RunContext& context);

} // namespace fracbit::cli
