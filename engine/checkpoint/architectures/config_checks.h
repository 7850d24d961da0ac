// Checks on configurations that hold whatever file they come from.
#pragma once

#ifndef FRACBIT_INSIDE_CHECKPOINT
#error "private to engine/checkpoint"
#endif

#include "checkpoint/uniform_decoder.h"

namespace fracbit::checkpoint {

// Error(Unsupported) "file: field 'key' <reason>".
[[noreturn]] void refuse(const JsonObject& config, std::string_view key, std::string_view reason);

// What a file format calls the sizes of a decoder.
struct SizeNames {
    std::string_view vocabulary, hidden, intermediate, blocks, heads, kvHeads, headSize, context;
};
struct SizeProblem {
    std::string field;
    std::string reason; // "is not between 1 and 8192"
};
// Sizes out of all proportion (nothing may be allocated by them before they are checked) or that do
// not fit each other.
std::optional<SizeProblem> sizeProblem(const UniformDecoder& config, const SizeNames& names);

// The divisors of the llama3 rope variant: by how much the frequency of each pair of a head is
// reduced (transformers' `_compute_llama3_parameters`; rope_freqs of GGUF). headSize / 2 values.
std::vector<double> llama3Divisors(const Rope& rope, std::int64_t headSize);

} // namespace fracbit::checkpoint
