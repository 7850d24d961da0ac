// Encoders: finished weights a second, one core and two.
#pragma once

#include "benchmark/cpu/vector_throughput.h"

#include <span>
#include <string>

namespace fracbit::bench {

void printEncoders(std::span<const std::string> schemes, const VectorThroughput& throughput);

} // namespace fracbit::bench
