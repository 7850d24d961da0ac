// What Gemma 2 and 3 have in common. Private to the module.
#pragma once

#ifndef FRACBIT_INSIDE_CHECKPOINT
#error "private to engine/checkpoint"
#endif

#include "checkpoint/architecture.h"
#include "checkpoint/uniform_decoder.h"

#include <array>

namespace fracbit::checkpoint {

inline constexpr double kGemmaQueryScale = 256; // where none is given

// Embeddings times sqrt(hidden); norms in front of and behind both branches, whose files hold the
// weight less one; scores over sqrt(queryScale) ("query_pre_attn_scalar").
ModelConfig describeGemma(const UniformDecoder& decoder, double queryScale);

// Fields that both obey, of those that uniform decoders refuse.
void parseGemmaCaps(const JsonObject& config, ModelConfig& out);
void writeGemma(const ModelConfig& config, nlohmann::json& out);

inline constexpr std::array<StoredName, 16> kGemmaHuggingFaceNames{{
    {"embedding", "embed_tokens"},
    {"norm", "norm"},
    {"head", "lm_head"},
    {"attn.norm", "input_layernorm"},
    {"attn.q", "self_attn.q_proj"},
    {"attn.k", "self_attn.k_proj"},
    {"attn.v", "self_attn.v_proj"},
    {"attn.q_norm", "self_attn.q_norm"},
    {"attn.k_norm", "self_attn.k_norm"},
    {"attn.o", "self_attn.o_proj"},
    {"attn.norm_after", "post_attention_layernorm"},
    {"mlp.norm", "pre_feedforward_layernorm"},
    {"mlp.gate", "mlp.gate_proj"},
    {"mlp.up", "mlp.up_proj"},
    {"mlp.down", "mlp.down_proj"},
    {"mlp.norm_after", "post_feedforward_layernorm"},
}};
inline constexpr std::array<StoredName, 16> kGemmaGgufNames{{
    {"embedding", "token_embd"},
    {"norm", "output_norm"},
    {"head", "output"},
    {"attn.norm", "attn_norm"},
    {"attn.q", "attn_q"},
    {"attn.k", "attn_k"},
    {"attn.v", "attn_v"},
    {"attn.q_norm", "attn_q_norm"},
    {"attn.k_norm", "attn_k_norm"},
    {"attn.o", "attn_output"},
    {"attn.norm_after", "post_attention_norm"},
    {"mlp.norm", "ffn_norm"},
    {"mlp.gate", "ffn_gate"},
    {"mlp.up", "ffn_up"},
    {"mlp.down", "ffn_down"},
    {"mlp.norm_after", "post_ffw_norm"},
}};

} // namespace fracbit::checkpoint
