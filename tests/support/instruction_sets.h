// Runs a check once for every instruction set that kernels were compiled for and this processor
// has.
#pragma once

#include <hwy/targets.h>

#include <functional>

namespace fracbit::tests {

inline void forEachInstructionSet(const std::function<void(const char* name)>& check) {
    for (const auto target : hwy::SupportedAndGeneratedTargets()) {
        hwy::SetSupportedTargetsForTest(target);
        check(hwy::TargetName(target));
    }
    hwy::SetSupportedTargetsForTest(0);
}

} // namespace fracbit::tests
