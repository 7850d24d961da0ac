// One block of the decoder on packed weights, as its description says. Private to the network; free
// of torch.
#pragma once

#ifndef FRACBIT_INSIDE_NETWORK
#error "private to engine/network"
#endif

#include "network/forward/packed_feed_forward.h"
#include "network/forward/packed_mixer.h"

#include <variant>

namespace fracbit::network {

// Immutable; safe to use from any thread, with a cache and a workspace for each.
class PackedBlock {
public:
    explicit PackedBlock(const PackedSource& source);

    std::unique_ptr<PackedMixerCache> makeCache(std::int64_t sequences) const {
        return mixer_->makeCache(sequences);
    }
    // Adds the block's work to `hidden`, span.rows() rows; what is to be remembered goes to the
    // cache.
    void run(std::span<float> hidden, const PackedSpan& span, PackedMixerCache& cache,
             PackedWorkspace& workspace) const;

private:
    // The norms in front of and behind a branch; empty ones are absent.
    struct Norms {
        Norms(const PackedSource& source, const std::string& part,
              const checkpoint::BranchNorms& norms);
        checkpoint::BranchNorms description;
        std::vector<float> before;
        std::vector<float> after;
    };
    // What a branch reads: the hidden states, normed where the branch has a norm in front.
    static std::span<const float> branchInput(std::span<const float> hidden, const Norms& norms,
                                              PackedWorkspace& workspace);
    // hidden += what a branch has left in workspace.projected.
    void addBranch(std::span<float> hidden, const Norms& norms, PackedWorkspace& workspace) const;

    // The branch of the token.
    struct TokenBranch {
        TokenBranch(const PackedSource& source, const checkpoint::Norm& norm);
        PackedLinear gate;
        PackedLinear projection;
        Norms norms;
    };
    void addTokenBranch(std::span<float> hidden, PackedWorkspace& workspace) const;

    int index_;
    std::int64_t hidden_;
    double residualScale_;
    Norms mixerNorms_;
    std::unique_ptr<PackedMixer> mixer_;
    Norms feedForwardNorms_;
    std::variant<PackedFeedForward, PackedMixture> feedForward_;
    checkpoint::Activation activation_;
    std::int64_t blocks_;
    std::optional<TokenBranch> tokenBranch_;
    float scalar_ = 1; // what all is multiplied with at last
};

} // namespace fracbit::network
