#include "network/forward/packed_feed_forward.h"

#include "backend/cpu/vector_kernels.h"
#include "network/forward/expert_choice.h"
#include "packed/packed_checkpoint.h"

#include <algorithm>
#include <cmath>

namespace fracbit::network {

using checkpoint::Activation;
using checkpoint::FeedForward;

PackedFeedForward::PackedFeedForward(const PackedSource& source, const FeedForward& description,
                                     const std::string& prefix, std::int64_t intermediate)
    : activation_(description.activation), limit_(static_cast<float>(description.limit)),
      intermediate_(intermediate), gateUp_(source, prefix + "gate_up"),
      down_(source, prefix + "down") {}

// From inner to mixed.
void PackedFeedForward::activate(PackedWorkspace& workspace) const {
    const auto width = static_cast<std::size_t>(intermediate_);
    const std::size_t rows = workspace.inner.size() / (2 * width);
    workspace.mixed.resize(rows * width);
    workspace.team.run(rows, [&](std::size_t row) {
        const float* gate = workspace.inner.data() + 2 * row * width;
        const float* up = gate + width;
        float* out = workspace.mixed.data() + row * width;
        switch (activation_) {
        case Activation::Silu:
            return backend::siluProduct(gate, up, out, intermediate_);
        case Activation::GeluTanh:
            return backend::geluProduct(gate, up, out, intermediate_);
        case Activation::ClampedSwiglu:
            return backend::clampedSwigluProduct(gate, up, limit_, out, intermediate_);
        }
    });
}

void PackedFeedForward::run(std::span<const float> x, std::vector<float>& out,
                            PackedWorkspace& workspace) const {
    gateUp_.multiply(x, workspace.inner, workspace);
    activate(workspace);
    down_.multiply(workspace.mixed, out, workspace);
}

PackedMixture::PackedMixture(const PackedSource& source, const FeedForward& description)
    : mixture_(*description.mixture), hidden_(source.config().hidden),
      router_(source.matrix("mlp.router")) {
    if (mixture_.routerBias)
        routerBias_ = source.checkpoint.read(source.name("mlp.router.bias")).values;
    if (mixture_.choiceBias)
        numbers_.choiceBias = source.vector("mlp.choice_bias");
    if (mixture_.ownNorms) {
        numbers_.scale = source.vector("mlp.expert_scale");
        routerNorm_ = source.vector("mlp.router_scale");
        backend::scaleVector(routerNorm_.data(), 1 / std::sqrt(static_cast<float>(hidden_)),
                             hidden_);
        expertsNorm_ = source.norm("mlp.experts_norm", mixture_.ownNorms);
        expertsNormAfter_ = source.norm("mlp.experts_norm_after", mixture_.ownNorms);
        sharedNormAfter_ = source.norm("mlp.shared_norm_after", mixture_.ownNorms);
    }
    if (mixture_.sharedGate)
        sharedGate_.emplace(source.matrix("mlp.shared_gate"));
    if (mixture_.sharedIntermediate > 0)
        shared_.emplace(source, description, "shared_expert.", mixture_.sharedIntermediate);
    for (int expert = 0; expert < mixture_.experts; ++expert)
        experts_.emplace_back(source, description, "experts." + std::to_string(expert) + ".",
                              description.intermediate);
}

std::vector<std::vector<PackedMixture::Sent>>
PackedMixture::route(std::span<const float> x, PackedWorkspace& workspace) const {
    const auto experts = static_cast<std::size_t>(mixture_.experts);
    const std::size_t rows = x.size() / static_cast<std::size_t>(hidden_);
    workspace.scores.resize(rows * experts);
    router_.multiply(x, static_cast<std::int64_t>(rows), workspace.scores, workspace.team);
    std::vector<std::vector<Sent>> sent(experts);
    for (std::size_t row = 0; row < rows; ++row) {
        const auto scores = std::span(workspace.scores).subspan(row * experts, experts);
        if (!routerBias_.empty())
            backend::addVector(scores.data(), routerBias_.data(), mixture_.experts);
        for (const ChosenExpert& chosen : chooseExperts(scores, mixture_, numbers_))
            sent[chosen.expert].push_back({static_cast<std::int64_t>(row), chosen.weight});
    }
    return sent;
}

// Into workspace.summed.
void PackedMixture::addShared(std::span<const float> x, PackedWorkspace& workspace) const {
    shared_->run(x, workspace.given, workspace);
    const std::int64_t rows = std::ssize(x) / hidden_;
    workspace.scores.resize(static_cast<std::size_t>(rows));
    if (sharedGate_)
        sharedGate_->multiply(x, rows, workspace.scores, workspace.team);
    for (std::int64_t row = 0; row < rows && sharedGate_; ++row)
        backend::scaleVector(workspace.given.data() + row * hidden_,
                             1 / (1 + std::exp(-workspace.scores[static_cast<std::size_t>(row)])),
                             hidden_);
    if (mixture_.ownNorms)
        normRows(workspace.given, sharedNormAfter_, workspace.given, workspace);
    backend::addVector(workspace.summed.data(), workspace.given.data(), std::ssize(x));
}

// `out` may be x.
void PackedMixture::normRows(std::span<const float> x, const std::vector<float>& weight,
                             std::span<float> out, PackedWorkspace& workspace) const {
    workspace.team.run(x.size() / weight.size(), [&](std::size_t row) {
        const std::size_t begin = row * weight.size();
        backend::rmsNorm(x.data() + begin, weight.data(), mixture_.ownNorms->epsilon,
                         out.data() + begin, hidden_);
    });
}

void PackedMixture::addExpert(const PackedFeedForward& expert, std::span<const float> x,
                              const std::vector<Sent>& sent, PackedWorkspace& workspace) const {
    workspace.sent.resize(sent.size() * static_cast<std::size_t>(hidden_));
    for (std::size_t i = 0; i < sent.size(); ++i)
        std::copy_n(x.data() + sent[i].row * hidden_, hidden_,
                    workspace.sent.data() + static_cast<std::int64_t>(i) * hidden_);
    expert.run(workspace.sent, workspace.given, workspace);
    for (std::size_t i = 0; i < sent.size(); ++i) {
        float* row = workspace.given.data() + static_cast<std::int64_t>(i) * hidden_;
        backend::scaleVector(row, sent[i].weight, hidden_);
        backend::addVector(workspace.summed.data() + sent[i].row * hidden_, row, hidden_);
    }
}

void PackedMixture::addExperts(std::span<const float> x, const std::vector<std::vector<Sent>>& sent,
                               PackedWorkspace& workspace) const {
    for (std::size_t expert = 0; expert < sent.size(); ++expert)
        if (!sent[expert].empty())
            addExpert(experts_[expert], x, sent[expert], workspace);
}

// Into workspace.summed, which is 0.
void PackedMixture::addExpertsApart(std::span<const float> state,
                                    PackedWorkspace& workspace) const {
    workspace.own.resize(state.size());
    normRows(state, routerNorm_, workspace.own, workspace);
    const auto sent = route(workspace.own, workspace);
    normRows(state, expertsNorm_, workspace.own, workspace);
    addExperts(workspace.own, sent, workspace);
    normRows(workspace.summed, expertsNormAfter_, workspace.summed, workspace);
}

void PackedMixture::run(std::span<const float> x, std::span<const float> state,
                        PackedWorkspace& workspace) const {
    workspace.summed.assign(x.size(), 0.0f);
    if (mixture_.ownNorms)
        addExpertsApart(state, workspace);
    else
        addExperts(x, route(x, workspace), workspace);
    if (shared_)
        addShared(x, workspace);
    std::swap(workspace.projected, workspace.summed);
}

} // namespace fracbit::network
