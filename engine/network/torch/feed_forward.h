// The second branch of a block: a feed-forward, or experts that a router chooses among; and the
// third, of the token. Private to the network.
#pragma once

#ifndef FRACBIT_INSIDE_NETWORK
#error "private to engine/network"
#endif

#include "network/torch/transformer_block.h"

namespace fracbit::network {

// x [batch, positions, hidden], normed, and `state`, from which it was; so is the result, of a
// mixture in float32. Differentiable; matrices of experts that nothing was sent to are no part of
// the result's graph.
at::Tensor runFeedForward(const Block& block, const at::Tensor& x, const at::Tensor& state,
                          const ReadInputs& read);

// The branch of the token (BlockDescription::tokenBranch) in front of its norm. Likewise.
at::Tensor runTokenBranch(const Block& block, const at::Tensor& x, const BlockSide& side,
                          const ReadInputs& read);

} // namespace fracbit::network
