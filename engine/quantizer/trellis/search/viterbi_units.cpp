#include "quantizer/trellis/search/viterbi_units.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace fracbit::quantizer {

namespace {

constexpr double kLargestTarget = 32000; // in units of the kernel: leaves room for rounding
constexpr double kUnitsPerStep = 5;      // least typical error of a step, in cost units
constexpr int kMostDoublings = 4;        // that the kernel knows

// Where differences are doubled before they are squared, they saturate from this part of the range
// on. Six tenths of it may be used up by the distance of a target from the nearest point: beyond
// the range all states would look alike, and an outlier would be lost.
double farthest(int doublings) {
    return 0.6 / (1 << doublings);
}

// How far targets may exceed the code's largest point before they are clipped, as a factor: one
// that is clipped too early is traded away against its neighbours.
double headroom(int doublings) {
    constexpr double kMost = 1.4;
    return std::min(kMost, 1 / (1 - farthest(doublings)));
}

// Half of the largest distance between neighbouring numbers.
float halfGap(std::vector<float> numbers) {
    std::sort(numbers.begin(), numbers.end());
    float gap = 0;
    for (std::size_t i = 1; i < numbers.size(); ++i)
        gap = std::max(gap, numbers[i] - numbers[i - 1]);
    return gap / 2;
}

} // namespace

std::int16_t ViterbiUnits::ofPoint(float component) const {
    return static_cast<std::int16_t>(std::lrint(component * perUnit));
}

std::int16_t ViterbiUnits::ofTarget(float target) const {
    return ofPoint(std::clamp(target, lowest, highest));
}

ViterbiUnits viterbiUnits(const TrellisCode& code, double bitsPerWeight) {
    int doublings = 0;
    const auto [least, most] = std::minmax_element(code.points.begin(), code.points.end());
    const double largest = std::max(-*least, *most);
    const double gap = halfGap(code.points) / largest;
    const double typical = code.dimensions * std::exp2(-2 * bitsPerWeight);
    const auto unitsPerStep = [&] { // squares are taken by vpmulhrsw, which divides by 2^15
        const double perSquare = kLargestTarget / (headroom(doublings) * largest);
        return typical * perSquare * perSquare * std::pow(4, doublings) / 32768;
    };
    const auto bridgesGaps = [&](int more) { return gap < headroom(more) * farthest(more); };
    while (unitsPerStep() < kUnitsPerStep && doublings < kMostDoublings &&
           bridgesGaps(doublings + 1))
        ++doublings;
    const double margin = (headroom(doublings) - 1) * largest;
    return {static_cast<float>(*least - margin), static_cast<float>(*most + margin),
            static_cast<float>(kLargestTarget / (headroom(doublings) * largest)), doublings};
}

} // namespace fracbit::quantizer
