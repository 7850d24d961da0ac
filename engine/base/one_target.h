// Compiles a file for one instruction set, FRACBIT_KERNEL_TARGET, in place of Highway's
// foreach_target.h, which compiles it for all of them in one go
// (packaging/cmake/FracbitSimd.cmake). Included first, by implementation files alone.
#pragma once

#include <hwy/detect_targets.h>

#undef HWY_TARGET
#define HWY_TARGET FRACBIT_KERNEL_TARGET
#include <hwy/highway.h>
