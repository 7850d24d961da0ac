// Checks that every reader of tensor files makes on what a header claims.
#pragma once

#ifndef FRACBIT_INSIDE_CHECKPOINT
#error "private to engine/checkpoint"
#endif

#include "checkpoint/tensor_file.h"

namespace fracbit::checkpoint {

// The bytes that a tensor of this type and shape occupies. Nothing when a size is negative, when a
// count does not fit in 63 bits, or when the rows are not whole blocks.
std::optional<std::uint64_t> storedBytes(DType type, const Shape& shape);

// A name can be shown on one line of a terminal and in JSON: not empty, UTF-8, no control
// characters, at most 1024 bytes.
bool isPresentable(std::string_view name);

// Text from a file for a message: shortened, anything but plain ASCII replaced by '?'.
std::string printable(std::string_view text);
// "tensor 'name'" likewise.
std::string tensorText(std::string_view name);

// Sorts by name, as TensorFile promises. Throws Error(InvalidFile) naming a name that cannot be
// presented or that occurs twice (among both lists).
void sortByName(std::vector<StoredTensor>& tensors, const std::vector<UnreadableTensor>& others,
                const std::filesystem::path& file);

} // namespace fracbit::checkpoint
