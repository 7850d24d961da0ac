// The search kernels, compiled once for each instruction set; viterbi_kernel.cpp chooses among
// them.
#include "base/one_target.h"

#include "quantizer/trellis/search/viterbi_step-inl.h"
#include "quantizer/trellis/search/viterbi_targets.h"

HWY_BEFORE_NAMESPACE();
namespace fracbit::quantizer::HWY_NAMESPACE {

template <int kDoublings>
void runDoublings(ViterbiStep& step) {
    step.dimensions == 1 ? runDimensions<OneDimension, kDoublings>(step)
                         : runDimensions<TwoDimensions, kDoublings>(step);
}

void runStep(ViterbiStep& step) {
    switch (step.doublings) {
    case 0:
        return runDoublings<0>(step);
    case 1:
        return runDoublings<1>(step);
    case 2:
        return runDoublings<2>(step);
    case 3:
        return runDoublings<3>(step);
    default:
        return runDoublings<4>(step);
    }
}

template <int kDoublings>
V16 errorsOf(const ViterbiCandidates& candidates, std::size_t first) {
    const DS16 ds;
    V16 error = hn::Zero(D16());
    for (int c = 0; c < candidates.dimensions; ++c) {
        const std::int16_t* points =
            candidates.points + static_cast<std::size_t>(c) * candidates.count + first;
        const VS16 target = hn::Set(ds, candidates.target[c]);
        error = hn::SaturatedAdd(
            error, squared<kDoublings>(hn::SaturatedSub(target, hn::LoadU(ds, points))));
    }
    return error;
}

template <int kDoublings>
std::size_t bestOf(const ViterbiCandidates& candidates) {
    const D16 d;
    const auto costs = [&](std::size_t first) {
        return hn::SaturatedAdd(hn::LoadU(d, candidates.before + first),
                                errorsOf<kDoublings>(candidates, first));
    };
    V16 least = hn::Set(d, std::uint16_t{0xFFFF});
    for (std::size_t i = 0; i < candidates.count; i += hn::Lanes(d))
        least = hn::Min(least, costs(i));
    least = hn::Set(d, hn::GetLane(hn::MinOfLanes(d, least)));
    for (std::size_t i = 0;; i += hn::Lanes(d)) {
        const auto found = hn::Eq(costs(i), least);
        if (!hn::AllFalse(d, found))
            return i + static_cast<std::size_t>(hn::FindFirstTrue(d, found));
    }
}

std::size_t bestCandidate(const ViterbiCandidates& candidates) {
    switch (candidates.doublings) {
    case 0:
        return bestOf<0>(candidates);
    case 1:
        return bestOf<1>(candidates);
    case 2:
        return bestOf<2>(candidates);
    case 3:
        return bestOf<3>(candidates);
    default:
        return bestOf<4>(candidates);
    }
}

const char* targetName() {
    return hwy::TargetName(HWY_TARGET);
}

} // namespace fracbit::quantizer::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
