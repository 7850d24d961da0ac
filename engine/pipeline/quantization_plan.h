// A decision that can be saved, shown, compared and dry-run: which scheme each layer gets.
#pragma once

#include "quantizer/scheme.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace fracbit::pipeline {

struct LayerPlan {
    std::string name; // "blocks.3.attn.q"
    quantizer::Scheme scheme;
    std::string variant;                // kernel variant; empty when it does not matter
    std::vector<std::string> fusedWith; // names of the layers in the same kernel call
    bool operator==(const LayerPlan&) const = default;
};

using quantizer::Feedback;

// The file is the JSON that `fracbit solve --out` and `fracbit quantize` write: version 1,
// "layers": [{name, scheme, variant, fused_with}], "feedback": "on" or "off", "moments": a path,
// the last two optional; other fields are informational.
struct QuantizationPlan {
    std::vector<LayerPlan> layers;
    std::optional<Feedback> feedback{}; // that the choice was made for, or that was used
    std::filesystem::path moments{};    // the file of activation moments to use; may be empty

    const LayerPlan* find(const std::string& layerName) const;
};

QuantizationPlan readPlan(const std::filesystem::path& path);
std::string planText(const QuantizationPlan& plan); // what writePlan() writes
void writePlan(const std::filesystem::path& path, const QuantizationPlan& plan);

// The same scheme for every layer named.
QuantizationPlan uniformPlan(const std::vector<std::string>& layerNames, quantizer::Scheme scheme);

} // namespace fracbit::pipeline
