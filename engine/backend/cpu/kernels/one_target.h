// Compiles a file for one instruction set, FRACBIT_KERNEL_TARGET, in place of Highway's
// foreach_target.h, which compiles it for all of them in one go: kernels are unrolled whole, and a
// compiler needs 400 MB for those of one code and one instruction set
// (engine/backend/CMakeLists.txt makes a library of each). Included first.
#pragma once

#ifndef FRACBIT_INSIDE_BACKEND
#error "private to engine/backend"
#endif

#include <hwy/detect_targets.h>

#undef HWY_TARGET
#define HWY_TARGET FRACBIT_KERNEL_TARGET
#include <hwy/highway.h>
