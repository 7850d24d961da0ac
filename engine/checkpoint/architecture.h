// The registry of architectures: each is one file in architectures/ that says how configurations
// and tensors are called in files, and what they mean.
#pragma once

#include "checkpoint/model_spec.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace fracbit::checkpoint {

class GgufFile;

// How a part of a model is called in files. Parts with one stored name lie in one tensor, one
// behind the other in the order of the list (a fused q, k and v). In both names * stands for the
// number of an expert; where the stored one has none, the experts lie in one tensor, in their
// order.
struct StoredName {
    std::string_view part;   // canonical, behind the block's prefix: "attn.q"; "embedding"
    std::string_view stored; // behind the file's prefix of blocks: "self_attn.q_proj"
    bool complete = false;   // no ".weight" or ".bias" follows; of weights only where
    std::string_view bias{}; // the bias has a name of its own
    bool transposed = false; // StoredPlace::transposed
};

// The rows of a stored matrix (of an expert's, in a stack) that make up a tensor; empty: all that
// are not those of the parts in front of it, in order.
using RowRunsOf = std::vector<RowRun> (*)(const ModelConfig& config, const ExpectedTensor& tensor);
// How the numbers of a tensor are stored; null: as they are.
using ConversionOf = ValueConversion (*)(const ExpectedTensor& tensor);

// Plain data and functions without state; lives as long as the program.
struct Architecture {
    std::string_view name;      // "model_type" in Hugging Face's config.json
    std::string_view title;     // for people: "Llama"
    std::string_view className; // in transformers: "LlamaForCausalLM"
    std::string_view gguf;      // "general.architecture"; empty: GGUF has none of it
    std::span<const StoredName> huggingFaceNames;
    std::span<const StoredName> ggufNames;
    // Of files that hold some tensors otherwise (experts each by itself, stacked, gate and up
    // together; q, k, v and z in one): read, not written.
    std::span<const StoredName> otherHuggingFaceNames{};
    std::span<const StoredName> otherGgufNames{};
    RowRunsOf otherGgufRows = nullptr;   // of files with those
    RowRunsOf huggingFaceRows = nullptr; // none: never
    RowRunsOf ggufRows = nullptr;
    RowRunsOf ggufColumns = nullptr; // the same of columns
    ConversionOf ggufConversion = nullptr;

    // Every field is obeyed or refused by name, see parseHuggingFaceConfig().
    ModelConfig (*parseHuggingFace)(const JsonObject& config);
    void (*writeHuggingFace)(const ModelConfig& config, nlohmann::json& out);
    ModelConfig (*parseGguf)(const GgufFile& file); // null where `gguf` is empty
};

const std::vector<const Architecture*>& architectures();
const Architecture* findArchitecture(std::string_view name); // null when there is none
// Of a configuration; Error(Internal) when its name is not in the registry.
const Architecture& architectureOf(const ModelConfig& config);

// For programs with architectures of their own, before any model is opened; not thread-safe.
void addArchitecture(const Architecture& architecture);

// "model.layers.3.self_attn.q_proj.weight": what our own files call a tensor, which is what Hugging
// Face folders call it where it lies alone. Of several in one tensor each has a name of its own:
// "model.layers.3.self_attn.qkv_proj.q.weight".
std::string huggingFaceName(const ModelConfig& config, const ExpectedTensor& tensor);
// The module that a weight or a layer is of: "model.layers.3.self_attn.q_proj", "lm_head".
std::string moduleName(const ModelConfig& config, const ExpectedTensor& tensor);
std::string moduleName(const ModelConfig& config, const LinearLayer& layer);
// The module under whose name what belongs to an input is stored: the first that reads it.
std::string inputModule(const ModelSpec& spec, const LayerInput& input);

} // namespace fracbit::checkpoint
