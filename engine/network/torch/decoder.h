// The parts of the whole model around its blocks. Private to the network.
#pragma once

#ifndef FRACBIT_INSIDE_NETWORK
#error "private to engine/network"
#endif

#include "network/torch/torch_support.h"
#include "network/torch/transformer_block.h"

namespace fracbit::network {

// Everything but the blocks.
struct Trunk {
    checkpoint::ModelConfig config;
    at::Tensor embedding;       // [vocabulary, hidden], compute type
    at::Tensor finalNorm;       // [hidden], float32
    at::Tensor head;            // [vocabulary, hidden]; the embedding itself when tied
    at::Tensor tokenTable;      // of ModelConfig::tokenInputs; undefined without: compute type
    at::Tensor tokenProjection; // float32, and so is the norm
    at::Tensor tokenNorm;
};
Trunk loadTrunk(const checkpoint::WeightSource& source, at::ScalarType type);

// [indices, hidden], float32.
at::Tensor embed(const Trunk& trunk, const at::Tensor& indices);

// ModelConfig::tokenInputs of tokens with these rows of the table and these embeddings (scaled,
// [..., hidden]): [..., blocks, size], float32. `projection`: the rows of one block or of all.
at::Tensor tokenInputs(const checkpoint::ModelConfig& config, const at::Tensor& tableRows,
                       const at::Tensor& embeddings, const at::Tensor& projection,
                       const at::Tensor& norm);

// The same of all blocks; `embeddings` [sequences, positions, hidden] of `indices`.
at::Tensor tokenInputsOf(const Trunk& trunk, const at::Tensor& indices,
                         const at::Tensor& embeddings);

// Final norm and head of hidden states [rows, hidden], written to `logits` (float32, row-major).
void writeLogits(const Trunk& trunk, const at::Tensor& hidden, std::span<float> logits);
// Scale and soft cap of a model's logits, in place.
void finishLogits(const checkpoint::ModelConfig& config, at::Tensor& logits);

} // namespace fracbit::network
