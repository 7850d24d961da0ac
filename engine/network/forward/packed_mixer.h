// What takes numbers from one position to others, on packed weights: attention and linear
// attention. Private to the network; free of torch.
#pragma once

#ifndef FRACBIT_INSIDE_NETWORK
#error "private to engine/network"
#endif

#include "network/forward/packed_parts.h"

namespace fracbit::network {

// What a block remembers of the positions so far.
class PackedMixerCache {
public:
    virtual ~PackedMixerCache() = default;
};

// Immutable; safe to use from any thread, with a cache and a workspace for each.
class PackedMixer {
public:
    virtual ~PackedMixer() = default;

    virtual std::unique_ptr<PackedMixerCache> makeCache(std::int64_t sequences) const = 0;
    // From x, span.rows() rows, to workspace.projected; the span's positions go to the cache, which
    // is one of this mixer's, or of the block's whose keys it looks at (Attention::keysOf).
    virtual void run(std::span<const float> x, const PackedSpan& span, PackedMixerCache& cache,
                     PackedWorkspace& workspace) const = 0;
};

std::unique_ptr<PackedMixer> loadAttention(const PackedSource& source,
                                           const checkpoint::Attention& attention);
std::unique_ptr<PackedMixer> loadLatentAttention(const PackedSource& source,
                                                 const checkpoint::LatentAttention& attention);
std::unique_ptr<PackedMixer> loadDeltaNet(const PackedSource& source,
                                          const checkpoint::DeltaNet& net);

} // namespace fracbit::network
