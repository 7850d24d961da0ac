// What Gemma 4's files of both kinds have in common. Private to the module.
#pragma once

#ifndef FRACBIT_INSIDE_CHECKPOINT
#error "private to engine/checkpoint"
#endif

#include "checkpoint/architectures/gemma.h"
#include "checkpoint/gguf_file.h"

#include <vector>

namespace fracbit::checkpoint {

enum Gemma4Rope : std::size_t { SlidingRope, FullRope };

struct HeadSizes {
    std::int64_t size;
    std::int64_t kvHeads;
};

// What describeGemma() does not say: no weights less one, no scale of the scores.
ModelConfig describeGemma4(const UniformDecoder& decoder);
// The rest of every block; `sizes` and `sharedValues` (Attention::sharedValues) are of each.
void completeBlocks(ModelConfig& config, const std::vector<HeadSizes>& sizes,
                    const std::vector<bool>& sharedValues);

// The E-series. Its last blocks look at the keys and values of the last block of their kind in
// front of them; false when there is none, or it has another number of heads.
bool shareKeys(std::int64_t shared, ModelConfig& out);
// Numbers of every token for each block.
void setTokenInputs(std::int64_t size, ModelConfig& out);
inline constexpr std::int64_t kMostTokenInputs = 1 << 16; // of a block

ModelConfig parseGemma4Gguf(const GgufFile& file);

} // namespace fracbit::checkpoint
