#include "network/torch/decoder.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/index_select.h>
#include <ATen/ops/mm.h>

#include <cmath>

namespace fracbit::network {

Trunk loadTrunk(const checkpoint::WeightSource& source, at::ScalarType type) {
    const checkpoint::ModelConfig& config = source.spec().config;
    Trunk trunk;
    trunk.config = config;
    trunk.embedding = adopt(source.read(checkpoint::kEmbeddingTensor)).to(type);
    trunk.finalNorm = readNorm(source, checkpoint::kFinalNormTensor, config.finalNorm);
    trunk.head = config.tiedEmbeddings ? trunk.embedding
                                       : adopt(source.read(checkpoint::kHeadTensor)).to(type);
    if (config.tokenInputs) {
        trunk.tokenTable = adopt(source.read(checkpoint::kTokenTableTensor)).to(type);
        trunk.tokenProjection = adopt(source.read(checkpoint::kTokenProjectionTensor));
        trunk.tokenNorm = readNorm(source, checkpoint::kTokenNormTensor, config.tokenInputs->norm);
    }
    return trunk;
}

at::Tensor tokenInputs(const checkpoint::ModelConfig& config, const at::Tensor& tableRows,
                       const at::Tensor& embeddings, const at::Tensor& projection,
                       const at::Tensor& norm) {
    const auto size = static_cast<double>(config.tokenInputs->size);
    std::vector<std::int64_t> shape(embeddings.sizes().begin(), embeddings.sizes().end());
    shape.back() = -1;
    shape.push_back(config.tokenInputs->size);
    const at::Tensor projected =
        rmsNorm((project(embeddings, projection) / std::sqrt(static_cast<double>(config.hidden)))
                    .view(shape),
                norm, config.tokenInputs->norm.epsilon);
    return (projected + tableRows.to(at::kFloat).view(shape) * std::sqrt(size)) / std::sqrt(2.0);
}

at::Tensor embed(const Trunk& trunk, const at::Tensor& indices) {
    const at::Tensor rows = at::index_select(trunk.embedding, 0, indices).to(at::kFloat);
    return trunk.config.embeddingScale == 1 ? rows : rows * trunk.config.embeddingScale;
}

at::Tensor tokenInputsOf(const Trunk& trunk, const at::Tensor& indices,
                         const at::Tensor& embeddings) {
    return tokenInputs(trunk.config, at::index_select(trunk.tokenTable, 0, indices), embeddings,
                       trunk.tokenProjection, trunk.tokenNorm);
}

void finishLogits(const checkpoint::ModelConfig& config, at::Tensor& logits) {
    if (config.logitScale != 1)
        logits.mul_(config.logitScale);
    if (config.logitSoftCap > 0)
        logits.div_(config.logitSoftCap).tanh_().mul_(config.logitSoftCap);
}

void writeLogits(const Trunk& trunk, const at::Tensor& hidden, std::span<float> logits) {
    const at::Tensor normed = rmsNorm(hidden, trunk.finalNorm, trunk.config.finalNorm.epsilon);
    at::Tensor out = borrow(logits, {hidden.size(0), trunk.head.size(0)});
    if (hidden.size(0) > 1 && trunk.head.scalar_type() == at::kFloat)
        at::mm_out(out, normed, trunk.head.t()); // no second copy of the largest activation
    else
        out.copy_(project(normed, trunk.head));
    finishLogits(trunk.config, out);
}

} // namespace fracbit::network
