// DeepSeek-V3, R1 and their relatives: latent attention, and from some block on experts that are
// chosen by groups. What predicts further tokens lies in blocks behind the last. Names:
// modeling_deepseek_v3.py.
#include "checkpoint/architectures/config_checks.h"
#include "checkpoint/architectures/huggingface_decoder.h"
#include "checkpoint/architectures/members.h"
#include "checkpoint/architectures/mixture.h"

#include <cmath>

namespace fracbit::checkpoint {

namespace {

constexpr DecoderDefaults kDeepSeekV3Defaults{"deepseek_v3", 129280, 7168, 18432, 61, 128,
                                              128,           64,     4096, 0,     0,  1};

constexpr std::array<StoredName, 24> kDeepSeekV3Names{{
    {"embedding", "embed_tokens"},
    {"norm", "norm"},
    {"head", "lm_head"},
    {"attn.norm", "input_layernorm"},
    {"attn.q", "self_attn.q_proj"},
    {"attn.q_a", "self_attn.q_a_proj"},
    {"attn.q_a_norm", "self_attn.q_a_layernorm"},
    {"attn.q_b", "self_attn.q_b_proj"},
    {"attn.kv_a", "self_attn.kv_a_proj_with_mqa"},
    {"attn.kv_a_norm", "self_attn.kv_a_layernorm"},
    {"attn.kv_b", "self_attn.kv_b_proj"},
    {"attn.o", "self_attn.o_proj"},
    {"mlp.norm", "post_attention_layernorm"},
    {"mlp.gate", "mlp.gate_proj"},
    {"mlp.up", "mlp.up_proj"},
    {"mlp.down", "mlp.down_proj"},
    {"mlp.router", "mlp.gate"},
    {"mlp.choice_bias", "mlp.gate.e_score_correction_bias", true},
    {"shared_expert.gate", "mlp.shared_experts.gate_proj"},
    {"shared_expert.up", "mlp.shared_experts.up_proj"},
    {"shared_expert.down", "mlp.shared_experts.down_proj"},
    {"experts.*.gate", "mlp.experts.*.gate_proj"},
    {"experts.*.up", "mlp.experts.*.up_proj"},
    {"experts.*.down", "mlp.experts.*.down_proj"},
}};

// The rows that rope turns lie as its interleaved form wants them, pair by pair; ours are two
// halves. Scores are the same: q and k are reordered alike.
std::vector<RowRun> halvesRuns(std::int64_t rows, std::int64_t period, std::int64_t turned) {
    std::vector<RowRun> runs;
    for (std::int64_t first = 0; first < rows; first += period) {
        const std::int64_t plain = period - turned;
        if (plain > 0)
            runs.push_back({first, plain});
        runs.push_back({first + plain, turned / 2, 2});
        runs.push_back({first + plain + 1, turned / 2, 2});
    }
    return runs;
}

std::vector<RowRun> deepSeekRows(const ModelConfig& config, const ExpectedTensor& tensor) {
    if (tensor.block < 0 || tensor.layer.empty())
        return {};
    const auto& attention = std::get<LatentAttention>(config.block(tensor.block).mixer);
    const std::int64_t rows = tensor.shape.front();
    if (tensor.layer.ends_with("attn.q") || tensor.layer.ends_with("attn.q_b"))
        return halvesRuns(rows, attention.headSize(), attention.ropeSize);
    return tensor.layer.ends_with("attn.kv_a") ? halvesRuns(rows, rows, attention.ropeSize)
                                               : std::vector<RowRun>{};
}

// transformers' DeepseekV3Attention: scores grow with the context that yarn gains.
double scaleOf(const Rope& rope, const LatentAttention& attention) {
    const double plain = 1 / std::sqrt(static_cast<double>(attention.headSize()));
    if (rope.allScale == 0 || rope.factor <= 1)
        return plain;
    const double grown = 0.1 * rope.allScale * std::log(rope.factor) + 1;
    return plain * grown * grown;
}

void refuseOthers(const JsonObject& config, const char* key, const char* known) {
    if (config.stringOr(key, known) != known)
        refuse(config, key, std::string("is not ") + known + ", which is not supported");
}

LatentAttention parseAttention(const JsonObject& config, std::int64_t heads, double epsilon) {
    const auto size = [&](std::string_view key, std::int64_t fallback) {
        return requireSize(config, key, config.integerOr(key, fallback));
    };
    LatentAttention attention{.heads = heads,
                              .contentSize = size("qk_nope_head_dim", 128),
                              .ropeSize = size("qk_rope_head_dim", 64),
                              .valueSize = size("v_head_dim", 128),
                              .keyValueRank = size("kv_lora_rank", 512),
                              .latentNorm = {epsilon},
                              .bias = config.booleanOr("attention_bias", false)};
    if (config.has("q_lora_rank") || !config.raw().contains("q_lora_rank"))
        attention.queryRank = size("q_lora_rank", 1536);
    constexpr std::int64_t kLargestLatentHead = 8192;
    if (attention.headSize() > kLargestLatentHead || attention.valueSize > kLargestLatentHead)
        config.fail("qk_nope_head_dim", "is out of all proportion");
    if (attention.ropeSize % 2 != 0)
        config.fail("qk_rope_head_dim", "is odd");
    if (!config.booleanOr("rope_interleave", true))
        refuse(config, "rope_interleave", "is false, which is not supported");
    return attention;
}

Mixture parseMixture(const JsonObject& config, std::int64_t intermediate) {
    Mixture mixture =
        checkedExperts(config, "n_routed_experts", config.integerOr("n_routed_experts", 256),
                       config.integerOr("num_experts_per_tok", 8));
    mixture.scores = RouterScores::Sigmoid;
    mixture.choiceBias = true;
    mixture.normalised = config.booleanOr("norm_topk_prob", true);
    mixture.groups = config.integerOr("n_group", 8);
    mixture.groupsPerToken = config.integerOr("topk_group", 4);
    if (mixture.groups < 1 || mixture.experts % mixture.groups != 0)
        config.fail("n_group", "does not divide the number of experts");
    if (mixture.groupsPerToken < 1 || mixture.groupsPerToken > mixture.groups ||
        mixture.groupsPerToken * (mixture.experts / mixture.groups) < mixture.perToken)
        config.fail("topk_group", "does not leave a token as many experts as it is sent to");
    mixture.scale = optionalPositive(config, "routed_scaling_factor").value_or(2.5);
    const std::int64_t shared = config.integerOr("n_shared_experts", 1);
    if (shared < 0 || shared > 1024)
        config.fail("n_shared_experts", "is out of all proportion");
    mixture.sharedIntermediate = shared * intermediate;
    return mixture;
}

ModelConfig parseDeepSeekV3(const JsonObject& config) {
    UniformDecoder decoder = parseDecoder(
        config, kDeepSeekV3Defaults,
        {"n_routed_experts", "num_experts_per_tok", "moe_intermediate_size", "rope_interleave"});
    refuseOthers(config, "scoring_func", "sigmoid");
    refuseOthers(config, "topk_method", "noaux_tc");
    LatentAttention attention = parseAttention(config, decoder.heads, decoder.rmsEpsilon);
    ModelConfig result = describe(decoder);
    result.ropes.front().dimensions = attention.ropeSize;
    attention.scale = scaleOf(result.ropes.front(), attention);
    result.furtherBlocks = config.integerOr("num_nextn_predict_layers", 0);
    if (result.furtherBlocks < 0)
        config.fail("num_nextn_predict_layers", "is negative");
    const std::int64_t dense = config.integerOr("first_k_dense_replace", 3);
    const std::int64_t inner = requireSize(config, "moe_intermediate_size",
                                           config.integerOr("moe_intermediate_size", 2048));
    const Mixture mixture = parseMixture(config, inner);
    if (dense < 0)
        config.fail("first_k_dense_replace", "is negative");
    for (std::int64_t i = 0; i < decoder.blocks; ++i) {
        BlockDescription& block = result.blocks[static_cast<std::size_t>(i)];
        block.mixer = attention;
        if (i < dense)
            continue;
        block.feedForward.intermediate = inner;
        block.feedForward.mixture = mixture;
    }
    return result;
}

void writeAttention(const LatentAttention& attention, nlohmann::json& out) {
    out["num_attention_heads"] = out["num_key_value_heads"] = attention.heads;
    out["head_dim"] = out["qk_rope_head_dim"] = attention.ropeSize;
    out["qk_nope_head_dim"] = attention.contentSize;
    out["v_head_dim"] = attention.valueSize;
    out["kv_lora_rank"] = attention.keyValueRank;
    out["q_lora_rank"] =
        attention.queryRank > 0 ? nlohmann::json(attention.queryRank) : nlohmann::json(nullptr);
    out["attention_bias"] = attention.bias;
    out["rope_interleave"] = true;
}

void writeDeepSeekV3(const ModelConfig& config, nlohmann::json& out) {
    writeAttention(std::get<LatentAttention>(config.block(0).mixer), out);
    out["num_nextn_predict_layers"] = config.furtherBlocks;
    std::int64_t dense = 0;
    for (const BlockDescription& block : config.blocks) {
        if (!block.feedForward.mixture) {
            ++dense;
            continue;
        }
        const Mixture& mixture = *block.feedForward.mixture;
        out["n_routed_experts"] = mixture.experts;
        out["num_experts_per_tok"] = mixture.perToken;
        out["norm_topk_prob"] = mixture.normalised;
        out["n_group"] = mixture.groups;
        out["topk_group"] = mixture.groupsPerToken;
        out["routed_scaling_factor"] = mixture.scale;
        out["moe_intermediate_size"] = block.feedForward.intermediate;
        out["n_shared_experts"] = mixture.sharedIntermediate / block.feedForward.intermediate;
    }
    out["first_k_dense_replace"] = dense;
}

} // namespace

const Architecture kDeepSeekV3{.name = "deepseek_v3",
                               .title = "DeepSeek-V3",
                               .className = "DeepseekV3ForCausalLM",
                               .gguf = {},
                               .huggingFaceNames = kDeepSeekV3Names,
                               .ggufNames = {},
                               .huggingFaceRows = deepSeekRows,
                               .parseHuggingFace = parseDeepSeekV3,
                               .writeHuggingFace = writeDeepSeekV3,
                               .parseGguf = nullptr};

} // namespace fracbit::checkpoint
