// Telling models apart without reading all of them.
#pragma once

#include "checkpoint/weight_source.h"
#include "profiling/sample.h"

#include <string>

namespace fracbit::profiling {

// 16 hexadecimal digits from the name, shape, stored type and first and last row of every tensor:
// the same model gives the same digits, another one (a fine-tune, another quantization) different
// ones. Not proof against someone who wants a collision.
std::string modelFingerprint(const checkpoint::WeightSource& source);

// The same for a piece of work: a method applied to a model and a sample with a seed.
std::string workFingerprint(const std::string& method, const checkpoint::WeightSource& source,
                            const Sample& sample, std::uint64_t seed);

} // namespace fracbit::profiling
