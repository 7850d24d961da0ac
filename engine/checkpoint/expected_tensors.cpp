// expectedTensors(): from a description to names and shapes.
#include "checkpoint/model_spec.h"

namespace fracbit::checkpoint {

namespace {

class TensorList {
public:
    explicit TensorList(const ModelConfig& config) : config_(config) {}

    std::vector<ExpectedTensor> make() {
        addVocabulary(kEmbeddingLayer, TensorRole::TokenEmbedding);
        for (block_ = 0; block_ < config_.blockCount(); ++block_)
            addBlock(config_.block(block_));
        tensors_.push_back(
            {kFinalNormTensor, TensorRole::FinalNorm, -1, {}, {}, -1, Shape{config_.hidden}});
        if (!config_.tiedEmbeddings)
            addVocabulary(kHeadLayer, TensorRole::OutputHead);
        return std::move(tensors_);
    }

private:
    void addVocabulary(const std::string& layer, TensorRole role) {
        tensors_.push_back({layer + ".weight",
                            role,
                            -1,
                            layer,
                            {},
                            -1,
                            Shape{config_.vocabulary, config_.hidden}});
    }
    void addVector(const char* part, TensorRole role, std::int64_t size) {
        tensors_.push_back(
            {blockName(block_, part) + ".weight", role, block_, {}, {}, -1, Shape{size}});
    }
    void addLinear(const char* part, const char* input, std::int64_t out, std::int64_t in,
                   bool bias) {
        const std::string layer = blockName(block_, part);
        const std::string reads = blockName(block_, input);
        tensors_.push_back({layer + ".weight", TensorRole::LinearWeight, block_, layer, reads, -1,
                            Shape{out, in}});
        if (bias)
            tensors_.push_back(
                {layer + ".bias", TensorRole::LinearBias, block_, layer, reads, -1, Shape{out}});
    }

    void addAttention(const Attention& attention) {
        const std::int64_t query = attention.heads * attention.headSize;
        const std::int64_t keyValue = attention.kvHeads * attention.headSize;
        addLinear("attn.q", "qkv", query, config_.hidden, attention.inputBias);
        addLinear("attn.k", "qkv", keyValue, config_.hidden, attention.inputBias);
        addLinear("attn.v", "qkv", keyValue, config_.hidden, attention.inputBias);
        if (attention.headNorm) {
            addVector("attn.q_norm", TensorRole::HeadNorm, attention.headSize);
            addVector("attn.k_norm", TensorRole::HeadNorm, attention.headSize);
        }
        if (attention.sinks)
            addVector("attn.sinks", TensorRole::AttentionSink, attention.heads);
        addLinear("attn.o", "o", config_.hidden, query, attention.outputBias);
    }

    void addFeedForward(const FeedForward& feedForward) {
        const std::int64_t inner = feedForward.intermediate;
        addLinear("mlp.gate", "gate_up", inner, config_.hidden, feedForward.bias);
        addLinear("mlp.up", "gate_up", inner, config_.hidden, feedForward.bias);
        addLinear("mlp.down", "down", config_.hidden, inner, feedForward.bias);
    }

    void addBlock(const BlockDescription& block) {
        if (block.attentionNorms.before)
            addVector("attn.norm", TensorRole::BlockNorm, config_.hidden);
        addAttention(block.attention);
        if (block.attentionNorms.after)
            addVector("attn.norm_after", TensorRole::BlockNorm, config_.hidden);
        if (block.feedForwardNorms.before)
            addVector("mlp.norm", TensorRole::BlockNorm, config_.hidden);
        addFeedForward(block.feedForward);
        if (block.feedForwardNorms.after)
            addVector("mlp.norm_after", TensorRole::BlockNorm, config_.hidden);
    }

    const ModelConfig& config_;
    int block_ = 0;
    std::vector<ExpectedTensor> tensors_;
};

} // namespace

std::vector<ExpectedTensor> expectedTensors(const ModelConfig& config) {
    return TensorList(config).make();
}

} // namespace fracbit::checkpoint
