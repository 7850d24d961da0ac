// What a Fracbit checkpoint consists of: tensors, their sizes, and the description in config.json.
// The page that documents the format is FORMAT.md beside this file.
#pragma once

#include "checkpoint/model_spec.h"
#include "quantizer/packed_layer.h"

#include <map>
#include <string>
#include <vector>

namespace fracbit::exporter {

inline constexpr int kFormatVersion = 1;
inline constexpr const char* kModelFile = "model.safetensors";
inline constexpr const char* kConfigFile = "config.json";
inline constexpr const char* kTokenizerFile = "tokenizer.json";
inline constexpr const char* kPlanFile = "plan.json";

struct PackedLayerInfo {
    quantizer::Scheme scheme;
    float scale = 1; // Codebook::scale
};

struct PackedDescription {
    std::uint64_t seed = 0;
    int embeddingBits = 16; // 8 or 16
    int headBits = 16;
    std::map<std::string, PackedLayerInfo> layers; // by layer name; all layers of the model
};

// The quantization_config of config.json, and back. Parsing throws Error naming the file and field
// at fault: another method or version, a layer that is missing or unknown, a scheme that does not
// exist.
nlohmann::json describePacked(const PackedDescription& description,
                              const checkpoint::ModelSpec& spec);
PackedDescription parsePacked(const JsonObject& quantizationConfig,
                              const checkpoint::ModelConfig& config);

// A tensor of the file.
struct PackedTensor {
    std::string name;
    DType dtype = DType::U8;
    Shape shape;
    std::size_t bytes() const {
        return static_cast<std::size_t>(elementCount(shape)) * blockBytes(dtype);
    }
};

// All tensors, in the order of the file: wider elements first, so that all are aligned.
// `plainType` says how a tensor that is not quantized is stored (F16 or BF16), by canonical name.
std::vector<PackedTensor> packedTensors(const checkpoint::ModelConfig& config,
                                        const PackedDescription& description,
                                        const std::map<std::string, DType>& plainType);

// Names of a linear layer's tensors.
std::string codesName(const std::string& layer);
std::string tableName(const std::string& layer);
std::string rowScaleName(const std::string& tensor); // also of 8-bit embeddings
std::string signsName(const std::string& inputName); // "blocks.3.qkv" -> its sign bits

// Whether embedding or head of this canonical name is stored with 8 bits.
bool isEightBit(const PackedDescription& description, checkpoint::TensorRole role);

} // namespace fracbit::exporter
