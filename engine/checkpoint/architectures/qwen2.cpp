// Qwen2 and Qwen2.5: q, k and v have biases, whatever attention_bias says. Names:
// modeling_qwen2.py; TENSOR_NAMES of gguf-py/gguf/constants.py.
#include "checkpoint/architectures/gguf_decoder.h"
#include "checkpoint/architectures/huggingface_decoder.h"
#include "checkpoint/architectures/members.h"

namespace fracbit::checkpoint {

namespace {

constexpr DecoderDefaults kQwen2Defaults{"qwen2", 151936, 4096,  22016, 32, 32,
                                         32,      0,      32768, 4096,  -1, -1};

ModelConfig parseQwen2(const JsonObject& config) {
    UniformDecoder decoder = parseDecoder(config, kQwen2Defaults);
    decoder.qkvBias = true;
    refuseBias(config, "mlp_bias", "qwen2");
    parseOptionalWindows(config, kQwen2Defaults, decoder);
    return describe(decoder);
}

void writeQwen2(const ModelConfig& config, nlohmann::json& out) {
    writeOptionalWindows(config, out);
}

ModelConfig parseQwen2Gguf(const GgufFile& file) {
    UniformDecoder decoder = parseGgufDecoder(file);
    decoder.architecture = "qwen2";
    decoder.qkvBias = true;
    return describe(decoder);
}

} // namespace

const Architecture kQwen2{.name = "qwen2",
                          .title = "Qwen2",
                          .className = "Qwen2ForCausalLM",
                          .gguf = "qwen2",
                          .huggingFaceNames = kDecoderHuggingFaceNames,
                          .ggufNames = kDecoderGgufNames,
                          .parseHuggingFace = parseQwen2,
                          .writeHuggingFace = writeQwen2,
                          .parseGguf = parseQwen2Gguf};

} // namespace fracbit::checkpoint
