// Qwen3.5 and Qwen3.6, their text models, dense and with experts: hybrid blocks. Positions of
// images (mrope) are no matter of texts. Names: modeling_qwen3_5.py, modeling_qwen3_5_moe.py.
#include "checkpoint/architectures/qwen3_hybrid.h"

namespace fracbit::checkpoint {

namespace {

constexpr DecoderDefaults kQwen35Defaults{
    "qwen3_5_text", 248320,           4096,           12288, 32, 16, 4, 256, 32768, 0, -1, -1,
    false,          Activation::Silu, kQwenHybridRope};
constexpr DecoderDefaults kQwen35MoeDefaults{
    "qwen3_5_moe_text", 248320,         2048, 5632, 40, 16, 2, 256, 32768, 0, -1, -1, false,
    Activation::Silu,   kQwenHybridRope};

constexpr auto kInputNames = std::array<StoredName, 4>{{{"attn.in_qkv", "linear_attn.in_proj_qkv"},
                                                        {"attn.in_z", "linear_attn.in_proj_z"},
                                                        {"attn.in_b", "linear_attn.in_proj_b"},
                                                        {"attn.in_a", "linear_attn.in_proj_a"}}};
constexpr auto kQwen35Names = joined(kDecoderHuggingFaceNames, kDeltaHuggingFaceNames, kInputNames);
constexpr auto kQwen35MoeNames =
    joined(kDecoderHuggingFaceNames, kDeltaHuggingFaceNames, kInputNames, kQwenSharedExpertNames,
           std::array<StoredName, 3>{{{"experts.*.gate", "mlp.experts.gate_up_proj", true},
                                      {"experts.*.up", "mlp.experts.gate_up_proj", true},
                                      {"experts.*.down", "mlp.experts.down_proj", true}}});

ModelConfig parseQwen35(const JsonObject& config) {
    return parseQwenHybrid(config, kQwen35Defaults);
}

ModelConfig parseQwen35Moe(const JsonObject& config) {
    ModelConfig result = parseQwenHybrid(config, kQwen35MoeDefaults);
    setHybridMixtures(config, result);
    return result;
}

void writeQwen35Moe(const ModelConfig& config, nlohmann::json& out) {
    writeQwenHybrid(config, out);
    writeHybridMixtures(config, out);
}

} // namespace

const Architecture kQwen35{.name = "qwen3_5_text",
                           .title = "Qwen3.5",
                           .className = "Qwen3_5ForCausalLM",
                           .gguf = {},
                           .huggingFaceNames = kQwen35Names,
                           .ggufNames = {},
                           .parseHuggingFace = parseQwen35,
                           .writeHuggingFace = writeQwenHybrid,
                           .parseGguf = nullptr};

const Architecture kQwen35Moe{.name = "qwen3_5_moe_text",
                              .title = "Qwen3.5 (mixture)",
                              .className = "Qwen3_5MoeForCausalLM",
                              .gguf = {},
                              .huggingFaceNames = kQwen35MoeNames,
                              .ggufNames = {},
                              .parseHuggingFace = parseQwen35Moe,
                              .writeHuggingFace = writeQwen35Moe,
                              .parseGguf = nullptr};

} // namespace fracbit::checkpoint
