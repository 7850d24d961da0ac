// The directory of a ZIP file (PKWARE APPNOTE 6.3), as far as PyTorch's archives need it.
#pragma once

#ifndef FRACBIT_INSIDE_CHECKPOINT
#error "private to engine/checkpoint"
#endif

#include "base/mapped_file.h"

#include <map>
#include <string>

namespace fracbit::checkpoint {

// The entries by name, each a view into the mapped file. ZIP64 is understood. Throws
// Error(InvalidFile) for a broken directory and Error(Unsupported) for entries that are compressed
// or encrypted (PyTorch stores them as they are).
std::map<std::string, std::span<const std::byte>> readZipDirectory(const MappedFile& file);

bool looksLikeZip(const MappedFile& file);

} // namespace fracbit::checkpoint
