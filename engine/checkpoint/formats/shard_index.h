// Which files make up a Hugging Face checkpoint.
#pragma once

#ifndef FRACBIT_INSIDE_CHECKPOINT
#error "private to engine/checkpoint"
#endif

#include <filesystem>
#include <vector>

namespace fracbit::checkpoint {

// The weight files of a folder in the order of their names: model.safetensors, the shards named by
// model.safetensors.index.json, or pytorch_model.bin likewise, whichever is there first in this
// order (as transformers looks for them). Throws Error(InvalidFile) naming the folder when there
// is none, or the index when it names a shard that is missing or lies outside of the folder.
std::vector<std::filesystem::path> weightFiles(const std::filesystem::path& folder);

} // namespace fracbit::checkpoint
