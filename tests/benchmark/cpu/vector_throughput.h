// How many vector instructions a second this core completes: what arithmetic limits are derived
// from (arithmetic.h).
#pragma once

#include <cstdint>

namespace fracbit::bench {

struct VectorThroughput {
    double floats = 0;      // a third multiply-adds, a third shifts, a third logic: instructions
    double shorts = 0;      // saturated subtraction and addition, product, minimum of 16-bit lanes
    std::int64_t lanes = 0; // 32-bit lanes of a vector
};
VectorThroughput measureVectorThroughput();

} // namespace fracbit::bench
