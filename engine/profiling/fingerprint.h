// Telling models apart without reading all of them.
#pragma once

#include "checkpoint/weight_source.h"

#include <string>

namespace fracbit::profiling {

// 16 hexadecimal digits from the name, shape, stored type and first and last row of every tensor:
// the same model gives the same digits, another one (a fine-tune, another quantization) different
// ones. Not proof against someone who wants a collision.
std::string modelFingerprint(const checkpoint::WeightSource& source);

} // namespace fracbit::profiling
