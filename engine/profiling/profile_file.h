// The profile: what is known about a model and a device before bits are allocated. A versioned
// JSON file, and the value that is read from it.
//
// The file (version 2), SI units throughout:
// {
//   "format": "fracbit-profile", "version": 2,
//   "source": "free text: where the numbers come from",
//   "provenance": {"checkpoint": "0123456789abcdef", "estimator": "fisher", ...},   optional texts
//   "variants": ["tensor", "simt"],               kernel variants, by name below
//   "shapes": [                                    layers that share their options
//     {"in": 4096, "out": 1024, "weights": 4194304,  in, out: absent when not known
//      "share": 0.0625,                              of the decoding steps that call such a layer:
//                                                    of experts, those that a token is sent to, by
//                                                    all; absent: 1
//      "options": [
//        {"scheme": "tcq-3.5", "distortion": 0.0102, "codes_bytes": 1835008, "table_bytes": 2048,
//         "latency_seconds": {"tensor": 8.1e-06},   absent variants: there is no such kernel
//         "basis": "none"}]}],                      "none" or "both-128"; absent: "inputs"
//   "layers": [                                    "embedding" and "head" may be among them
//     {"name": "blocks.3.attn.q", "block": 3, "role": "q", "shape": 0, "weights": 4194304,
//      "expert": 7,                                   of layers of a mixture
//      "sensitivity": 0.0123, "standard_error": 0.0004,
//      "segments": [                                   optional: how it is spread within the layer
//        {"rows": [0, 512], "columns": [0, 576], "sensitivity": 0.004}],   absent ranges: all
//      "measured_distortion": {"ctcq-3": 0.0175},      optional: on a sample of its own weights
//      "feedback": {"ratio": 0.31, "growth": 0.4}}],   optional: see feedback_gain.h
//   "fused_kernels": [                             one call for several layers, by scheme
//     [{"scheme": "tcq-3.5", "latency_seconds": {"tensor": 1.1e-05}}]],
//   "fusion_groups": [                             layers that read the same input
//     {"layers": ["blocks.3.attn.q", ...],
//      "merges": [{"layers": ["blocks.3.attn.q", "blocks.3.attn.k"], "kernel": 0}]}],
//   "constants": {                                 parts that no choice changes; all optional;
//                                                  what layers cost is not in them
//     "latency_seconds": 0.0016,                   the rest of a decoding step
//     "sign_bytes": 0, "row_scale_bytes": 0, "embedding_bytes": 0, "head_bytes": 0,
//     "norm_bytes": 0, "kv_bytes_per_token": 0},
//   "measurements": [                              what the times above come from, and others: kept
//     {"device": "AMD EPYC (AVX3)", "threads": 2, "batch": 1, "constant_seconds": 0.004,
//      "calls": [{"in": 576, "outs": [576, 192], "scheme": "nuq-4", "variant": "cpu",
//                 "seconds": 2.1e-05, "spread": 4e-07}]}]       spread: half the quartiles'
//                 distance
// }
// Unknown fields are ignored, so that later versions may add some. Names and roles are open: a role
// is what the command line calls it, here "q", "k", "v", "o", "gate", "up", "down", "embedding",
// "head", or another's. "block" may be absent of layers beside the blocks. Version 1 has neither
// "basis", "expert" and "segments" nor "embedding" and "head".
#pragma once

#include "quantizer/layer_part.h"
#include "quantizer/scheme.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace fracbit::profiling {

using LatencyByVariant = std::map<std::string, double>; // seconds per call

struct ShapeOption {
    quantizer::Scheme scheme;
    double distortion = 0; // relative squared error
    std::int64_t codesBytes = 0;
    std::int64_t tableBytes = 0;
    LatencyByVariant latency;
    quantizer::Basis basis = quantizer::Basis::Inputs;
    bool operator==(const ShapeOption&) const = default;
};

struct LayerShapeOptions {
    std::int64_t in = 0;  // d_in; 0: not known
    std::int64_t out = 0; // d_out; 0: not known
    std::int64_t weights = 0;
    std::vector<ShapeOption> options;
    double share = 1; // what its latencies count in a step: less than one of experts

    // The option of a scheme, in the basis of rotated inputs if there is one; null: there is none.
    const ShapeOption* find(quantizer::Scheme scheme) const;
    bool operator==(const LayerShapeOptions&) const = default;
};

// With feedback of errors, a layer's loss at a relative error e is that without times factor(e).
struct LayerFeedback {
    double ratio = 1;
    double growth = 0;
    double factor(double error) const { return ratio * (1 + growth * error); }
    bool operator==(const LayerFeedback&) const = default;
};

// A part of a layer's sensitivity.
struct SensitivitySegment {
    std::optional<quantizer::Range> rows; // absent: all
    std::optional<quantizer::Range> columns;
    double sensitivity = 0;
    bool operator==(const SensitivitySegment&) const = default;
};

struct ProfileLayer {
    std::string name;
    int block = 0;    // 0 for layers beside the blocks
    std::string role; // q k v o gate up down embedding head, or one that this program does not know
    int shape = 0;    // index into Profile::shapes
    double sensitivity = 0;
    double standardError = 0; // of the sensitivity; 0: not known
    // Relative squared error on a sample of the layer's own rotated weights, to be compared with
    // the distortion of its options, which is that on N(0,1).
    std::map<quantizer::Scheme, double> measuredDistortion{};
    std::optional<LayerFeedback> feedback{}; // when the profile's moments are known
    std::optional<int> expert{};             // of a mixture
    std::vector<SensitivitySegment> segments{};

    // Embedding or head: beside the blocks, and no feedback of errors needs to be known of it.
    bool isVocabulary() const;
    bool operator==(const ProfileLayer&) const = default;
};

struct FusedKernelLatency {
    quantizer::Scheme scheme;
    LatencyByVariant latency;
    bool operator==(const FusedKernelLatency&) const = default;
};

struct ProfileMerge {
    std::vector<std::string> layers;
    int kernel = 0; // index into Profile::fusedKernels
    bool operator==(const ProfileMerge&) const = default;
};

struct ProfileFusionGroup {
    std::vector<std::string> layers;
    std::vector<ProfileMerge> merges;
    bool operator==(const ProfileFusionGroup&) const = default;
};

struct ProfileConstants {
    std::optional<double> latencySeconds;
    std::optional<std::int64_t> signBytes;
    std::optional<std::int64_t> rowScaleBytes;
    std::optional<std::int64_t> embeddingBytes;
    std::optional<std::int64_t> headBytes;
    std::optional<std::int64_t> normBytes;
    std::optional<std::int64_t> kvBytesPerToken;

    // What is stored beside the linear layers; parts that are not known count nothing.
    std::int64_t storedBytes() const;
    bool operator==(const ProfileConstants&) const = default;
};

// The conditions that measurements belong to.
struct MeasurementKey {
    std::string device; // the processor's name and the kernels' instruction set
    int threads = 1;
    int batch = 1; // input vectors a call
    auto operator<=>(const MeasurementKey&) const = default;
};

// A kernel call of one scheme, for a layer or several that read the same input.
struct CallMeasurement {
    std::int64_t in = 0;
    std::vector<std::int64_t> outs; // ascending
    quantizer::Scheme scheme;
    std::string variant;
    double seconds = 0; // median
    double spread = 0;  // half the distance of the quartiles
    bool operator==(const CallMeasurement&) const = default;
};

struct DeviceMeasurements {
    MeasurementKey key;
    std::optional<double> constantSeconds; // the rest of a decoding step
    std::vector<CallMeasurement> calls;
    bool operator==(const DeviceMeasurements&) const = default;
};

inline constexpr std::int64_t kProfileVersion = 2; // what is written; all up to it are read
inline constexpr const char* kProfileFormat = "fracbit-profile";

struct Profile {
    std::string source;
    // How it was made, for people and for telling profiles apart: "checkpoint" (fingerprint),
    // "estimator", "sample", "seed", "device", "date", as far as known.
    std::map<std::string, std::string> provenance;
    std::vector<std::string> variants;
    std::vector<LayerShapeOptions> shapes;
    std::vector<ProfileLayer> layers;
    std::vector<std::vector<FusedKernelLatency>> fusedKernels;
    std::vector<ProfileFusionGroup> fusionGroups;
    ProfileConstants constants;
    std::vector<DeviceMeasurements> measurements;

    std::int64_t weights() const;
    bool hasLayer(const std::string& name) const;
    bool hasFeedback() const; // of every layer of the blocks
    // What measured distortions and feedback are of, and what allocations are solved for: rotated
    // inputs where there are options in this basis, else the basis of the first option.
    rotation::Basis basis() const;
    bool operator==(const Profile&) const = default;
};

// Throws Error(InvalidFile) naming the file and the field: not a profile, another version, numbers
// out of range, names that do not exist, a scheme that the palette does not know.
Profile readProfile(const std::filesystem::path& path);
// Atomic: the file appears whole or not at all. Throws Error(Io).
void writeProfile(const std::filesystem::path& path, const Profile& profile);

} // namespace fracbit::profiling
