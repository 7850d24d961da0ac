// Mixtral: Mistral with experts. In GGUF files it is called llama. Names: modeling_mixtral.py.
#include "checkpoint/architectures/huggingface_decoder.h"
#include "checkpoint/architectures/members.h"
#include "checkpoint/architectures/mixture.h"

namespace fracbit::checkpoint {

namespace {

constexpr DecoderDefaults kMixtralDefaults{"mixtral", 32000, 4096,   14336, 32, 32,
                                           8,         0,     131072, 0,     1,  2};

constexpr auto kMixtralHuggingFaceNames =
    joined(kCommonHuggingFaceNames, kNormHuggingFaceNames,
           std::array<StoredName, 4>{{
               {"mlp.router", "block_sparse_moe.gate"},
               {"experts.*.gate", "block_sparse_moe.experts.*.w1"},
               {"experts.*.up", "block_sparse_moe.experts.*.w3"},
               {"experts.*.down", "block_sparse_moe.experts.*.w2"},
           }});

ModelConfig parseMixtral(const JsonObject& config) {
    UniformDecoder decoder =
        parseDecoder(config, kMixtralDefaults, {"num_local_experts", "num_experts_per_tok"});
    refuseBias(config, "attention_bias", "mixtral");
    parseWindows(config, kMixtralDefaults, true, everyBlock, decoder);
    Mixture mixture =
        checkedExperts(config, "num_local_experts", config.integerOr("num_local_experts", 8),
                       config.integerOr("num_experts_per_tok", 2));
    mixture.normalised = true;
    ModelConfig result = describe(decoder);
    for (BlockDescription& block : result.blocks)
        block.feedForward.mixture = mixture;
    return result;
}

void writeMixtral(const ModelConfig& config, nlohmann::json& out) {
    const Mixture& mixture = *config.block(0).feedForward.mixture;
    out["num_local_experts"] = mixture.experts;
    out["num_experts_per_tok"] = mixture.perToken;
    out["sliding_window"] = windowJson(config);
}

} // namespace

const Architecture kMixtral{.name = "mixtral",
                            .title = "Mixtral",
                            .className = "MixtralForCausalLM",
                            .gguf = {},
                            .huggingFaceNames = kMixtralHuggingFaceNames,
                            .ggufNames = kMixtureGgufNames,
                            .ggufRows = interleavedRopeRows,
                            .parseHuggingFace = parseMixtral,
                            .writeHuggingFace = writeMixtral,
                            .parseGguf = nullptr};

} // namespace fracbit::checkpoint
