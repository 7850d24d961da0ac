// Phi-3 and Phi-4: q, k and v in one tensor, gate and up in another; heads may be turned in part,
// and their rope may be stretched pair by pair. Names: modeling_phi3.py; TENSOR_NAMES of
// gguf-py/gguf/constants.py.
#include "checkpoint/architectures/gguf_decoder.h"
#include "checkpoint/architectures/huggingface_decoder.h"
#include "checkpoint/architectures/members.h"

namespace fracbit::checkpoint {

namespace {

constexpr DecoderDefaults kPhi3Defaults{
    "phi3",           32064,        3072, 8192, 32, 32, 0, 0, 4096, 0, 1, 32000, false,
    Activation::Silu, {10000, true}};

constexpr std::array<StoredName, 12> kPhi3HuggingFaceNames{{
    {"embedding", "embed_tokens"},
    {"norm", "norm"},
    {"head", "lm_head"},
    {"attn.norm", "input_layernorm"},
    {"attn.q", "self_attn.qkv_proj"},
    {"attn.k", "self_attn.qkv_proj"},
    {"attn.v", "self_attn.qkv_proj"},
    {"attn.o", "self_attn.o_proj"},
    {"mlp.norm", "post_attention_layernorm"},
    {"mlp.gate", "mlp.gate_up_proj"},
    {"mlp.up", "mlp.gate_up_proj"},
    {"mlp.down", "mlp.down_proj"},
}};
constexpr std::array<StoredName, 12> kPhi3GgufNames{{
    {"embedding", "token_embd"},
    {"norm", "output_norm"},
    {"head", "output"},
    {"attn.norm", "attn_norm"},
    {"attn.q", "attn_qkv"},
    {"attn.k", "attn_qkv"},
    {"attn.v", "attn_qkv"},
    {"attn.o", "attn_output"},
    {"mlp.norm", "ffn_norm"},
    {"mlp.gate", "ffn_up"},
    {"mlp.up", "ffn_up"},
    {"mlp.down", "ffn_down"},
}};

ModelConfig parsePhi3(const JsonObject& config) {
    UniformDecoder decoder = parseDecoder(config, kPhi3Defaults);
    parseWindows(config, kPhi3Defaults, true, everyBlock, decoder);
    return describe(decoder);
}

void writePhi3(const ModelConfig& config, nlohmann::json& out) {
    const Rope& rope = config.ropes.at(0);
    out["sliding_window"] = windowJson(config);
    out["partial_rotary_factor"] = static_cast<double>(rope.dimensions) /
                                   static_cast<double>(config.block(0).attention().headSize);
    const bool grown = rope.scaling == RopeScaling::LongRope;
    out["original_max_position_embeddings"] = grown ? rope.originalContext : config.context;
}

ModelConfig parsePhi3Gguf(const GgufFile& file) {
    GgufReading reading = readGguf(file, {"rope.dimension_count"});
    reading.decoder.architecture = "phi3";
    return describe(reading.decoder);
}

} // namespace

const Architecture kPhi3{.name = "phi3",
                         .title = "Phi-3",
                         .className = "Phi3ForCausalLM",
                         .gguf = "phi3",
                         .huggingFaceNames = kPhi3HuggingFaceNames,
                         .ggufNames = kPhi3GgufNames,
                         .parseHuggingFace = parsePhi3,
                         .writeHuggingFace = writePhi3,
                         .parseGguf = parsePhi3Gguf};

} // namespace fracbit::checkpoint
