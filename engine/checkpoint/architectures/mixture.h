// What the mixtures of experts of several architectures have in common. Private to the module.
#pragma once

#ifndef FRACBIT_INSIDE_CHECKPOINT
#error "private to engine/checkpoint"
#endif

#include "checkpoint/architectures/gguf_decoder.h"
#include "checkpoint/architectures/members.h"

#include <array>

namespace fracbit::checkpoint {

// Throws Error(InvalidFile) naming the field when there are too many experts, or a token is sent to
// more than there are.
Mixture checkedExperts(const JsonObject& config, std::string_view countKey, std::int64_t count,
                       std::int64_t perToken);

// Qwen's: all blocks but those of "mlp_only_layers" and those that "decoder_sparse_step" leaves out
// have experts of "moe_intermediate_size"; and back.
void setQwenMixtures(const JsonObject& config, const Mixture& mixture, std::int64_t intermediate,
                     ModelConfig& out);
void writeQwenMixtures(const ModelConfig& config, nlohmann::json& out);

// A mixture in every block, by the keys that follow.
inline constexpr std::array<std::string_view, 4> kGgufExpertKeys{
    "expert_count", "expert_used_count", "expert_feed_forward_length",
    "expert_shared_feed_forward_length"};
void setGgufMixtures(const GgufReading& reading, Mixture mixture, ModelConfig& out);

inline constexpr std::array<StoredName, 5> kQwenSharedExpertNames{{
    {"mlp.router", "mlp.gate"},
    {"mlp.shared_gate", "mlp.shared_expert_gate"},
    {"shared_expert.gate", "mlp.shared_expert.gate_proj"},
    {"shared_expert.up", "mlp.shared_expert.up_proj"},
    {"shared_expert.down", "mlp.shared_expert.down_proj"},
}};
inline constexpr std::array<StoredName, 3> kSingleExpertNames{{
    {"experts.*.gate", "mlp.experts.*.gate_proj"},
    {"experts.*.up", "mlp.experts.*.up_proj"},
    {"experts.*.down", "mlp.experts.*.down_proj"},
}};
// As transformers 5 holds them in memory.
inline constexpr std::array<StoredName, 3> kStackedExpertNames{{
    {"experts.*.gate", "mlp.experts.gate_up_proj", true},
    {"experts.*.up", "mlp.experts.gate_up_proj", true},
    {"experts.*.down", "mlp.experts.down_proj", true},
}};
// Some blocks may have no experts.
inline constexpr auto kQwenMixtureHuggingFaceNames =
    joined(kDecoderHuggingFaceNames, kQwenSharedExpertNames, kSingleExpertNames);
inline constexpr auto kQwenStackedHuggingFaceNames =
    joined(kDecoderHuggingFaceNames, kQwenSharedExpertNames, kStackedExpertNames);
// Of all mixtures in GGUF files: experts stacked.
inline constexpr std::array<StoredName, 8> kExpertGgufNames{{
    {"mlp.router", "ffn_gate_inp"},
    {"mlp.shared_gate", "ffn_gate_inp_shexp"},
    {"shared_expert.gate", "ffn_gate_shexp"},
    {"shared_expert.up", "ffn_up_shexp"},
    {"shared_expert.down", "ffn_down_shexp"},
    {"experts.*.gate", "ffn_gate_exps"},
    {"experts.*.up", "ffn_up_exps"},
    {"experts.*.down", "ffn_down_exps"},
}};
inline constexpr auto kMixtureGgufNames = joined(kDecoderGgufNames, kExpertGgufNames);

} // namespace fracbit::checkpoint
