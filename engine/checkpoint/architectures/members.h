// The members of the registry, a file each, and what several of them share. Private to the module.
#pragma once

#ifndef FRACBIT_INSIDE_CHECKPOINT
#error "private to engine/checkpoint"
#endif

#include "checkpoint/architecture.h"

#include <array>

namespace fracbit::checkpoint {

extern const Architecture kDeepSeekV3;
extern const Architecture kGemma2;
extern const Architecture kGemma3;
extern const Architecture kGemma4;
extern const Architecture kGptOss;
extern const Architecture kLlama;
extern const Architecture kMistral;
extern const Architecture kMixtral;
extern const Architecture kPhi3;
extern const Architecture kQwen2;
extern const Architecture kQwen2Moe;
extern const Architecture kQwen3;
extern const Architecture kQwen3Moe;
extern const Architecture kQwen3Next;
extern const Architecture kQwen35;
extern const Architecture kQwen35Moe;
extern const Architecture kSmolLm3;

// Lists of names, one behind the other.
template <std::size_t... kSizes>
constexpr auto joined(const std::array<StoredName, kSizes>&... lists) {
    std::array<StoredName, (kSizes + ...)> all{};
    std::size_t at = 0;
    const auto append = [&](const auto& list) {
        for (const StoredName& name : list)
            all[at++] = name;
    };
    (append(lists), ...);
    return all;
}

// Names that all relatives of Llama have kept; a model without norms of heads has no such tensors.
inline constexpr std::array<StoredName, 11> kCommonHuggingFaceNames{{
    {"embedding", "embed_tokens"},
    {"norm", "norm"},
    {"head", "lm_head"},
    {"attn.norm", "input_layernorm"},
    {"attn.o", "self_attn.o_proj"},
    {"mlp.down", "mlp.down_proj"},
    {"attn.q", "self_attn.q_proj"},
    {"attn.k", "self_attn.k_proj"},
    {"attn.v", "self_attn.v_proj"},
    {"attn.q_norm", "self_attn.q_norm"},
    {"attn.k_norm", "self_attn.k_norm"},
}};
inline constexpr std::array<StoredName, 2> kGateUpHuggingFaceNames{
    {{"mlp.gate", "mlp.gate_proj"}, {"mlp.up", "mlp.up_proj"}}};
inline constexpr std::array<StoredName, 1> kNormHuggingFaceNames{
    {{"mlp.norm", "post_attention_layernorm"}}};
inline constexpr auto kDecoderHuggingFaceNames =
    joined(kCommonHuggingFaceNames, kGateUpHuggingFaceNames, kNormHuggingFaceNames);

inline constexpr std::array<StoredName, 10> kCommonGgufNames{{
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
}};
inline constexpr std::array<StoredName, 3> kGateUpDownGgufNames{{
    {"mlp.gate", "ffn_gate"},
    {"mlp.up", "ffn_up"},
    {"mlp.down", "ffn_down"},
}};
inline constexpr auto kDecoderGgufNames = joined(
    kCommonGgufNames, kGateUpDownGgufNames, std::array<StoredName, 1>{{{"mlp.norm", "ffn_norm"}}});

// RowRunsOf: the rows of q and k in the order that interleaved rope wants (convert_hf_to_gguf.py,
// permute): within a head, row 2j and row 2j + 1 are the j-th of its first and of its second half.
std::vector<RowRun> interleavedRopeRows(const ModelConfig& config, const ExpectedTensor& tensor);
// ConversionOf: norms that are multiplied with one more than their weight are stored with that.
ValueConversion normsLessOne(const ExpectedTensor& tensor);

} // namespace fracbit::checkpoint
