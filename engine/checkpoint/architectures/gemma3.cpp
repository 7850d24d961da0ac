// Gemma 3, its text model: heads of q and k are normed; five of six blocks have a window and a rope
// of their own. Names: modeling_gemma3.py; TENSOR_NAMES of gguf-py/gguf/constants.py.
#include "checkpoint/architectures/config_checks.h"
#include "checkpoint/architectures/gemma.h"
#include "checkpoint/architectures/gguf_decoder.h"
#include "checkpoint/architectures/huggingface_decoder.h"
#include "checkpoint/architectures/members.h"

#include <cmath>

namespace fracbit::checkpoint {

namespace {

constexpr double kFullTheta = 1e6;
constexpr double kSlidingTheta = 1e4;
constexpr RopeRules kFullRope{kFullTheta, false, true};
constexpr RopeRules kSlidingRope{kSlidingTheta, false, true};
constexpr DecoderDefaults kGemma3Defaults{
    "gemma3_text",        262208,   2304, 9216, 26, 8, 4, 256, 131072, 4096, 2, 1, true,
    Activation::GeluTanh, kFullRope};
constexpr std::int64_t kPattern = 6; // the last of so many blocks sees all

// Ropes of a model, by what its blocks reach.
enum RopeIndex : std::size_t { Sliding, Full };

void setRopes(ModelConfig& config, Rope sliding, Rope full) {
    config.ropes = {std::move(sliding), std::move(full)};
    for (BlockDescription& block : config.blocks)
        block.attention().rope = block.attention().window > 0 ? Sliding : Full;
}

// Of transformers 5, an object for each type of attention; before, "rope_theta" and "rope_scaling"
// were the full attention's.
void parseRopes(const JsonObject& config, const UniformDecoder& sizes, ModelConfig& out) {
    if (config.has("rope_parameters")) {
        const JsonObject ropes = config.object("rope_parameters");
        setRopes(out,
                 parseRopeObject(ropes.object("sliding_attention"), config, sizes, kSlidingRope),
                 parseRopeObject(ropes.object("full_attention"), config, sizes, kFullRope));
        return;
    }
    Rope sliding{.dimensions = sizes.headSize};
    sliding.theta = optionalPositive(config, "rope_local_base_freq").value_or(kSlidingTheta);
    setRopes(out, std::move(sliding), parseHuggingFaceRope(config, sizes, kFullRope));
}

std::int64_t patternOf(const JsonObject& config) {
    const char* key =
        config.has("sliding_window_pattern") ? "sliding_window_pattern" : "_sliding_window_pattern";
    const std::int64_t pattern = config.integerOr(key, kPattern);
    if (pattern < 1)
        config.fail(key, "is not positive");
    return pattern;
}

ModelConfig parseGemma3(const JsonObject& config) {
    UniformDecoder decoder = parseDecoder(
        config, kGemma3Defaults,
        {"query_pre_attn_scalar", "attn_logit_softcapping", "final_logit_softcapping"});
    decoder.qkNorm = true;
    decoder.qkvBias = decoder.outputBias = config.booleanOr("attention_bias", false);
    const std::int64_t pattern = patternOf(config);
    parseWindows(
        config, kGemma3Defaults, true,
        [pattern](std::int64_t block) { return (block + 1) % pattern != 0; }, decoder);
    ModelConfig result = describeGemma(
        decoder, optionalPositive(config, "query_pre_attn_scalar").value_or(kGemmaQueryScale));
    parseGemmaCaps(config, result);
    parseRopes(config, decoder, result);
    return result;
}

void writeGemma3(const ModelConfig& config, nlohmann::json& out) {
    writeGemma(config, out);
    const std::int64_t headSize = config.block(0).attention().headSize;
    const Rope& full = config.ropes.at(Full);
    const nlohmann::json fullJson = ropeJson(full, headSize);
    out["rope_parameters"] = {{"full_attention", fullJson},
                              {"sliding_attention", ropeJson(config.ropes.at(Sliding), headSize)}};
    out["rope_theta"] = full.theta; // as programs before transformers 5 read it
    out["rope_local_base_freq"] = config.ropes.at(Sliding).theta;
}

// 27B alone has queries scaled by other than the head size (llama.cpp, LLM_ARCH_GEMMA3).
ModelConfig parseGemma3Gguf(const GgufFile& file) {
    const GgufReading reading = readGguf(file, {"final_logit_softcapping", "rope.freq_base_swa",
                                                "attention.sliding_window_pattern"});
    UniformDecoder decoder = reading.decoder;
    decoder.architecture = "gemma3_text";
    decoder.activation = Activation::GeluTanh;
    decoder.qkNorm = true;
    const std::int64_t window = reading.integerOr("attention.sliding_window", 0);
    const std::int64_t pattern = reading.integerOr("attention.sliding_window_pattern", kPattern);
    for (std::int64_t block = 0; block < decoder.blocks; ++block)
        decoder.slidingWindow[static_cast<std::size_t>(block)] =
            pattern < 1 || (block + 1) % pattern != 0 ? window : 0;
    constexpr std::int64_t kBlocksOf27B = 62;
    const double scale = static_cast<double>(
        decoder.blocks == kBlocksOf27B ? decoder.hidden / decoder.heads : decoder.headSize);
    ModelConfig config = describeGemma(decoder, scale);
    config.logitSoftCap = reading.numberOr("final_logit_softcapping", 0);
    Rope sliding{.dimensions = decoder.headSize};
    sliding.theta = reading.numberOr("rope.freq_base_swa", kSlidingTheta);
    setRopes(config, std::move(sliding), config.ropes.front());
    return config;
}

} // namespace

const Architecture kGemma3{.name = "gemma3_text",
                           .title = "Gemma 3",
                           .className = "Gemma3ForCausalLM",
                           .gguf = "gemma3",
                           .huggingFaceNames = kGemmaHuggingFaceNames,
                           .ggufNames = kGemmaGgufNames,
                           .ggufConversion = normsLessOne,
                           .parseHuggingFace = parseGemma3,
                           .writeHuggingFace = writeGemma3,
                           .parseGguf = parseGemma3Gguf};

} // namespace fracbit::checkpoint
