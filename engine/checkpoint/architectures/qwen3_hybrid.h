// What Qwen3-Next, Qwen3.5 and Qwen3.6 have in common: three of four blocks with linear attention,
// the others with gated attention. Private to the module.
#pragma once

#ifndef FRACBIT_INSIDE_CHECKPOINT
#error "private to engine/checkpoint"
#endif

#include "checkpoint/architectures/gguf_decoder.h"
#include "checkpoint/architectures/huggingface_decoder.h"
#include "checkpoint/architectures/members.h"
#include "checkpoint/architectures/mixture.h"

namespace fracbit::checkpoint {

inline constexpr RopeRules kQwenHybridRope{10000, true, false, 0.25};

// All but the mixtures.
ModelConfig parseQwenHybrid(const JsonObject& config, const DecoderDefaults& defaults);
void writeQwenHybrid(const ModelConfig& config, nlohmann::json& out);

// The mixture of every block that "mlp_only_layers" does not name.
void setHybridMixtures(const JsonObject& config, ModelConfig& out);
void writeHybridMixtures(const ModelConfig& config, nlohmann::json& out);

// What metadata say of both; `architecture`: of its mixtures, or not.
ModelConfig parseQwenHybridGguf(const GgufFile& file, std::string_view architecture, bool mixtures);
// ConversionOf: as normsLessOne(), and the decay, which GGUF files have as -exp of it.
ValueConversion hybridConversion(const ExpectedTensor& tensor);

inline constexpr auto kHybridGgufNames =
    joined(kCommonGgufNames, kGateUpDownGgufNames,
           std::array<StoredName, 8>{{{"mlp.norm", "post_attention_norm"},
                                      {"attn.in_qkv", "attn_qkv"},
                                      {"attn.in_z", "attn_gate"},
                                      {"attn.conv", "ssm_conv1d"},
                                      {"attn.decay", "ssm_a", true},
                                      {"attn.time_bias", "ssm_dt.bias", true},
                                      {"attn.state_norm", "ssm_norm"},
                                      {"attn.out", "ssm_out"}}});

// The parts of linear attention that lie alone in both.
inline constexpr std::array<StoredName, 5> kDeltaHuggingFaceNames{{
    {"attn.conv", "linear_attn.conv1d"},
    {"attn.decay", "linear_attn.A_log", true},
    {"attn.time_bias", "linear_attn.dt_bias", true},
    {"attn.state_norm", "linear_attn.norm"},
    {"attn.out", "linear_attn.out_proj"},
}};

} // namespace fracbit::checkpoint
