// Gemma 2: caps on scores and logits, every other block with a window. Names: modeling_gemma2.py;
// TENSOR_NAMES of gguf-py/gguf/constants.py.
#include "checkpoint/architectures/gemma.h"
#include "checkpoint/architectures/gguf_decoder.h"
#include "checkpoint/architectures/huggingface_decoder.h"
#include "checkpoint/architectures/members.h"

namespace fracbit::checkpoint {

namespace {

constexpr DecoderDefaults kGemma2Defaults{
    "gemma2", 256000, 2304, 9216, 26, 8, 4, 256, 8192, 4096, 2, 1, true, Activation::GeluTanh};
constexpr double kScoreCap = 50;
constexpr double kLogitCap = 30;

bool slides(std::int64_t block) {
    return block % 2 == 0;
}

ModelConfig parseGemma2(const JsonObject& config) {
    UniformDecoder decoder = parseDecoder(
        config, kGemma2Defaults,
        {"query_pre_attn_scalar", "attn_logit_softcapping", "final_logit_softcapping"});
    decoder.qkvBias = decoder.outputBias = config.booleanOr("attention_bias", false);
    parseWindows(config, kGemma2Defaults, true, slides, decoder);
    ModelConfig result = describeGemma(
        decoder, optionalPositive(config, "query_pre_attn_scalar").value_or(kGemmaQueryScale));
    parseGemmaCaps(config, result);
    if (!config.raw().contains("final_logit_softcapping"))
        result.logitSoftCap = kLogitCap;
    if (!config.raw().contains("attn_logit_softcapping"))
        for (BlockDescription& block : result.blocks)
            block.attention().softCap = kScoreCap;
    return result;
}

// 27B alone has queries scaled by other than the head size (llama.cpp, LLM_ARCH_GEMMA2).
ModelConfig parseGemma2Gguf(const GgufFile& file) {
    const GgufReading reading =
        readGguf(file, {"attn_logit_softcapping", "final_logit_softcapping"});
    UniformDecoder decoder = reading.decoder;
    decoder.architecture = "gemma2";
    decoder.activation = Activation::GeluTanh;
    const std::int64_t window = reading.integerOr("attention.sliding_window", 4096);
    for (std::int64_t block = 0; block < decoder.blocks; ++block)
        decoder.slidingWindow[static_cast<std::size_t>(block)] = slides(block) ? window : 0;
    constexpr std::int64_t kBlocksOf27B = 46;
    const double scale = static_cast<double>(
        decoder.blocks == kBlocksOf27B ? decoder.hidden / decoder.heads : decoder.headSize);
    ModelConfig config = describeGemma(decoder, scale);
    config.logitSoftCap = reading.numberOr("final_logit_softcapping", kLogitCap);
    for (BlockDescription& block : config.blocks)
        block.attention().softCap = reading.numberOr("attn_logit_softcapping", kScoreCap);
    return config;
}

} // namespace

const Architecture kGemma2{.name = "gemma2",
                           .title = "Gemma 2",
                           .className = "Gemma2ForCausalLM",
                           .gguf = "gemma2",
                           .huggingFaceNames = kGemmaHuggingFaceNames,
                           .ggufNames = kGemmaGgufNames,
                           .ggufConversion = normsLessOne,
                           .parseHuggingFace = parseGemma2,
                           .writeHuggingFace = writeGemma,
                           .parseGguf = parseGemma2Gguf};

} // namespace fracbit::checkpoint
