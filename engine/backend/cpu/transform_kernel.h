// The Hadamard transform in the instruction set of this machine. Internal to backend/cpu.
#pragma once

#include <cstdint>

namespace fracbit::backend {

// in o signs -> out, `size` numbers.
void applySigns(const float* in, const float* signs, float* out, std::int64_t size);
// values := H_size values for a power of two, not normalised.
void walshHadamard(float* values, std::int64_t size);
// out[i] := sum_k matrix[i][k] in[k], i, k < order, of rows of `width` numbers.
void mixRows(const float* matrix, std::int64_t order, const float* in, float* out,
             std::int64_t width);
void multiplyBy(float factor, float* values, std::int64_t size);

} // namespace fracbit::backend
