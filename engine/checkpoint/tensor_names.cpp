#include "checkpoint/tensor_names.h"

#include "base/error.h"

#include <array>
#include <charconv>

namespace fracbit::checkpoint {

namespace {

using RoleNames = std::array<std::string_view, kLinearRoles>; // by LinearRole

// modeling_llama.py, modeling_qwen3.py.
constexpr RoleNames kHuggingFaceLinear{"self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj",
                                       "self_attn.o_proj", "mlp.gate_proj",    "mlp.up_proj",
                                       "mlp.down_proj"};
// gguf-py/gguf/constants.py, TENSOR_NAMES.
constexpr RoleNames kGgufLinear{"attn_q",   "attn_k", "attn_v",  "attn_output",
                                "ffn_gate", "ffn_up", "ffn_down"};

struct FixedNames {
    std::string_view embedding, head, norm;                // outside the blocks
    std::string_view attentionNorm, mlpNorm, qNorm, kNorm; // behind a block's prefix
};
constexpr FixedNames kHuggingFaceFixed{
    "embed_tokens",     "lm_head",         "norm", "input_layernorm", "post_attention_layernorm",
    "self_attn.q_norm", "self_attn.k_norm"};
constexpr FixedNames kGgufFixed{"token_embd", "output",      "output_norm", "attn_norm",
                                "ffn_norm",   "attn_q_norm", "attn_k_norm"};

std::string_view fixedName(const FixedNames& names, TensorRole role) {
    switch (role) {
    case TensorRole::TokenEmbedding:
        return names.embedding;
    case TensorRole::OutputHead:
        return names.head;
    case TensorRole::FinalNorm:
        return names.norm;
    case TensorRole::AttentionNorm:
        return names.attentionNorm;
    case TensorRole::MlpNorm:
        return names.mlpNorm;
    case TensorRole::QNorm:
        return names.qNorm;
    case TensorRole::KNorm:
        return names.kNorm;
    default:
        throw Error(ErrorCode::Internal, "a linear layer has no fixed name");
    }
}

// The block of "<prefix>12.rest"; nothing when the name has another form.
std::optional<std::int64_t> blockOf(std::string_view name, std::string_view prefix) {
    if (!name.starts_with(prefix))
        return std::nullopt;
    name.remove_prefix(prefix.size());
    std::int64_t block = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), block);
    const bool complete = error == std::errc() && end != name.data() + name.size() && *end == '.';
    return complete ? std::optional(block) : std::nullopt;
}

} // namespace

TensorNames TensorNames::huggingFace(std::string prefix) {
    return {Scheme::HuggingFace, std::move(prefix)};
}

TensorNames TensorNames::gguf() {
    return {Scheme::Gguf, ""};
}

std::string TensorNames::blockPrefix() const {
    return scheme_ == Scheme::Gguf ? "blk." : prefix_ + "layers.";
}

std::string TensorNames::stored(TensorRole role, int block,
                                std::optional<LinearRole> linear) const {
    const bool gguf = scheme_ == Scheme::Gguf;
    std::string name;
    if (block >= 0)
        name = blockPrefix() + std::to_string(block) + ".";
    else if (role != TensorRole::OutputHead) // lm_head stands outside of the decoder
        name = prefix_;
    if (linear)
        name += (gguf ? kGgufLinear : kHuggingFaceLinear).at(static_cast<std::size_t>(*linear));
    else
        name += fixedName(gguf ? kGgufFixed : kHuggingFaceFixed, role);
    return name + (role == TensorRole::LinearBias ? ".bias" : ".weight");
}

bool TensorNames::matters(std::string_view storedName, std::int64_t blocks) const {
    if (const auto block = blockOf(storedName, blockPrefix())) {
        // Frequencies of the rotary embedding, which old checkpoints carry as a buffer.
        const bool buffer = storedName.ends_with(".rotary_emb.inv_freq");
        return *block >= 0 && *block < blocks && !buffer;
    }
    const std::string head = stored(TensorRole::OutputHead, -1, {});
    const std::string norm = stored(TensorRole::FinalNorm, -1, {});
    const auto isBiasOf = [&](std::string_view weight) {
        weight.remove_suffix(std::string_view("weight").size());
        return storedName == std::string(weight) + "bias";
    };
    return isBiasOf(head) || isBiasOf(norm);
}

} // namespace fracbit::checkpoint
