// Private to the network; free of torch.
#pragma once

#ifndef FRACBIT_INSIDE_NETWORK
#error "private to engine/network"
#endif

#include "network/network.h"

#include <span>

namespace fracbit::network {

// Throws Error(InvalidArgument) for an empty list and for ids outside the vocabulary, naming the
// id.
void requireInVocabulary(std::span<const TokenId> tokens, std::int64_t vocabulary);

} // namespace fracbit::network
