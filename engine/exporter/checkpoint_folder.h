// What all folders have in common that this program writes models into, and what more have that
// Hugging Face programs read: config.json, model.safetensors, the tokenizer's files.
#pragma once

#include "checkpoint/safetensors_writer.h"
#include "checkpoint/weight_source.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace fracbit::exporter {

// Names and contents of all files but the tensors'.
using SmallFiles = std::map<std::string, std::string>;

// The tokenizer and what Hugging Face programs keep beside it, so that a folder stands alone: the
// source's own files, or made from GGUF metadata. Empty when the source has no tokenizer.
SmallFiles tokenizerFiles(const checkpoint::WeightSource& source);

// Exact bytes of the finished folder.
std::uint64_t folderBytes(const checkpoint::SafetensorsLayout& layout, const SmallFiles& files);

// The names of all files; config.json comes last, for a folder without it is no checkpoint.
std::vector<std::string> fileNames(const SmallFiles& files);

// Names of those that are not in the folder, or other than here.
std::vector<std::string> differingFiles(const std::filesystem::path& folder,
                                        const SmallFiles& files);

// Whether the folder holds just that, finished: an earlier run's work that need not be done again.
// Tensors are known by their sizes here, not by their contents.
bool holdsFinished(const std::filesystem::path& folder, const checkpoint::SafetensorsLayout& layout,
                   const SmallFiles& files);

// Makes the folder if need be; true when it was not there. Throws Error(InvalidArgument) when it is
// the source itself, or holds a finished model, which has a file called `lastFile`, and `overwrite`
// is not set.
bool prepareFolder(const checkpoint::WeightSource& source, const std::filesystem::path& folder,
                   const std::string& lastFile, bool overwrite);

// Gives the tensors their final name and writes the small files, config.json last. Returns the
// bytes that are on the disk then.
std::uint64_t finishFolder(const std::filesystem::path& folder,
                           checkpoint::SafetensorsWriter& writer, const SmallFiles& files);

} // namespace fracbit::exporter
