#include "quantizer/trellis/search/viterbi_kernel.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "quantizer/trellis/search/viterbi_kernel.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "quantizer/trellis/search/viterbi_targets.h"

#if HWY_ONCE
namespace fracbit::quantizer {

HWY_EXPORT(runStep);
HWY_EXPORT(bestCandidate);
HWY_EXPORT(targetName);

void runViterbiStep(ViterbiStep& step) {
    HWY_DYNAMIC_DISPATCH(runStep)(step);
}

std::size_t bestViterbiCandidate(const ViterbiCandidates& candidates) {
    return HWY_DYNAMIC_DISPATCH(bestCandidate)(candidates);
}

const char* viterbiTargetName() {
    return HWY_DYNAMIC_DISPATCH(targetName)();
}

} // namespace fracbit::quantizer
#endif
