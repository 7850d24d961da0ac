// What this core's arithmetic allows at best: a count of the vector instructions that an algorithm
// cannot do without, over the measured number of them that a core completes in a second. Loads,
// stores, scalar instructions and waiting are not counted, so that no kernel reaches the limit.
#pragma once

#include "benchmark/cpu/vector_throughput.h"
#include "quantizer/scheme.h"

namespace fracbit::bench {

// Weights a second of finished tiles, one core; 0 where the search is no exact trellis search.
double encoderLimit(quantizer::Scheme scheme, const VectorThroughput& throughput);

// Weights a second of a product with one vector, one core, as the AVX-512 kernels do it; other
// instruction sets need more instructions. 0 where the kernel gathers from memory.
double productLimit(quantizer::Scheme scheme, const VectorThroughput& throughput);

} // namespace fracbit::bench
