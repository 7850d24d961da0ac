#include "network/block_pass.h"

#include "base/parallel.h"

#include <algorithm>

namespace fracbit::network {

namespace {

std::string statesFile(int block) {
    return "states-" + std::to_string(block);
}
std::string gradientsFile(int block) {
    return "gradient-" + std::to_string(block);
}

} // namespace

BlockPass::BlockPass(const checkpoint::WeightSource& source,
                     std::span<const std::vector<TokenId>> sequences, WorkFolder folder,
                     const RunContext& context)
    : source_(source), sequences_(sequences), folder_(std::move(folder)), context_(context),
      blocks_(source.spec().config.blockCount()), shape_{std::ssize(sequences.front()),
                                                         stateWidth(source.spec().config)} {}

void BlockPass::write(const std::string& name, const Compute& compute, const Watch& watch) {
    const std::size_t count = sequences_.size();
    const auto threads = static_cast<std::size_t>(std::max(1, context_.threads));
    const std::size_t together = std::min(threads, count);
    RunContext each = context_;
    each.threads = static_cast<int>(threads / together);
    AtomicFile file = folder_.create(name);
    for (std::size_t begin = 0; begin < count; begin += together) {
        context_.throwIfCancelled();
        if (watch.before)
            watch.before(begin);
        std::vector<Tensor> results(std::min(together, count - begin));
        parallelFor(results.size(), context_,
                    [&](std::size_t i) { results[i] = compute(begin + i, each); });
        for (const Tensor& result : results)
            append(file, result);
        if (watch.after)
            watch.after(begin, results.size());
    }
    file.commit();
}

void BlockPass::writeStates(int block, const Compute& compute, const Watch& watch) {
    write(statesFile(block), compute, watch);
}

void BlockPass::writeGradients(int block, const Compute& compute, const Watch& watch) {
    write(gradientsFile(block), compute, watch);
}

void BlockPass::embed(const Watch& watch) {
    writeStates(
        0,
        [&](std::size_t sequence, const RunContext&) {
            return embedTokens(source_, sequences_[sequence]);
        },
        watch);
}

Tensor BlockPass::states(int block, std::size_t sequence) const {
    return folder_.read(statesFile(block), sequence, shape_);
}

Tensor BlockPass::gradients(int block, std::size_t sequence) const {
    return folder_.read(gradientsFile(block), sequence, shape_);
}

void BlockPass::dropStates(int block) const {
    folder_.drop(statesFile(block));
}

void BlockPass::dropGradients(int block) const {
    folder_.drop(gradientsFile(block));
}

} // namespace fracbit::network
