// gpt-oss: experts behind a clamped SwiGLU, sinks, every second block with a window. Names:
// modeling_gpt_oss.py; TENSOR_NAMES of gguf-py/gguf/constants.py.
#include "base/error.h"
#include "checkpoint/architectures/config_checks.h"
#include "checkpoint/architectures/huggingface_decoder.h"
#include "checkpoint/architectures/members.h"
#include "checkpoint/architectures/mixture.h"

#include <cmath>

namespace fracbit::checkpoint {

namespace {

constexpr RopeRules kGptOssRope{150000};
constexpr DecoderDefaults kGptOssDefaults{
    "gpt_oss", 201088,           2880,       2880, 36, 64, 8, 64, 131072, 128, -1, -1,
    false,     Activation::Silu, kGptOssRope};
constexpr double kLimit = 7; // configuration_gpt_oss.py; llama.cpp, LLM_FFN_SWIGLU_OAI_MOE

constexpr auto kGptOssHuggingFaceNames = joined(
    kCommonHuggingFaceNames, kNormHuggingFaceNames,
    std::array<StoredName, 5>{{
        {"attn.sinks", "self_attn.sinks", true},
        {"mlp.router", "mlp.router"},
        {"experts.*.gate", "mlp.experts.gate_up_proj", true, "mlp.experts.gate_up_proj_bias", true},
        {"experts.*.up", "mlp.experts.gate_up_proj", true, "mlp.experts.gate_up_proj_bias", true},
        {"experts.*.down", "mlp.experts.down_proj", true, "mlp.experts.down_proj_bias", true},
    }});
constexpr auto kGptOssGgufNames = joined(
    kCommonGgufNames, kExpertGgufNames,
    std::array<StoredName, 2>{{{"attn.sinks", "attn_sinks"}, {"mlp.norm", "post_attention_norm"}}});

// An expert's gate and up lie row by row in turns (modeling_gpt_oss.py, _apply_gate).
std::vector<RowRun> gptOssRows(const ModelConfig&, const ExpectedTensor& tensor) {
    if (tensor.expert < 0 || tensor.layer.ends_with(".down"))
        return {};
    return {{tensor.layer.ends_with(".gate") ? 0 : 1, tensor.shape.front(), 2}};
}

// What describe() does not say.
void complete(ModelConfig& config, Mixture mixture, double limit) {
    mixture.normalised = true; // softmax over the chosen
    mixture.routerBias = true;
    for (BlockDescription& block : config.blocks) {
        block.attention().sinks = true;
        block.feedForward.activation = Activation::ClampedSwiglu;
        block.feedForward.limit = limit;
        block.feedForward.bias = true;
        block.feedForward.mixture = mixture;
    }
}

ModelConfig parseGptOss(const JsonObject& config) {
    UniformDecoder decoder =
        parseDecoder(config, kGptOssDefaults, {"num_local_experts", "num_experts_per_tok"});
    decoder.qkvBias = decoder.outputBias = config.booleanOr("attention_bias", true);
    parseWindows(
        config, kGptOssDefaults, true, [](std::int64_t block) { return block % 2 == 0; }, decoder);
    if (config.numberOr("swiglu_alpha", kClampedSwigluSlope) != kClampedSwigluSlope)
        refuse(config, "swiglu_alpha", "is not 1.702, which is not supported");
    ModelConfig result = describe(decoder);
    complete(result,
             checkedExperts(config, "num_local_experts", config.integerOr("num_local_experts", 128),
                            config.integerOr("num_experts_per_tok", 4)),
             optionalPositive(config, "swiglu_limit").value_or(kLimit));
    return result;
}

void writeGptOss(const ModelConfig& config, nlohmann::json& out) {
    const BlockDescription& block = config.block(0);
    out["attention_bias"] = block.attention().inputBias;
    out["sliding_window"] = windowJson(config);
    out["layer_types"] = layerTypes(config);
    out["num_local_experts"] = block.feedForward.mixture->experts;
    out["num_experts_per_tok"] = out["experts_per_token"] = block.feedForward.mixture->perToken;
    out["swiglu_limit"] = block.feedForward.limit;
}

ModelConfig parseGptOssGguf(const GgufFile& file) {
    constexpr std::string_view kSlidingTheta = "rope.freq_base_swa";
    GgufReading reading = readGguf(file, {kGgufExpertKeys[0], kGgufExpertKeys[1],
                                          kGgufExpertKeys[2], kGgufExpertKeys[3], kSlidingTheta});
    UniformDecoder& decoder = reading.decoder;
    if (reading.numberOr(kSlidingTheta, decoder.rope.theta) != decoder.rope.theta)
        throw Error(ErrorCode::Unsupported, file.path().string(),
                    "key '" + reading.prefix + std::string(kSlidingTheta) +
                        "' differs from rope.freq_base, which is not supported");
    decoder.architecture = "gpt_oss";
    const std::int64_t window = reading.integerOr("attention.sliding_window", 0);
    decoder.slidingWindow.assign(static_cast<std::size_t>(decoder.blocks), 0);
    for (std::size_t block = 0; block < decoder.slidingWindow.size(); block += 2)
        decoder.slidingWindow[block] = window;
    ModelConfig config = describe(decoder);
    setGgufMixtures(reading, {}, config);
    complete(config, *config.block(0).feedForward.mixture, kLimit);
    config.ropes.front().wholeBounds = false; // as all published models have it ("truncate")
    return config;
}

} // namespace

const Architecture kGptOss{.name = "gpt_oss",
                           .title = "gpt-oss",
                           .className = "GptOssForCausalLM",
                           .gguf = "gpt-oss",
                           .huggingFaceNames = kGptOssHuggingFaceNames,
                           .ggufNames = kGptOssGgufNames,
                           .huggingFaceRows = gptOssRows,
                           .parseHuggingFace = parseGptOss,
                           .writeHuggingFace = writeGptOss,
                           .parseGguf = parseGptOssGguf};

} // namespace fracbit::checkpoint
