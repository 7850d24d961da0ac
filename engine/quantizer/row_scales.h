// The scale of every row of a layer.
#pragma once

#include "base/progress.h"
#include "tensor/tensor.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace fracbit::quantizer {

// Divides every row by its scale, factor(row) times its rms, rounded to fp16; rows of zeros (or of
// less than fp16 can tell from zero) become zeros. Returns the scales as fp16 bits. Throws
// Error(InvalidFile) naming `name` when a weight is not finite or a scale exceeds fp16.
std::vector<std::uint16_t> normaliseRows(Tensor& rotated, const std::string& name,
                                         const RunContext& context,
                                         const std::function<double(std::int64_t)>& factor);

} // namespace fracbit::quantizer
