// expectedTensors(): from a description to names and shapes.
#include "checkpoint/model_spec.h"

namespace fracbit::checkpoint {

namespace {

class TensorList {
public:
    explicit TensorList(const ModelConfig& config) : config_(config) {}

    std::vector<ExpectedTensor> make() {
        addVocabulary(kEmbeddingLayer, TensorRole::TokenEmbedding, config_.hidden);
        if (config_.tokenInputs)
            addTokenInputs(config_.blockCount() * config_.tokenInputs->size);
        for (block_ = 0; block_ < config_.blockCount(); ++block_)
            addBlock(config_.block(block_));
        tensors_.push_back(
            {kFinalNormTensor, TensorRole::FinalNorm, -1, {}, {}, -1, Shape{config_.hidden}});
        if (!config_.tiedEmbeddings)
            addVocabulary(kHeadLayer, TensorRole::OutputHead, config_.hidden);
        return std::move(tensors_);
    }

private:
    // `width`: of all blocks.
    void addTokenInputs(std::int64_t width) {
        addVocabulary(kTokenTableLayer, TensorRole::TokenTable, width);
        tensors_.push_back({kTokenProjectionTensor,
                            TensorRole::TokenProjection,
                            -1,
                            {},
                            {},
                            -1,
                            Shape{width, config_.hidden}});
        tensors_.push_back({kTokenNormTensor,
                            TensorRole::TokenNorm,
                            -1,
                            {},
                            {},
                            -1,
                            Shape{config_.tokenInputs->size}});
    }
    void addVocabulary(const std::string& layer, TensorRole role, std::int64_t width) {
        tensors_.push_back(
            {layer + ".weight", role, -1, layer, {}, -1, Shape{config_.vocabulary, width}});
    }
    void addVector(const char* part, TensorRole role, std::int64_t size) {
        tensors_.push_back(
            {blockName(block_, part) + ".weight", role, block_, {}, {}, -1, Shape{size}});
    }
    void addLinear(std::string_view part, std::string_view input, std::int64_t out, std::int64_t in,
                   bool bias, int expert = -1) {
        const std::string layer = blockName(block_, part);
        const std::string reads = blockName(block_, input);
        tensors_.push_back({layer + ".weight", TensorRole::LinearWeight, block_, layer, reads,
                            expert, Shape{out, in}});
        if (bias)
            tensors_.push_back({layer + ".bias", TensorRole::LinearBias, block_, layer, reads,
                                expert, Shape{out}});
    }
    void addRouter(const char* part, std::int64_t scores) {
        addMatrix(part, TensorRole::Router, {scores, config_.hidden});
    }
    // That is not quantized.
    void addMatrix(const char* part, TensorRole role, Shape shape) {
        tensors_.push_back(
            {blockName(block_, part) + ".weight", role, block_, {}, {}, -1, std::move(shape)});
    }

    void addAttention(const Attention& attention) {
        const std::int64_t query = attention.heads * attention.headSize;
        const std::int64_t keyValue = attention.kvHeads * attention.headSize;
        addLinear("attn.q", "qkv", attention.outputGate ? 2 * query : query, config_.hidden,
                  attention.inputBias);
        if (!attention.keysOf)
            addLinear("attn.k", "qkv", keyValue, config_.hidden, attention.inputBias);
        if (!attention.keysOf && !attention.sharedValues)
            addLinear("attn.v", "qkv", keyValue, config_.hidden, attention.inputBias);
        if (attention.headNorm)
            addVector("attn.q_norm", TensorRole::HeadNorm, attention.headSize);
        if (attention.headNorm && !attention.keysOf)
            addVector("attn.k_norm", TensorRole::HeadNorm, attention.headSize);
        if (attention.sinks)
            addVector("attn.sinks", TensorRole::AttentionSink, attention.heads);
        addLinear("attn.o", "o", config_.hidden, query, attention.outputBias);
    }

    void addLatentAttention(const LatentAttention& attention) {
        const std::int64_t queries = attention.heads * attention.headSize();
        const std::int64_t rank = attention.keyValueRank;
        if (attention.queryRank > 0)
            addLinear("attn.q_a", "in", attention.queryRank, config_.hidden, attention.bias);
        else
            addLinear("attn.q", "in", queries, config_.hidden, false);
        addLinear("attn.kv_a", "in", rank + attention.ropeSize, config_.hidden, attention.bias);
        if (attention.queryRank > 0) {
            addVector("attn.q_a_norm", TensorRole::HeadNorm, attention.queryRank);
            addLinear("attn.q_b", "q_b", queries, attention.queryRank, false);
        }
        addVector("attn.kv_a_norm", TensorRole::HeadNorm, rank);
        addLinear("attn.kv_b", "kv_b",
                  attention.heads * (attention.contentSize + attention.valueSize), rank, false);
        addLinear("attn.o", "o", config_.hidden, attention.heads * attention.valueSize,
                  attention.bias);
    }

    void addDeltaNet(const DeltaNet& net) {
        addLinear("attn.in_qkv", "in", net.channels(), config_.hidden, false);
        addLinear("attn.in_z", "in", net.valueWidth(), config_.hidden, false);
        addMatrix("attn.in_b", TensorRole::StateGate, {net.valueHeads, config_.hidden});
        addMatrix("attn.in_a", TensorRole::StateGate, {net.valueHeads, config_.hidden});
        addMatrix("attn.conv", TensorRole::Convolution, {net.channels(), net.convolution});
        addVector("attn.decay", TensorRole::StateVector, net.valueHeads);
        addVector("attn.time_bias", TensorRole::StateVector, net.valueHeads);
        addVector("attn.state_norm", TensorRole::StateNorm, net.valueSize);
        addLinear("attn.out", "out", config_.hidden, net.valueWidth(), false);
    }

    void addMixer(const Mixer& mixer) {
        if (const auto* attention = std::get_if<Attention>(&mixer))
            addAttention(*attention);
        else if (const auto* latent = std::get_if<LatentAttention>(&mixer))
            addLatentAttention(*latent);
        else
            addDeltaNet(std::get<DeltaNet>(mixer));
    }

    // `layers` and `inputs`: what their names begin with.
    void addFeedForward(const std::string& layers, const std::string& inputs, std::int64_t inner,
                        bool bias, int expert = -1) {
        addLinear(layers + "gate", inputs + "gate_up", inner, config_.hidden, bias, expert);
        addLinear(layers + "up", inputs + "gate_up", inner, config_.hidden, bias, expert);
        addLinear(layers + "down", inputs + "down", config_.hidden, inner, bias, expert);
    }

    void addOwnNorms(const Mixture& mixture) {
        addVector("mlp.router_scale", TensorRole::RouterScale, config_.hidden);
        addVector("mlp.expert_scale", TensorRole::RouterScale, mixture.experts);
        addVector("mlp.experts_norm", TensorRole::BlockNorm, config_.hidden);
        addVector("mlp.experts_norm_after", TensorRole::BlockNorm, config_.hidden);
        addVector("mlp.shared_norm_after", TensorRole::BlockNorm, config_.hidden);
    }

    void addMixture(const FeedForward& feedForward, const Mixture& mixture) {
        addRouter("mlp.router", mixture.experts);
        if (mixture.routerBias)
            tensors_.push_back({blockName(block_, "mlp.router.bias"),
                                TensorRole::RouterBias,
                                block_,
                                {},
                                {},
                                -1,
                                Shape{mixture.experts}});
        if (mixture.choiceBias)
            addVector("mlp.choice_bias", TensorRole::RouterBias, mixture.experts);
        if (mixture.ownNorms)
            addOwnNorms(mixture);
        if (mixture.sharedIntermediate > 0)
            addFeedForward("shared_expert.", "shared_expert.", mixture.sharedIntermediate,
                           feedForward.bias);
        if (mixture.sharedGate)
            addRouter("mlp.shared_gate", 1);
        for (int expert = 0; expert < mixture.experts; ++expert) {
            const std::string prefix = "experts." + std::to_string(expert) + ".";
            addFeedForward(prefix, prefix, feedForward.intermediate, feedForward.bias, expert);
        }
    }

    void addFeedForward(const FeedForward& feedForward) {
        if (feedForward.mixture)
            addMixture(feedForward, *feedForward.mixture);
        else
            addFeedForward("mlp.", "", feedForward.intermediate, feedForward.bias);
    }

    void addBlock(const BlockDescription& block) {
        if (block.mixerNorms.before)
            addVector("attn.norm", TensorRole::BlockNorm, config_.hidden);
        addMixer(block.mixer);
        if (block.mixerNorms.after)
            addVector("attn.norm_after", TensorRole::BlockNorm, config_.hidden);
        if (block.feedForwardNorms.before)
            addVector("mlp.norm", TensorRole::BlockNorm, config_.hidden);
        addFeedForward(block.feedForward);
        if (block.feedForwardNorms.after)
            addVector("mlp.norm_after", TensorRole::BlockNorm, config_.hidden);
        if (block.tokenBranch) {
            const std::int64_t size = config_.tokenInputs->size;
            addLinear("mlp.token_gate", "token_gate", size, config_.hidden, false);
            addLinear("mlp.token_projection", "token_projection", config_.hidden, size, false);
            addVector("mlp.token_norm", TensorRole::BlockNorm, config_.hidden);
        }
        if (block.outputScalar)
            addVector("scalar", TensorRole::BlockScalar, 1);
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
