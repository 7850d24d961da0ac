// Gemma 4, its text models, dense and with experts: blocks that see all have larger heads, values
// that are their keys, and a rope that turns a part. Names: modeling_gemma4.py.
#include "checkpoint/architectures/config_checks.h"
#include "checkpoint/architectures/gemma.h"
#include "checkpoint/architectures/huggingface_decoder.h"
#include "checkpoint/architectures/members.h"
#include "checkpoint/architectures/mixture.h"

#include <cmath>

namespace fracbit::checkpoint {

namespace {

constexpr RopeRules kGemma4Rope{10000, false, true};
constexpr DecoderDefaults kGemma4Defaults{
    "gemma4_text",        262144,     2304, 9216, 30, 8, 4, 256, 131072, 512, 2, 1, true,
    Activation::GeluTanh, kGemma4Rope};
constexpr std::int64_t kGlobalHeadSize = 512;
constexpr std::int64_t kGemma4Pattern = 6; // the last of so many blocks sees all

constexpr auto kGemma4Names =
    joined(kGemmaHuggingFaceNames, std::array<StoredName, 13>{{
                                       {"scalar", "layer_scalar", true},
                                       {"mlp.router", "router.proj"},
                                       {"mlp.router_scale", "router.scale", true},
                                       {"mlp.expert_scale", "router.per_expert_scale", true},
                                       {"mlp.experts_norm", "pre_feedforward_layernorm_2"},
                                       {"mlp.experts_norm_after", "post_feedforward_layernorm_2"},
                                       {"mlp.shared_norm_after", "post_feedforward_layernorm_1"},
                                       {"shared_expert.gate", "mlp.gate_proj"},
                                       {"shared_expert.up", "mlp.up_proj"},
                                       {"shared_expert.down", "mlp.down_proj"},
                                       {"experts.*.gate", "experts.gate_up_proj", true},
                                       {"experts.*.up", "experts.gate_up_proj", true},
                                       {"experts.*.down", "experts.down_proj", true},
                                   }});

enum Gemma4Rope : std::size_t { SlidingRope, FullRope };

// What this reader does not know yet, by name.
void refuseFurtherParts(const JsonObject& config) {
    if (config.integerOr("hidden_size_per_layer_input", 256) != 0)
        refuse(config, "hidden_size_per_layer_input",
               "asks for embeddings of each layer, which are not supported");
    if (config.integerOr("num_kv_shared_layers", 0) != 0)
        refuse(config, "num_kv_shared_layers",
               "asks for keys and values of other layers, which is not supported");
    if (config.stringOr("use_bidirectional_attention", "vision") != "vision")
        refuse(config, "use_bidirectional_attention", "asks for something that is not supported");
}

struct HeadSizes {
    std::int64_t size;
    std::int64_t kvHeads;
};

// "per_layer_config" of transformers 5; before, two fields of all blocks that see all.
HeadSizes headSizesOf(const JsonObject& config, const UniformDecoder& decoder, std::int64_t block) {
    constexpr std::string_view kPerLayer = "per_layer_config";
    HeadSizes sizes{decoder.headSize, decoder.kvHeads};
    if (config.has(kPerLayer)) {
        const JsonObject all = config.object(kPerLayer);
        const std::string number = std::to_string(block);
        if (!all.has(number))
            return sizes;
        const JsonObject own = all.object(number);
        sizes = {own.integerOr("head_dim", sizes.size),
                 own.integerOr("num_key_value_heads", sizes.kvHeads)};
    } else if (decoder.slidingWindow[static_cast<std::size_t>(block)] == 0) {
        sizes.size = config.integerOr("global_head_dim", kGlobalHeadSize);
        if (config.booleanOr("attention_k_eq_v", false))
            sizes.kvHeads = config.integerOr("num_global_key_value_heads", sizes.kvHeads);
    }
    constexpr std::int64_t kLargestHeadSize = 8192;
    if (sizes.size < 2 || sizes.size > kLargestHeadSize || sizes.size % 2 != 0)
        config.fail("head_dim", "is no even number up to 8192");
    if (sizes.kvHeads < 1 || decoder.heads % sizes.kvHeads != 0)
        config.fail("num_key_value_heads", "does not divide num_attention_heads");
    return sizes;
}

Rope ropeOf(const JsonObject& config, const UniformDecoder& decoder, std::int64_t headSize,
            bool full) {
    UniformDecoder sizes = decoder;
    sizes.headSize = headSize;
    const char* type = full ? "full_attention" : "sliding_attention";
    if (config.has("rope_parameters") && config.object("rope_parameters").has(type))
        return parseRopeObject(config.object("rope_parameters").object(type), config, sizes,
                               kGemma4Rope);
    Rope rope{.dimensions = headSize};
    if (full) {
        rope.theta = 1e6;
        rope.scaling = RopeScaling::Proportional;
        rope.turnedPairs = headSize / 8; // a quarter of the head
    }
    return rope;
}

void parseGemma4Windows(const JsonObject& config, UniformDecoder& decoder) {
    parseWindows(
        config, kGemma4Defaults, true,
        [](std::int64_t block) { return (block + 1) % kGemma4Pattern != 0; }, decoder);
    decoder.slidingWindow.back() = 0; // configuration_gemma4.py forces it
}

// The feed-forward that all tokens go through, beside experts in every block.
void setMixtures(const JsonObject& config, const UniformDecoder& decoder, ModelConfig& out) {
    if (!config.booleanOr("enable_moe_block", false))
        return;
    Mixture mixture = checkedExperts(config, "num_experts", config.integer("num_experts"),
                                     config.integer("top_k_experts"));
    mixture.normalised = true;
    mixture.sharedIntermediate = decoder.intermediate;
    mixture.ownNorms = Norm{decoder.rmsEpsilon};
    const std::int64_t intermediate =
        requireSize(config, "moe_intermediate_size", config.integer("moe_intermediate_size"));
    for (BlockDescription& block : out.blocks) {
        block.feedForward.intermediate = intermediate;
        block.feedForward.mixture = mixture;
    }
}

ModelConfig parseGemma4(const JsonObject& config) {
    refuseFurtherParts(config);
    UniformDecoder decoder =
        parseDecoder(config, kGemma4Defaults,
                     {"final_logit_softcapping", "num_experts", "top_k_experts",
                      "use_bidirectional_attention", "moe_intermediate_size"});
    decoder.qkNorm = true;
    decoder.qkvBias = decoder.outputBias = config.booleanOr("attention_bias", false);
    parseGemma4Windows(config, decoder);
    ModelConfig result = describeGemma(decoder, 1);
    result.logitSoftCap = optionalPositive(config, "final_logit_softcapping").value_or(0);
    const Norm norm{decoder.rmsEpsilon};
    result.finalNorm = norm;
    setMixtures(config, decoder, result);
    const bool shares = config.booleanOr("attention_k_eq_v", false);
    HeadSizes of[2] = {{decoder.headSize, 0}, {decoder.headSize, 0}};
    for (std::int64_t i = 0; i < decoder.blocks; ++i) {
        BlockDescription& block = result.blocks[static_cast<std::size_t>(i)];
        Attention& attention = block.attention();
        const bool full = attention.window == 0;
        const HeadSizes sizes = of[full] = headSizesOf(config, decoder, i);
        block.mixerNorms = block.feedForwardNorms = {norm, norm};
        block.outputScalar = true;
        attention.headSize = sizes.size;
        attention.kvHeads = sizes.kvHeads;
        attention.headNorm = attention.valueNorm = norm;
        attention.sharedValues = shares && full;
        attention.rope = full ? FullRope : SlidingRope;
    }
    result.ropes = {ropeOf(config, decoder, of[0].size, false),
                    ropeOf(config, decoder, of[1].size, true)};
    for (const BlockDescription& block : result.blocks)
        if (block.attention().headSize != result.ropes[*block.attention().rope].dimensions)
            refuse(config, "per_layer_config",
                   "gives blocks of one type heads of several sizes, which is not supported");
    return result;
}

void writeMixture(const FeedForward& feedForward, nlohmann::json& out) {
    out["enable_moe_block"] = feedForward.mixture.has_value();
    if (!feedForward.mixture)
        return;
    out["num_experts"] = feedForward.mixture->experts;
    out["top_k_experts"] = feedForward.mixture->perToken;
    out["moe_intermediate_size"] = feedForward.intermediate;
    out["intermediate_size"] = feedForward.mixture->sharedIntermediate;
}

void writeGemma4(const ModelConfig& config, nlohmann::json& out) {
    const Attention& first = config.block(0).attention();
    const Rope& sliding = config.ropes.at(SlidingRope);
    const Rope& full = config.ropes.at(FullRope);
    out["hidden_activation"] = out["hidden_act"];
    out["final_logit_softcapping"] =
        config.logitSoftCap > 0 ? nlohmann::json(config.logitSoftCap) : nlohmann::json(nullptr);
    out["attention_bias"] = first.inputBias;
    out["sliding_window"] = windowJson(config);
    out["layer_types"] = layerTypes(config);
    out["hidden_size_per_layer_input"] = 0;
    out["num_kv_shared_layers"] = 0;
    writeMixture(config.block(0).feedForward, out);
    out["rope_parameters"] = {{"sliding_attention", ropeJson(sliding, sliding.dimensions)},
                              {"full_attention", ropeJson(full, full.dimensions)}};
    out["attention_k_eq_v"] = false;
    out["per_layer_config"] = nlohmann::json::object();
    for (int i = 0; i < config.blockCount(); ++i) {
        const Attention& attention = config.block(i).attention();
        if (attention.sharedValues)
            out["attention_k_eq_v"] = true;
        if (attention.headSize != first.headSize || attention.kvHeads != first.kvHeads)
            out["per_layer_config"][std::to_string(i)] = {
                {"head_dim", attention.headSize}, {"num_key_value_heads", attention.kvHeads}};
    }
}

} // namespace

const Architecture kGemma4{.name = "gemma4_text",
                           .title = "Gemma 4",
                           .className = "Gemma4ForCausalLM",
                           .gguf = {},
                           .huggingFaceNames = kGemma4Names,
                           .ggufNames = {},
                           .parseHuggingFace = parseGemma4,
                           .writeHuggingFace = writeGemma4,
                           .parseGguf = nullptr};

} // namespace fracbit::checkpoint
