// De-quantization of GGUF's block formats.
#pragma once

#ifndef FRACBIT_INSIDE_CHECKPOINT
#error "private to engine/checkpoint"
#endif

#include "tensor/dtype.h"

#include <cstddef>
#include <span>

namespace fracbit::checkpoint {

// `out` has as many elements as the whole blocks in `blocks`. Computed in float32 in the order of
// operations of ggml's reference (ggml-quants.c, dequantize_row_*), so the values are those of
// ggml and of the gguf package bit for bit. Throws Error(Internal) for a type that has no blocks.
void dequantizeBlocks(DType type, std::span<const std::byte> blocks, std::span<float> out);

// MXFP4 as gpt-oss publishes it: two weights a byte, the first in the lower half, and a scale for
// each 32 of them apart (modeling of transformers, integrations/mxfp4.py).
void dequantizeMxfp4(std::span<const std::byte> pairs, std::span<const std::byte> scales,
                     std::span<float> out);

} // namespace fracbit::checkpoint
