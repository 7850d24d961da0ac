// Qwen3, its dense models: each head of q and k is normed before rope. Names: modeling_qwen3.py;
// TENSOR_NAMES of gguf-py/gguf/constants.py.
#include "checkpoint/architectures/gguf_decoder.h"
#include "checkpoint/architectures/huggingface_decoder.h"
#include "checkpoint/architectures/members.h"

namespace fracbit::checkpoint {

namespace {

constexpr DecoderDefaults kQwen3Defaults{"qwen3", 151936, 4096,  22016, 32, 32,
                                         32,      128,    32768, 4096,  -1, -1};

ModelConfig parseQwen3(const JsonObject& config) {
    UniformDecoder decoder = parseDecoder(config, kQwen3Defaults);
    decoder.qkNorm = true;
    decoder.qkvBias = decoder.outputBias = config.booleanOr("attention_bias", false);
    refuseBias(config, "mlp_bias", "qwen3");
    parseOptionalWindows(config, kQwen3Defaults, decoder);
    return describe(decoder);
}

void writeQwen3(const ModelConfig& config, nlohmann::json& out) {
    out["attention_bias"] = config.block(0).attention().inputBias;
    writeOptionalWindows(config, out);
}

ModelConfig parseQwen3Gguf(const GgufFile& file) {
    UniformDecoder decoder = parseGgufDecoder(file);
    decoder.architecture = "qwen3";
    decoder.qkNorm = true;
    return describe(decoder);
}

} // namespace

const Architecture kQwen3{.name = "qwen3",
                          .title = "Qwen3",
                          .className = "Qwen3ForCausalLM",
                          .gguf = "qwen3",
                          .huggingFaceNames = kDecoderHuggingFaceNames,
                          .ggufNames = kDecoderGgufNames,
                          .parseHuggingFace = parseQwen3,
                          .writeHuggingFace = writeQwen3,
                          .parseGguf = parseQwen3Gguf};

} // namespace fracbit::checkpoint
