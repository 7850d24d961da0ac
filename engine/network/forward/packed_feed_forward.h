// The second branch of a block on packed weights: a feed-forward, or experts that a router chooses
// among. Private to the network; free of torch.
#pragma once

#ifndef FRACBIT_INSIDE_NETWORK
#error "private to engine/network"
#endif

#include "network/forward/expert_choice.h"
#include "network/forward/packed_parts.h"

namespace fracbit::network {

// Immutable; safe to use from any thread, with a workspace for each.
class PackedFeedForward {
public:
    // `prefix`: what the names of its inputs begin with, "experts.3."; `intermediate`: its width.
    PackedFeedForward(const PackedSource& source, const checkpoint::FeedForward& description,
                      const std::string& prefix, std::int64_t intermediate);

    // out becomes the rows' results; `x` may not be `out`.
    void run(std::span<const float> x, std::vector<float>& out, PackedWorkspace& workspace) const;

private:
    void activate(PackedWorkspace& workspace) const;

    checkpoint::Activation activation_;
    float limit_;
    std::int64_t intermediate_;
    PackedLinear gateUp_;
    PackedLinear down_;
};

// Likewise.
class PackedMixture {
public:
    PackedMixture(const PackedSource& source, const checkpoint::FeedForward& description);

    // From x, and the block's state from which it was normed, to workspace.projected.
    void run(std::span<const float> x, std::span<const float> state,
             PackedWorkspace& workspace) const;

private:
    // A token's row and what one of its experts is worth to it.
    struct Sent {
        std::int64_t row;
        float weight;
    };
    std::vector<std::vector<Sent>> route(std::span<const float> x,
                                         PackedWorkspace& workspace) const; // of each expert
    void addShared(std::span<const float> x, PackedWorkspace& workspace) const;
    void addExperts(std::span<const float> x, const std::vector<std::vector<Sent>>& sent,
                    PackedWorkspace& workspace) const;
    void addExpertsApart(std::span<const float> state, PackedWorkspace& workspace) const;
    void normRows(std::span<const float> x, const std::vector<float>& weight, std::span<float> out,
                  PackedWorkspace& workspace) const;
    void addExpert(const PackedFeedForward& expert, std::span<const float> x,
                   const std::vector<Sent>& sent, PackedWorkspace& workspace) const;

    checkpoint::Mixture mixture_;
    std::int64_t hidden_;
    backend::PlainMatrix router_; // a row for each expert
    std::vector<float> routerBias_;
    ExpertNumbers numbers_;
    // Of a mixture with norms of its own: as they are multiplied with.
    std::vector<float> routerNorm_;
    std::vector<float> expertsNorm_;
    std::vector<float> expertsNormAfter_;
    std::vector<float> sharedNormAfter_;
    std::optional<PackedFeedForward> shared_;
    std::optional<backend::PlainMatrix> sharedGate_;
    std::vector<PackedFeedForward> experts_;
};

} // namespace fracbit::network
