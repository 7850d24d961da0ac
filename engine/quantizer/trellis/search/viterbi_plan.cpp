#include "quantizer/trellis/search/viterbi_plan.h"

#include <algorithm>

namespace fracbit::quantizer {

namespace {

std::vector<std::size_t> cutSections(const Trellis& trellis, const std::vector<std::size_t>& steps,
                                     std::size_t traced, int sectionBits) {
    std::vector<std::size_t> sections{traced};
    int bits = 0;
    for (std::size_t i = traced; i < steps.size(); ++i) {
        const int shift = trellis.shifts[steps[i]];
        if (bits > 0 && bits + shift > sectionBits) {
            sections.push_back(i);
            bits = 0;
        }
        bits += shift;
    }
    sections.push_back(steps.size());
    return sections;
}

} // namespace

ViterbiPlan::ViterbiPlan(const Trellis& trellis, std::size_t first, std::size_t n,
                         std::size_t traced, int sectionBits)
    : count(n) {
    const auto costsBefore = [&](std::size_t i) {
        return trellis.states() >> trellis.shiftBefore((first + i) % trellis.steps());
    };
    std::size_t slot = 0;
    for (std::size_t i = 0; i < count; ++i) {
        steps.push_back((first + i) % trellis.steps());
        slot = std::max(slot, costsBefore(i));
    }
    sections = cutSections(trellis, steps, traced, sectionBits);
    entries = 2 * slot;
    for (std::size_t i = 0; i <= count; ++i) {
        const bool kept = std::binary_search(sections.begin(), sections.end(), i);
        places.push_back(kept ? entries : i % 2 * slot);
        entries += kept ? costsBefore(i) : 0;
    }
}

} // namespace fracbit::quantizer
