// An architecture that exists in tests only, with all that Llama and its relatives do without: what
// adding one takes is this file.
#pragma once

#include "checkpoint/architecture.h"

#include <array>

namespace fracbit::tests {

inline constexpr std::array<checkpoint::StoredName, 34> kQuaintNames{{
    {"embedding", "tokens"},
    {"norm", "last_norm"},
    {"head", "logits"},
    {"attn.norm", "norm_1"},
    {"attn.q", "mixer.qkv"}, // three layers in one tensor
    {"attn.k", "mixer.qkv"},
    {"attn.v", "mixer.qkv"},
    {"attn.q_norm", "mixer.norm_q"},
    {"attn.k_norm", "mixer.norm_k"},
    {"attn.sinks", "mixer.sinks", true},
    {"attn.o", "mixer.out"},
    {"attn.norm_after", "norm_2"},
    {"mlp.norm", "norm_3"},
    {"mlp.gate", "inner.gate_up"},
    {"mlp.up", "inner.gate_up"},
    {"mlp.down", "inner.down"},
    {"mlp.router", "inner.choice"},
    {"mlp.shared_gate", "inner.common_gate"},
    {"shared_expert.gate", "inner.common_in"},
    {"shared_expert.up", "inner.common_in"},
    {"shared_expert.down", "inner.common_out"},
    {"experts.*.gate", "inner.all_gates_ups", true, {}, true}, // stacked, transposed, in turns
    {"experts.*.up", "inner.all_gates_ups", true, {}, true},
    {"experts.*.down", "inner.*.down"}, // a module each
    {"attn.in_qkv", "memory.in"},       // two layers in one tensor, z first
    {"attn.in_z", "memory.in"},
    {"attn.in_b", "memory.rate"},
    {"attn.in_a", "memory.forget"},
    {"attn.conv", "memory.window"},
    {"attn.decay", "memory.decay", true},
    {"attn.time_bias", "memory.time", true},
    {"attn.state_norm", "memory.norm"},
    {"attn.out", "memory.out"},
    {"scalar", "scalar", true},
}};

inline checkpoint::ModelConfig quaintConfig(std::int64_t hidden = 48) {
    const checkpoint::Norm norm{1e-5, true};
    checkpoint::BlockDescription block;
    block.mixerNorms = {norm, norm};
    block.mixer = checkpoint::Attention{.heads = 4,
                                        .kvHeads = 2,
                                        .headSize = 16,
                                        .rope = 0,
                                        .scale = 0.2,
                                        .softCap = 5,
                                        .headNorm = norm,
                                        .sinks = true,
                                        .inputBias = true};
    block.feedForwardNorms.before = norm;
    block.feedForward = {.intermediate = 64, .activation = checkpoint::Activation::GeluTanh};
    block.residualScale = 0.7;
    checkpoint::ModelConfig config;
    config.architecture = "quaint";
    config.vocabulary = 80;
    config.hidden = hidden;
    config.context = 128;
    config.ropes = {{.dimensions = 8, .theta = 500}, {.dimensions = 16}};
    config.blocks = {block, block, block, block};
    config.blocks[1].attention().window = 5;
    config.blocks[1].attention().rope = 1;
    config.blocks[2].attention().rope.reset();
    config.blocks[2].attention().outputGate = true;
    config.blocks[2].attention().sharedValues = true;
    config.blocks[2].attention().valueNorm = norm;
    config.blocks[2].outputScalar = true;
    config.blocks[3].mixer = checkpoint::DeltaNet{.keyHeads = 2,
                                                  .valueHeads = 4,
                                                  .keySize = 8,
                                                  .valueSize = 16,
                                                  .convolution = 3,
                                                  .norm = norm};
    config.blocks[1].feedForward.intermediate = 32;
    config.blocks[1].feedForward.mixture = checkpoint::Mixture{.experts = 5,
                                                               .perToken = 2,
                                                               .normalised = true,
                                                               .sharedIntermediate = 48,
                                                               .sharedGate = true};
    config.finalNorm = norm;
    config.embeddingScale = 2;
    config.logitSoftCap = 10;
    return config;
}

inline checkpoint::ModelConfig parseQuaint(const JsonObject& config) {
    return quaintConfig(config.integer("hidden_size"));
}

// An expert's gates and ups lie in turns; z lies in front of q, k and v.
inline std::vector<checkpoint::RowRun> quaintRows(const checkpoint::ModelConfig& config,
                                                  const checkpoint::ExpectedTensor& tensor) {
    if (tensor.expert >= 0 && !tensor.layer.ends_with("down"))
        return {{tensor.layer.ends_with("gate") ? 0 : 1, tensor.shape[0], 2}};
    if (tensor.name.ends_with("attn.in_z.weight"))
        return {{0, tensor.shape[0]}};
    if (tensor.name.ends_with("attn.in_qkv.weight"))
        return {{std::get<checkpoint::DeltaNet>(config.block(tensor.block).mixer).valueWidth(),
                 tensor.shape[0]}};
    return {};
}

inline void writeQuaint(const checkpoint::ModelConfig&, nlohmann::json& out) {
    out["quaint"] = true;
}

inline constexpr checkpoint::Architecture kQuaint{.name = "quaint",
                                                  .title = "Quaint",
                                                  .className = "QuaintForCausalLM",
                                                  .gguf = {},
                                                  .huggingFaceNames = kQuaintNames,
                                                  .ggufNames = {},
                                                  .huggingFaceRows = quaintRows,
                                                  .parseHuggingFace = parseQuaint,
                                                  .writeHuggingFace = writeQuaint,
                                                  .parseGguf = nullptr};

} // namespace fracbit::tests
