// Runs a check once for every instruction set that kernels were compiled for and this processor
// has.
#pragma once

#define HWY_WANT_AVX3_DL // as the kernels have it; otherwise Highway does not know of that set
#include <hwy/targets.h>

#include <functional>

namespace fracbit::tests {

static_assert(!HWY_ARCH_X86 || (HWY_TARGETS & HWY_AVX3_DL) != 0,
              "include this before other headers of Highway");

inline void forEachInstructionSet(const std::function<void(const char* name)>& check) {
    for (const auto target : hwy::SupportedAndGeneratedTargets()) {
        hwy::SetSupportedTargetsForTest(target);
        check(hwy::TargetName(target));
    }
    hwy::SetSupportedTargetsForTest(0);
}

} // namespace fracbit::tests
