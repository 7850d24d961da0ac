// SmolLM3: Llama, in which every fourth block is not told the order of its tokens. Names:
// modeling_smollm3.py; TENSOR_NAMES of gguf-py/gguf/constants.py.
#include "checkpoint/architectures/gguf_decoder.h"
#include "checkpoint/architectures/huggingface_decoder.h"
#include "checkpoint/architectures/members.h"

namespace fracbit::checkpoint {

namespace {

constexpr DecoderDefaults kSmolLm3Defaults{
    "smollm3", 128256,           2048, 11008, 36, 16, 4, 0, 32768, 0, 128000, 128001,
    true,      Activation::Silu, {2e6}};
constexpr std::int64_t kInterval = 4;

// For each block whether it has a rope.
std::vector<bool> ropesOf(const JsonObject& config, std::int64_t blocks) {
    std::vector<bool> ropes;
    const std::int64_t interval = config.integerOr("no_rope_layer_interval", kInterval);
    if (interval < 1)
        config.fail("no_rope_layer_interval", "is not positive");
    if (!config.has("no_rope_layers")) {
        for (std::int64_t block = 0; block < blocks; ++block)
            ropes.push_back((block + 1) % interval != 0);
        return ropes;
    }
    for (const nlohmann::json& has : config.array("no_rope_layers")) {
        if (has != 0 && has != 1)
            config.fail("no_rope_layers", "is not a list of 0 and 1");
        ropes.push_back(has == 1);
    }
    if (static_cast<std::int64_t>(ropes.size()) != blocks)
        config.fail("no_rope_layers", "does not have one entry a layer");
    return ropes;
}

ModelConfig parseSmolLm3(const JsonObject& config) {
    UniformDecoder decoder =
        parseDecoder(config, kSmolLm3Defaults, {"no_rope_layers", "no_rope_layer_interval"});
    decoder.qkvBias = decoder.outputBias = config.booleanOr("attention_bias", false);
    decoder.mlpBias = config.booleanOr("mlp_bias", false);
    const std::vector<bool> ropes = ropesOf(config, decoder.blocks);
    parseWindows(
        config, kSmolLm3Defaults, config.booleanOr("use_sliding_window", false),
        [&](std::int64_t block) { return !ropes[static_cast<std::size_t>(block)]; }, decoder);
    ModelConfig result = describe(decoder);
    for (std::size_t i = 0; i < ropes.size(); ++i)
        if (!ropes[i])
            result.blocks[i].attention().rope.reset();
    return result;
}

void writeSmolLm3(const ModelConfig& config, nlohmann::json& out) {
    const BlockDescription& first = config.block(0);
    out["attention_bias"] = first.attention().inputBias;
    out["mlp_bias"] = first.feedForward.bias;
    out["use_sliding_window"] = widestWindow(config) > 0;
    out["sliding_window"] = windowJson(config);
    out["layer_types"] = layerTypes(config);
    out["no_rope_layer_interval"] = kInterval;
    out["no_rope_layers"] = nlohmann::json::array();
    for (const BlockDescription& block : config.blocks)
        out["no_rope_layers"].push_back(block.attention().rope ? 1 : 0);
}

ModelConfig parseSmolLm3Gguf(const GgufFile& file) {
    UniformDecoder decoder = parseGgufDecoder(file);
    decoder.architecture = "smollm3";
    ModelConfig config = describe(decoder);
    for (std::size_t i = 0; i < config.blocks.size(); ++i)
        if ((static_cast<std::int64_t>(i) + 1) % kInterval == 0)
            config.blocks[i].attention().rope.reset();
    return config;
}

} // namespace

// Its GGUF files have q and k in Hugging Face's order of rows turned to interleaved pairs, as
// Llama's (conversion/smolvlm.py derives from LlamaModel).
const Architecture kSmolLm3{.name = "smollm3",
                            .title = "SmolLM3",
                            .className = "SmolLM3ForCausalLM",
                            .gguf = "smollm3",
                            .huggingFaceNames = kDecoderHuggingFaceNames,
                            .ggufNames = kDecoderGgufNames,
                            .ggufRows = interleavedRopeRows,
                            .parseHuggingFace = parseSmolLm3,
                            .writeHuggingFace = writeSmolLm3,
                            .parseGguf = parseSmolLm3Gguf};

} // namespace fracbit::checkpoint
