// What kernel calls take, put into a profile whatever it was found out with.
#pragma once

#include "profiling/profile_file.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace fracbit::profiling {

// A layer, or layers that read the same input and become one call.
struct KernelCall {
    std::int64_t in = 0;
    std::vector<std::int64_t> outs; // d_out of each layer
    std::vector<std::string> roles; // of each layer: "q", "k", ...
    auto operator<=>(const KernelCall&) const = default;
};

// The calls that a profile's layers and their merges (as in setLatencies()) consist of, each once.
std::vector<KernelCall> kernelCalls(const Profile& profile);

// Where latencies come from. Not thread-safe.
class LatencySource {
public:
    virtual ~LatencySource() = default;
    // Names of the kernel variants.
    virtual std::vector<std::string> variants() const = 0;
    // Seconds of a call by variant; empty when there is no such kernel.
    virtual LatencyByVariant latency(const KernelCall& call, quantizer::Scheme scheme) = 0;
    // Seconds of the rest of a decoding step; empty when not known.
    virtual std::optional<double> constant(const Profile& profile) = 0;
    // What a profile says of its latencies: device, batch, "model" or "measured", ...
    virtual std::map<std::string, std::string> provenance() const = 0;
};

// Replaces the latencies of all shapes, the merges of all fusion groups with their kernels, the
// constant part and the provenance's "latency..." entries. Layers of one shape share a time: where
// a source tells their roles apart, the mean of them. Merges are those of the reference code: qk,
// kv, qv, qkv and gate with up, as far as the source has a kernel for them.
// Throws Error(InvalidArgument) when a layer of the profile has no scheme with a latency, or its
// shapes are not known.
void setLatencies(Profile& profile, LatencySource& source);

// Makes more bits never faster within a family, shape and variant: the monotone sequence nearest to
// the times in the least-squares sense (pool adjacent violators: Ayer et al. 1955). An optimiser
// exploits noise, so measured times need it (spec 1, section 5).
void smoothLatencies(Profile& profile);

// The non-decreasing sequence nearest to the values.
std::vector<double> monotone(const std::vector<double>& values);

} // namespace fracbit::profiling
