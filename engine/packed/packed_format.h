// What a Fracbit checkpoint consists of: tensors, their sizes, and the description in config.json.
// The page that documents the format is FORMAT.md beside this file.
#pragma once

#include "checkpoint/safetensors_writer.h"
#include "quantizer/layer_part.h"
#include "quantizer/packed_layer.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace fracbit::packed {

inline constexpr int kFormatVersion = 2; // what is written; all up to it are read
inline constexpr const char* kModelFile = "model.safetensors";
inline constexpr const char* kConfigFile = "config.json";
inline constexpr const char* kTokenizerFile = "tokenizer.json";
inline constexpr const char* kPlanFile = "plan.json";

using checkpoint::PlannedTensor;
using quantizer::Basis;
using PackedRange = quantizer::Range;

// A rectangle of a layer that is of one scheme.
struct PackedSegment {
    quantizer::Scheme scheme;
    float scale = 1; // Codebook::scale
    PackedRange rows;
    PackedRange columns;
    quantizer::LayerShape shape() const { return {rows.size(), columns.size()}; }
};

// Rows of integers of 3 to 8 bits, in place of segments.
struct IntegerRows {
    int bits = 8;
    std::int64_t group = 0; // columns that share a scale; 0: the whole row
};

// The vector that a layer's inputs are multiplied with.
enum class InputVector { Absent, Signs, Scales };

struct PackedLayerInfo {
    quantizer::LayerShape shape; // d_out x d_in
    Basis basis = Basis::Inputs;
    std::vector<PackedSegment> segments; // empty: integers
    std::optional<IntegerRows> integers{};
    InputVector inputVector = InputVector::Signs;
    std::string device{}; // that the plan wants; may be empty

    // Names of tensors; those of segments are beginnings, see codesName().
    std::string codes{};
    std::string table{};
    std::string rowScale{};
    std::string inputSigns{};
    std::string inputScale{};

    // One scheme for all of the layer, on inputs that are rotated with signs alone or not at all:
    // what kernels multiply with.
    bool isUniform() const;
    // Rows and columns that are coded: padded to whole blocks where both sides are rotated.
    quantizer::LayerShape codedShape() const;
};

std::string codesName(const PackedLayerInfo& layer, std::size_t segment = 0);
std::string tableName(const PackedLayerInfo& layer, std::size_t segment = 0);

struct PackedDescription {
    int version = kFormatVersion;
    std::uint64_t seed = 0;
    std::string source{};  // fingerprint of the model; empty: not known
    std::string profile{}; // of the profile file; likewise
    std::optional<int> keyValueBits{};
    // By name: all layers of the blocks, and those of the vocabulary where they
    // are quantized.
    std::map<std::string, PackedLayerInfo> layers{};
};

// The layer that a tensor holds the weights of, where it is quantized (embedding and head may not
// be); null for others.
const PackedLayerInfo* quantizedLayer(const PackedDescription& description,
                                      const checkpoint::ExpectedTensor& tensor);

// What this program writes: a layer of one scheme, and rows of 8-bit integers.
PackedLayerInfo uniformLayer(const checkpoint::ModelSpec& spec,
                             const checkpoint::LinearLayer& layer, quantizer::Scheme scheme,
                             Basis basis = Basis::Inputs);
PackedLayerInfo eightBitRows(const std::string& module, const Shape& shape);

// The quantization_config of config.json, in the version written, and back. Parsing throws Error
// naming the file and field at fault: another method, a newer version, a layer that is missing or
// unknown, segments that do not cover their layer, a scheme that does not exist.
nlohmann::json describePacked(const PackedDescription& description,
                              const checkpoint::ModelSpec& spec);
PackedDescription parsePacked(const JsonObject& quantizationConfig,
                              const checkpoint::ModelConfig& config);

// The name of a tensor that is not quantized.
std::string plainName(int version, const checkpoint::ModelConfig& config,
                      const checkpoint::ExpectedTensor& tensor);

// All tensors, in the order of the file: wider elements first, so that all are aligned.
// `plainType` says how a tensor that is not quantized is stored (F16 or BF16), by canonical name.
std::vector<PlannedTensor> packedTensors(const checkpoint::ModelConfig& config,
                                         const PackedDescription& description,
                                         const std::map<std::string, DType>& plainType);

} // namespace fracbit::packed
