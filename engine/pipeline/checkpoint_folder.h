// What all folders have in common that this program writes checkpoints into.
#pragma once

#include "checkpoint/safetensors_writer.h"
#include "checkpoint/weight_source.h"

#include <filesystem>
#include <map>
#include <string>

namespace fracbit::pipeline {

// Names and contents of all files but the tensors'.
using SmallFiles = std::map<std::string, std::string>;

// The tokenizer and what Hugging Face programs keep beside it, so that a folder stands alone: the
// source's own files, or made from GGUF metadata. Empty when the source has no tokenizer.
SmallFiles tokenizerFiles(const checkpoint::WeightSource& source);

// Exact bytes of the finished folder.
std::uint64_t folderBytes(const checkpoint::SafetensorsLayout& layout, const SmallFiles& files);

// Whether the folder holds just that, finished: an earlier run's work that need not be done again.
// Tensors are known by their sizes here, not by their contents.
bool holdsFinished(const std::filesystem::path& folder, const checkpoint::SafetensorsLayout& layout,
                   const SmallFiles& files);

// Makes the folder if need be; true when it was not there. Throws Error(InvalidArgument) when it is
// the source itself, or holds a finished checkpoint and `overwrite` is not set.
bool prepareFolder(const checkpoint::WeightSource& source, const std::filesystem::path& folder,
                   bool overwrite);

// Gives the tensors their final name and writes the small files; config.json last, for a folder
// without it is no checkpoint. Returns the bytes that are on the disk then.
std::uint64_t finishFolder(const std::filesystem::path& folder,
                           checkpoint::SafetensorsWriter& writer, const SmallFiles& files);

} // namespace fracbit::pipeline
