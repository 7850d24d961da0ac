// A decision that can be saved, shown, compared and dry-run: which scheme each layer gets.
#pragma once

#include "quantizer/layer_part.h"
#include "quantizer/scheme.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace fracbit::pipeline {

struct PlanSegment {
    quantizer::Scheme scheme;
    std::optional<quantizer::Range> rows{}; // absent: all
    std::optional<quantizer::Range> columns{};
    bool operator==(const PlanSegment&) const = default;
};

struct LayerPlan {
    std::string name;                   // "blocks.3.attn.q", "embedding", "head"
    quantizer::Scheme scheme;           // of the whole layer, unless it has segments or integers
    std::string variant;                // kernel variant; empty when it does not matter
    std::vector<std::string> fusedWith; // names of the layers in the same kernel call
    quantizer::Basis basis = quantizer::Basis::Inputs;
    std::string device{}; // "cpu", "cuda:0": a wish; may be empty
    std::vector<PlanSegment> segments{};
    std::optional<int> integerBits{}; // rows of integers, "int-8"; these are in the basis none
    bool operator==(const LayerPlan&) const = default;

    // One scheme of the palette for all of it, inputs rotated.
    bool isUniform() const;
    // The name of what is planned for a part of it: of a scheme, "several schemes" or "nothing".
    std::string schemeOf(const quantizer::Range& rows, const quantizer::Range& columns) const;
};

using quantizer::Feedback;

inline constexpr int kPlanVersion = 2; // what is written; all up to it are read

// The file is the JSON that `fracbit solve --out` and `fracbit quantize` write, described in
// packed/FORMAT.md; fields that it does not name are informational.
struct QuantizationPlan {
    std::vector<LayerPlan> layers;
    std::optional<Feedback> feedback{}; // that the choice was made for, or that was used
    std::filesystem::path moments{};    // the file of activation moments to use; may be empty
    std::string source{};               // fingerprint of the model; empty: not known
    std::string profile{};              // of the profile file it was solved on; likewise
    std::optional<int> keyValueBits{};  // of the key-value cache; absent: 16

    const LayerPlan* find(const std::string& layerName) const; // of many: PlanIndex
    bool operator==(const QuantizationPlan&) const = default;
};

// The layers of a plan by name; borrows it. For those that ask for all of thousands.
class PlanIndex {
public:
    explicit PlanIndex(const QuantizationPlan& plan);
    const LayerPlan* find(const std::string& layerName) const; // null when absent

private:
    std::unordered_map<std::string_view, const LayerPlan*> layers_;
};

// Throws Error(InvalidFile) naming the file and the field: no plan, a newer version, a value that
// is not known.
QuantizationPlan readPlan(const std::filesystem::path& path);
std::string planText(const QuantizationPlan& plan); // what writePlan() writes
void writePlan(const std::filesystem::path& path, const QuantizationPlan& plan);

// The same scheme for every layer named.
QuantizationPlan uniformPlan(const std::vector<std::string>& layerNames, quantizer::Scheme scheme,
                             quantizer::Basis basis = quantizer::Basis::Inputs);

} // namespace fracbit::pipeline
