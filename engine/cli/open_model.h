// Opening what the command line calls MODEL.
#pragma once

#include "checkpoint/weight_source.h"

#include <filesystem>
#include <memory>

namespace fracbit::cli {

// A Hugging Face folder, a GGUF file, or a folder that `quantize` wrote. Throws Error naming the
// file that is at fault.
std::unique_ptr<checkpoint::WeightSource> openModel(const std::filesystem::path& path);

} // namespace fracbit::cli
