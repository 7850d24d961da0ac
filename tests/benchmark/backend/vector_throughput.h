// How many vector instructions a second this core completes: what arithmetic limits are derived
// from.
#pragma once

#include <cstdint>

namespace fracbit::bench {

struct VectorThroughput {
    double perSecond = 0;   // instructions: a third multiply-adds, a third shifts, a third logic
    std::int64_t lanes = 0; // 32-bit lanes of a vector
};
VectorThroughput measureVectorThroughput();

} // namespace fracbit::bench
