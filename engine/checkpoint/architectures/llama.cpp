// Llama 1 to 3 and what is built like it (SmolLM, TinyLlama, Yi). Names: modeling_llama.py;
// TENSOR_NAMES of gguf-py/gguf/constants.py.
#include "checkpoint/architectures/config_checks.h"
#include "checkpoint/architectures/gguf_decoder.h"
#include "checkpoint/architectures/huggingface_decoder.h"
#include "checkpoint/architectures/members.h"
#include "checkpoint/architectures/mixture.h"

namespace fracbit::checkpoint {

namespace {

constexpr DecoderDefaults kLlamaDefaults{"llama", 32000, 4096, 11008, 32, 32, 0, 0, 2048, 0, 1, 2};

ModelConfig parseLlama(const JsonObject& config) {
    UniformDecoder decoder = parseDecoder(config, kLlamaDefaults);
    decoder.qkvBias = decoder.outputBias = config.booleanOr("attention_bias", false);
    decoder.mlpBias = config.booleanOr("mlp_bias", false);
    if (config.has("sliding_window"))
        refuse(config, "sliding_window", "is not supported for the model type llama");
    parseWindows(config, kLlamaDefaults, false, everyBlock, decoder);
    return describe(decoder);
}

void writeLlama(const ModelConfig& config, nlohmann::json& out) {
    const UniformDecoder decoder = uniformDecoder(config);
    out["attention_bias"] = decoder.qkvBias;
    out["mlp_bias"] = decoder.mlpBias;
}

// Hugging Face's llama has neither windows nor experts; mistral and mixtral have.
ModelConfig parseLlamaGguf(const GgufFile& file) {
    if (file.metadata().integerOr("llama.expert_count", 0) > 0) {
        const GgufReading reading = readGguf(file, kGgufExpertKeys);
        ModelConfig mixture = describe(reading.decoder);
        mixture.architecture = "mixtral";
        setGgufMixtures(reading, {.normalised = true}, mixture);
        return mixture;
    }
    const UniformDecoder decoder = parseGgufDecoder(file);
    ModelConfig config = describe(decoder);
    config.architecture = widestWindow(config) > 0 ? "mistral" : "llama";
    return config;
}

} // namespace

const Architecture kLlama{.name = "llama",
                          .title = "Llama",
                          .className = "LlamaForCausalLM",
                          .gguf = "llama",
                          .huggingFaceNames = kDecoderHuggingFaceNames,
                          .ggufNames = kDecoderGgufNames,
                          .ggufRows = interleavedRopeRows,
                          .parseHuggingFace = parseLlama,
                          .writeHuggingFace = writeLlama,
                          .parseGguf = parseLlamaGguf};

} // namespace fracbit::checkpoint
