#include "network/forward/packed_block.h"

#include "backend/cpu/vector_kernels.h"

namespace fracbit::network {

using checkpoint::BlockDescription;
using checkpoint::BranchNorms;

namespace {

const BlockDescription& descriptionOf(const PackedSource& source) {
    return source.config().block(source.block);
}

std::unique_ptr<PackedMixer> loadMixer(const PackedSource& source, const checkpoint::Mixer& mixer) {
    if (const auto* attention = std::get_if<checkpoint::Attention>(&mixer))
        return loadAttention(source, *attention);
    if (const auto* latent = std::get_if<checkpoint::LatentAttention>(&mixer))
        return loadLatentAttention(source, *latent);
    return loadDeltaNet(source, std::get<checkpoint::DeltaNet>(mixer));
}

std::variant<PackedFeedForward, PackedMixture>
loadFeedForward(const PackedSource& source, const checkpoint::FeedForward& description) {
    if (description.mixture)
        return PackedMixture(source, description);
    return PackedFeedForward(source, description, "", description.intermediate);
}

} // namespace

PackedBlock::Norms::Norms(const PackedSource& source, const std::string& part,
                          const BranchNorms& norms)
    : description(norms), before(source.norm(part + ".norm", norms.before)),
      after(source.norm(part + ".norm_after", norms.after)) {}

PackedBlock::PackedBlock(const PackedSource& source)
    : index_(source.block), hidden_(source.config().hidden),
      residualScale_(descriptionOf(source).residualScale),
      mixerNorms_(source, "attn", descriptionOf(source).mixerNorms),
      mixer_(loadMixer(source, descriptionOf(source).mixer)),
      feedForwardNorms_(source, "mlp", descriptionOf(source).feedForwardNorms),
      feedForward_(loadFeedForward(source, descriptionOf(source).feedForward)),
      activation_(descriptionOf(source).feedForward.activation),
      blocks_(source.config().blockCount()) {
    if (const auto& norm = descriptionOf(source).tokenBranch)
        tokenBranch_.emplace(source, *norm);
    if (descriptionOf(source).outputScalar)
        scalar_ = source.vector("scalar").at(0);
}

std::span<const float> PackedBlock::branchInput(std::span<const float> hidden, const Norms& norms,
                                                PackedWorkspace& workspace) {
    if (!norms.description.before)
        return hidden;
    workspace.normed.resize(hidden.size());
    const std::size_t width = norms.before.size();
    workspace.team.run(hidden.size() / width, [&](std::size_t row) {
        backend::rmsNorm(hidden.data() + row * width, norms.before.data(),
                         norms.description.before->epsilon, workspace.normed.data() + row * width,
                         static_cast<std::int64_t>(width));
    });
    return workspace.normed;
}

void PackedBlock::addBranch(std::span<float> hidden, const Norms& norms,
                            PackedWorkspace& workspace) const {
    float* branch = workspace.projected.data();
    for (std::int64_t at = 0; norms.description.after && at < std::ssize(hidden); at += hidden_)
        backend::rmsNorm(branch + at, norms.after.data(), norms.description.after->epsilon,
                         branch + at, hidden_);
    if (residualScale_ != 1)
        backend::scaleVector(branch, static_cast<float>(residualScale_), std::ssize(hidden));
    backend::addVector(hidden.data(), branch, std::ssize(hidden));
}

PackedBlock::TokenBranch::TokenBranch(const PackedSource& source, const checkpoint::Norm& norm)
    : gate(source, "token_gate"), projection(source, "token_projection"),
      norms(source, "mlp.token", {.before = {}, .after = {}}) {
    norms.description.after = norm;
    norms.after = source.norm("mlp.token_norm", norm);
}

void PackedBlock::addTokenBranch(std::span<float> hidden, PackedWorkspace& workspace) const {
    tokenBranch_->gate.multiply(hidden, workspace.inner, workspace);
    const std::int64_t size = tokenBranch_->gate.rows();
    workspace.mixed.resize(workspace.inner.size());
    const auto product = activation_ == checkpoint::Activation::GeluTanh ? backend::geluProduct
                                                                         : backend::siluProduct;
    for (std::int64_t row = 0; row < std::ssize(hidden) / hidden_; ++row)
        product(workspace.inner.data() + row * size,
                workspace.tokenInputs.data() + (row * blocks_ + index_) * size,
                workspace.mixed.data() + row * size, size);
    tokenBranch_->projection.multiply(workspace.mixed, workspace.projected, workspace);
    addBranch(hidden, tokenBranch_->norms, workspace);
}

void PackedBlock::run(std::span<float> hidden, const PackedSpan& span, PackedMixerCache& cache,
                      PackedWorkspace& workspace) const {
    mixer_->run(branchInput(hidden, mixerNorms_, workspace), span, cache, workspace);
    addBranch(hidden, mixerNorms_, workspace);
    const std::span<const float> x = branchInput(hidden, feedForwardNorms_, workspace);
    if (const auto* mixture = std::get_if<PackedMixture>(&feedForward_))
        mixture->run(x, hidden, workspace);
    else
        std::get<PackedFeedForward>(feedForward_).run(x, workspace.projected, workspace);
    addBranch(hidden, feedForwardNorms_, workspace);
    if (tokenBranch_)
        addTokenBranch(hidden, workspace);
    if (scalar_ != 1)
        backend::scaleVector(hidden.data(), scalar_, std::ssize(hidden));
}

} // namespace fracbit::network
