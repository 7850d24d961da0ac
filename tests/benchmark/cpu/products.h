// Products straight from packed bits, cold weights, one core and two, beside an fp16 product of the
// same shape.
#pragma once

#include "benchmark/cpu/vector_throughput.h"
#include "quantizer/quantizer.h"

#include <span>
#include <string>

namespace fracbit::bench {

void printProducts(std::span<const std::string> schemes, quantizer::LayerShape shape,
                   const VectorThroughput& throughput);

} // namespace fracbit::bench
