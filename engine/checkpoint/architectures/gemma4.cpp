// Gemma 4, its text models, dense, with experts, and with numbers of each token (E-series): blocks
// that see all have larger heads, values that are their keys, and a rope that turns a part. Names:
// modeling_gemma4.py.
#include "checkpoint/architectures/gemma4.h"
#include "checkpoint/architectures/config_checks.h"
#include "checkpoint/architectures/huggingface_decoder.h"
#include "checkpoint/architectures/members.h"
#include "checkpoint/architectures/mixture.h"

#include <algorithm>
#include <cmath>

namespace fracbit::checkpoint {

namespace {

constexpr RopeRules kGemma4Rope{10000, false, true};
constexpr DecoderDefaults kGemma4Defaults{
    "gemma4_text",        262144,     2304, 9216, 30, 8, 4, 256, 131072, 512, 2, 1, true,
    Activation::GeluTanh, kGemma4Rope};
constexpr std::int64_t kGlobalHeadSize = 512;
constexpr std::int64_t kTokenInputSize = 256;
constexpr std::int64_t kGemma4Pattern = 6; // the last of so many blocks sees all

constexpr auto kGemma4Names =
    joined(kGemmaHuggingFaceNames, std::array<StoredName, 19>{{
                                       {"token_table", "embed_tokens_per_layer"},
                                       {"token_projection", "per_layer_model_projection"},
                                       {"token_norm", "per_layer_projection_norm"},
                                       {"mlp.token_gate", "per_layer_input_gate"},
                                       {"mlp.token_projection", "per_layer_projection"},
                                       {"mlp.token_norm", "post_per_layer_input_norm"},
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

constexpr std::array<StoredName, 19> kGemma4FurtherGgufNames{{
    {"token_table", "per_layer_token_embd"},
    {"token_projection", "per_layer_model_proj"},
    {"token_norm", "per_layer_proj_norm"},
    {"mlp.token_gate", "inp_gate"},
    {"mlp.token_projection", "proj"},
    {"mlp.token_norm", "post_norm"},
    {"scalar", "layer_output_scale"},
    {"mlp.router", "ffn_gate_inp"},
    {"mlp.router_scale", "ffn_gate_inp.scale", true},
    {"mlp.expert_scale", "ffn_down_exps.scale", true},
    {"mlp.experts_norm", "pre_ffw_norm_2"},
    {"mlp.experts_norm_after", "post_ffw_norm_2"},
    {"mlp.shared_norm_after", "post_ffw_norm_1"},
    {"shared_expert.gate", "ffn_gate"},
    {"shared_expert.up", "ffn_up"},
    {"shared_expert.down", "ffn_down"},
    {"experts.*.gate", "ffn_gate_up_exps"},
    {"experts.*.up", "ffn_gate_up_exps"},
    {"experts.*.down", "ffn_down_exps"},
}};
constexpr auto kGemma4GgufNames = joined(kGemmaGgufNames, kGemma4FurtherGgufNames);
constexpr auto kGemma4ApartGgufNames = [] {
    auto names = kGemma4GgufNames;
    for (StoredName& name : names) {
        if (name.part == "experts.*.gate")
            name.stored = "ffn_gate_exps";
        if (name.part == "experts.*.up")
            name.stored = "ffn_up_exps";
    }
    return names;
}();

void refuseFurtherParts(const JsonObject& config) {
    if (config.stringOr("use_bidirectional_attention", "vision") != "vision")
        refuse(config, "use_bidirectional_attention", "asks for something that is not supported");
}

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

void parseTokenInputs(const JsonObject& config, ModelConfig& out) {
    const std::int64_t size = config.integerOr("hidden_size_per_layer_input", kTokenInputSize);
    constexpr std::int64_t kMost = 1 << 16;
    if (size < 0 || size > kMost)
        config.fail("hidden_size_per_layer_input", "is not between 0 and 65536");
    if (size == 0)
        return;
    if (config.integerOr("vocab_size_per_layer_input", kGemma4Defaults.vocabulary) !=
        out.vocabulary)
        refuse(config, "vocab_size_per_layer_input",
               "differs from vocab_size, which is not supported");
    setTokenInputs(size, out);
}

// Such blocks may have feed-forwards twice as wide.
void parseSharing(const JsonObject& config, ModelConfig& out) {
    const std::int64_t shared = config.integerOr("num_kv_shared_layers", 0);
    if (shared < 0 || shared >= out.blockCount())
        config.fail("num_kv_shared_layers", "is not between 0 and the number of layers less one");
    if (!shareKeys(shared, out))
        refuse(config, "num_kv_shared_layers",
               "leaves layers without one of their type and number of heads to share keys with, "
               "which is not supported");
    const bool wide = config.booleanOr("use_double_wide_mlp", false);
    for (BlockDescription& block : out.blocks)
        if (wide && block.attention().keysOf)
            block.feedForward.intermediate *= 2;
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
    ModelConfig result = describeGemma4(decoder);
    result.logitSoftCap = optionalPositive(config, "final_logit_softcapping").value_or(0);
    setMixtures(config, decoder, result);
    const bool shares = config.booleanOr("attention_k_eq_v", false);
    std::int64_t ropeSizes[2] = {decoder.headSize, decoder.headSize};
    std::vector<HeadSizes> sizes;
    std::vector<bool> sharedValues;
    for (std::int64_t i = 0; i < decoder.blocks; ++i) {
        const bool full = decoder.slidingWindow[static_cast<std::size_t>(i)] == 0;
        sizes.push_back(headSizesOf(config, decoder, i));
        sharedValues.push_back(shares && full);
        ropeSizes[full] = sizes.back().size;
    }
    completeBlocks(result, sizes, sharedValues);
    result.ropes = {ropeOf(config, decoder, ropeSizes[0], false),
                    ropeOf(config, decoder, ropeSizes[1], true)};
    for (const BlockDescription& block : result.blocks)
        if (block.attention().headSize != result.ropes[*block.attention().rope].dimensions)
            refuse(config, "per_layer_config",
                   "gives blocks of one type heads of several sizes, which is not supported");
    parseSharing(config, result);
    parseTokenInputs(config, result);
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

void writeSharing(const ModelConfig& config, nlohmann::json& out) {
    out["hidden_size_per_layer_input"] = config.tokenInputs ? config.tokenInputs->size : 0;
    out["vocab_size_per_layer_input"] = config.vocabulary;
    const auto shares = [](const BlockDescription& block) {
        return block.attention().keysOf.has_value();
    };
    out["num_kv_shared_layers"] = std::ranges::count_if(config.blocks, shares);
    const BlockDescription& last = config.blocks.back();
    out["use_double_wide_mlp"] =
        shares(last) && last.feedForward.intermediate > config.block(0).feedForward.intermediate;
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
    writeSharing(config, out);
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

void setTokenInputs(std::int64_t size, ModelConfig& out) {
    out.tokenInputs = TokenInputs{size, out.finalNorm};
    for (BlockDescription& block : out.blocks)
        block.tokenBranch = out.finalNorm;
}

bool shareKeys(std::int64_t shared, ModelConfig& out) {
    const int first = out.blockCount() - static_cast<int>(shared);
    for (int i = first; i < out.blockCount(); ++i) {
        Attention& attention = out.blocks[static_cast<std::size_t>(i)].attention();
        int lender = first - 1;
        while (lender >= 0 && out.block(lender).attention().rope != attention.rope)
            --lender;
        if (lender < 0 || attention.kvHeads != out.block(lender).attention().kvHeads)
            return false;
        attention.keysOf = lender;
        attention.sharedValues = false;
    }
    return true;
}

void completeBlocks(ModelConfig& config, const std::vector<HeadSizes>& sizes,
                    const std::vector<bool>& sharedValues) {
    const Norm norm = config.finalNorm;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        BlockDescription& block = config.blocks[i];
        Attention& attention = block.attention();
        block.mixerNorms = block.feedForwardNorms = {norm, norm};
        block.outputScalar = true;
        attention.headSize = sizes[i].size;
        attention.kvHeads = sizes[i].kvHeads;
        attention.headNorm = attention.valueNorm = norm;
        attention.sharedValues = sharedValues[i];
        attention.rope = attention.window == 0 ? FullRope : SlidingRope;
    }
}

ModelConfig describeGemma4(const UniformDecoder& decoder) {
    ModelConfig config = describeGemma(decoder, 1);
    config.finalNorm = Norm{decoder.rmsEpsilon};
    return config;
}

const Architecture kGemma4{.name = "gemma4_text",
                           .title = "Gemma 4",
                           .className = "Gemma4ForCausalLM",
                           .gguf = "gemma4",
                           .huggingFaceNames = kGemma4Names,
                           .ggufNames = kGemma4GgufNames,
                           .otherGgufNames = kGemma4ApartGgufNames,
                           .parseHuggingFace = parseGemma4,
                           .writeHuggingFace = writeGemma4,
                           .parseGguf = parseGemma4Gguf};

} // namespace fracbit::checkpoint
