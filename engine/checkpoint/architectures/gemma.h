// What Gemma 2 and 3 have in common. Private to the module.
#pragma once

#ifndef FRACBIT_INSIDE_CHECKPOINT
#error "private to engine/checkpoint"
#endif

#include "checkpoint/architectures/members.h"
#include "checkpoint/uniform_decoder.h"

namespace fracbit::checkpoint {

inline constexpr double kGemmaQueryScale = 256; // where none is given

// Embeddings times sqrt(hidden); norms in front of and behind both branches, whose files hold the
// weight less one; scores over sqrt(queryScale) ("query_pre_attn_scalar").
ModelConfig describeGemma(const UniformDecoder& decoder, double queryScale);

// Fields that both obey, of those that uniform decoders refuse.
void parseGemmaCaps(const JsonObject& config, ModelConfig& out);
void writeGemma(const ModelConfig& config, nlohmann::json& out);

inline constexpr auto kGemmaHuggingFaceNames =
    joined(kCommonHuggingFaceNames, kGateUpHuggingFaceNames,
           std::array<StoredName, 3>{{{"attn.norm_after", "post_attention_layernorm"},
                                      {"mlp.norm", "pre_feedforward_layernorm"},
                                      {"mlp.norm_after", "post_feedforward_layernorm"}}});
inline constexpr auto kGemmaGgufNames =
    joined(kDecoderGgufNames, std::array<StoredName, 2>{{{"attn.norm_after", "post_attention_norm"},
                                                         {"mlp.norm_after", "post_ffw_norm"}}});

} // namespace fracbit::checkpoint
