// What viterbi_step.cpp defines, once for each instruction set. Included behind base/one_target.h,
// or by Highway's foreach_target.h (viterbi_kernel.cpp); so without a guard. Private to the module.
#ifndef FRACBIT_INSIDE_QUANTIZER
#error "private to engine/quantizer"
#endif

#include "quantizer/trellis/search/viterbi_kernel.h"

#include <hwy/highway.h>

namespace fracbit::quantizer::HWY_NAMESPACE {

void runStep(ViterbiStep& step);
std::size_t bestCandidate(const ViterbiCandidates& candidates);
const char* targetName();

} // namespace fracbit::quantizer::HWY_NAMESPACE
