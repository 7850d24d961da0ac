// What the metadata of a GGUF file says of a uniform decoder, whatever its architecture. Private to
// the module.
#pragma once

#ifndef FRACBIT_INSIDE_CHECKPOINT
#error "private to engine/checkpoint"
#endif

#include "checkpoint/gguf_file.h"
#include "checkpoint/uniform_decoder.h"

#include <initializer_list>
#include <span>

namespace fracbit::checkpoint {

// What the metadata leaves open is taken from the tensors: tied embeddings, biases, the vocabulary.
// Keys that would change the result are obeyed, or refused with Error(Unsupported) naming the key.
// The architecture is left open, and so are head norms.
UniformDecoder parseGgufDecoder(const GgufFile& file);

// The same for an architecture that obeys further keys itself; `obeyed`: their names behind the
// architecture's. With "rope.dimension_count" heads may be turned in part.
struct GgufReading {
    UniformDecoder decoder;
    const GgufMetadata& metadata;
    std::string prefix; // "gemma3."

    std::int64_t integerOr(std::string_view suffix, std::int64_t fallback) const;
    double numberOr(std::string_view suffix, double fallback) const; // from 0, finite
};
GgufReading readGguf(const GgufFile& file, std::span<const std::string_view> obeyed);
inline GgufReading readGguf(const GgufFile& file, std::initializer_list<std::string_view> obeyed) {
    return readGguf(file, std::span(obeyed.begin(), obeyed.size()));
}

// A model's configuration, by the architecture that the file names (registry.cpp).
ModelConfig parseGgufConfig(const GgufFile& file);

} // namespace fracbit::checkpoint
