// Timing of packed products on this processor, for the latency profiler and benchmarks.
//
// Use, for every group of layers that may be fused and every scheme:
//
//     ProductTimer timer(scheme, {{4096, 4096}, {1024, 4096}, {1024, 4096}}, context);  // q, k, v
//     const ProductTiming timing = timer.measure(1, threads);   // batch 1
//     row.variant = productVariants(scheme).front();
//
// Weights are random codes (time does not depend on values) and cold: the timer holds copies that
// together exceed the last cache twice and goes round them, as a model goes through its layers. One
// group of 8B size takes 0.2 s to prepare.
#pragma once

#include "backend/cpu/packed_group.h"

#include <string>
#include <vector>

namespace fracbit::backend {

struct ProductTiming {
    double seconds = 0;       // one call, rotation of the input included: median over rounds
    double fastest = 0;       // least of the rounds
    double spread = 0;        // interquartile range of the rounds over their median
    std::int64_t weights = 0; // of the group
    std::size_t bytes = 0;    // read by a call
};

// Names of the ways in which this processor multiplies with a scheme: one, "cpu-" and the
// instruction set.
std::vector<std::string> productVariants(quantizer::Scheme scheme);

// Codes of random bits, or where only the scheme's Decoder knows which are valid of random weights,
// the same in every row tile; row scales of one. Owns what the layer's view borrows.
quantizer::PackedLayer randomLayer(quantizer::Scheme scheme, quantizer::LayerShape shape,
                                   std::uint64_t seed);

// Bytes that make a set of weights cold: twice the last cache, at least 64 MiB.
std::size_t coldBytes();

// Not thread-safe.
class ProductTimer {
public:
    // All shapes have the same number of columns. The copies take at least `cold` bytes of memory.
    // Throws Error(InvalidArgument) for shapes that are empty or do not fit together.
    ProductTimer(quantizer::Scheme scheme, std::vector<quantizer::LayerShape> fused,
                 const RunContext& context, std::size_t cold = coldBytes());

    // At least `seconds` of calls in at least 7 rounds, each through a seventh of the copies (where
    // the last cache is large, going through all of them in each would take a second a call).
    // Throws Error(Cancelled).
    ProductTiming measure(std::int64_t batch, int threads, const RunContext& context,
                          double seconds = 0.05);

private:
    std::vector<PackedGroup> copies_;
};

} // namespace fracbit::backend
