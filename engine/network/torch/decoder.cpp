#include "network/torch/decoder.h"

#include <ATen/ops/index_select.h>
#include <ATen/ops/mm.h>

namespace fracbit::network {

using checkpoint::TensorRole;

Trunk loadTrunk(const checkpoint::WeightSource& source, at::ScalarType type) {
    const auto read = [&source](TensorRole role) {
        return adopt(source.read(checkpoint::tensorName(role, -1)));
    };
    Trunk trunk;
    trunk.embedding = read(TensorRole::TokenEmbedding).to(type);
    trunk.finalNorm = read(TensorRole::FinalNorm);
    trunk.head = source.spec().config.tiedEmbeddings ? trunk.embedding
                                                     : read(TensorRole::OutputHead).to(type);
    return trunk;
}

at::Tensor embed(const Trunk& trunk, const at::Tensor& indices) {
    return at::index_select(trunk.embedding, 0, indices).to(at::kFloat);
}

void writeLogits(const Trunk& trunk, double rmsEpsilon, const at::Tensor& hidden,
                 std::span<float> logits) {
    const at::Tensor normed = rmsNorm(hidden, trunk.finalNorm, rmsEpsilon);
    at::Tensor out = borrow(logits, {hidden.size(0), trunk.head.size(0)});
    if (hidden.size(0) > 1 && trunk.head.scalar_type() == at::kFloat)
        at::mm_out(out, normed, trunk.head.t()); // no second copy of the largest activation
    else
        out.copy_(project(normed, trunk.head));
}

} // namespace fracbit::network
