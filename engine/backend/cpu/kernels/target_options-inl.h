// Included behind every HWY_BEFORE_NAMESPACE() of the kernels (so without a guard). Highway 1.0.3
// looks for VNNI before it chooses AVX3_DL, but does not tell GCC that it may use it.
#ifndef FRACBIT_INSIDE_BACKEND
#error "private to engine/backend"
#endif

#if HWY_ARCH_X86 && HWY_TARGET == HWY_AVX3_DL && HWY_COMPILER_GCC && !HWY_COMPILER_CLANG
#pragma GCC target("avx512vnni")
#endif
