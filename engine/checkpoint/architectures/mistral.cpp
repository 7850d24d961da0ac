// Mistral: Llama with windows and without biases. In GGUF files it is called llama. Names:
// modeling_mistral.py.
#include "checkpoint/architectures/huggingface_decoder.h"
#include "checkpoint/architectures/members.h"

#include <algorithm>

namespace fracbit::checkpoint {

namespace {

constexpr DecoderDefaults kMistralDefaults{"mistral", 32000, 4096,   14336, 32, 32,
                                           8,         0,     131072, 4096,  1,  2};

ModelConfig parseMistral(const JsonObject& config) {
    UniformDecoder decoder = parseDecoder(config, kMistralDefaults);
    refuseBias(config, "attention_bias", "mistral");
    refuseBias(config, "mlp_bias", "mistral");
    parseWindows(config, kMistralDefaults, true, everyBlock, decoder);
    return describe(decoder);
}

void writeMistral(const ModelConfig& config, nlohmann::json& out) {
    const std::int64_t size = widestWindow(config);
    out["sliding_window"] = size ? nlohmann::json(size) : nlohmann::json(nullptr);
    const auto differs = [size](const BlockDescription& block) {
        return block.attention().window != size;
    };
    if (std::ranges::any_of(config.blocks, differs))
        out["layer_types"] = layerTypes(config);
}

} // namespace

const Architecture kMistral{.name = "mistral",
                            .title = "Mistral",
                            .className = "MistralForCausalLM",
                            .gguf = {},
                            .huggingFaceNames = kDecoderHuggingFaceNames,
                            .ggufNames = kDecoderGgufNames,
                            .ggufRows = interleavedRopeRows,
                            .parseHuggingFace = parseMistral,
                            .writeHuggingFace = writeMistral,
                            .parseGguf = nullptr};

} // namespace fracbit::checkpoint
