#include "quantizer/trellis/search/viterbi_reference.h"

#include <algorithm>
#include <limits>

namespace fracbit::quantizer {

namespace {

double distance(const TrellisCode& code, std::size_t state, std::span<const float> target) {
    double sum = 0;
    for (std::size_t i = 0; i < target.size(); ++i) {
        const double difference =
            static_cast<double>(target[i]) - code.points[state * target.size() + i];
        sum += difference * difference;
    }
    return sum;
}

std::span<const float> targetOf(const Trellis& trellis, std::span<const float> targets,
                                std::size_t step) {
    const auto dimensions = static_cast<std::size_t>(trellis.dimensions);
    return targets.subspan(step * dimensions, dimensions);
}

struct Survivor {
    std::vector<double> cost;             // of the best path into each overlap after a step
    std::vector<std::uint16_t> lastState; // of that path
};

// cost[g] over the overlaps before a step -> over the overlaps after it.
Survivor advance(const Trellis& trellis, const TrellisCode& code, std::span<const float> target,
                 const std::vector<double>& cost, std::size_t step) {
    const int before = trellis.shiftBefore(step);
    const std::size_t overlaps = trellis.overlapsAfter(step);
    Survivor next{std::vector<double>(overlaps, std::numeric_limits<double>::infinity()),
                  std::vector<std::uint16_t>(overlaps)};
    for (std::size_t state = 0; state < trellis.states(); ++state) {
        const double candidate = cost[state >> before] + distance(code, state, target);
        const std::size_t overlap = state % overlaps; // the bits the next state shares
        if (candidate < next.cost[overlap]) {
            next.cost[overlap] = candidate;
            next.lastState[overlap] = static_cast<std::uint16_t>(state);
        }
    }
    return next;
}

} // namespace

std::vector<std::uint16_t> viterbiReference(const Trellis& trellis, const TrellisCode& code,
                                            std::span<const float> targets, std::size_t first,
                                            std::size_t count,
                                            std::optional<std::uint32_t> overlap) {
    std::vector<double> cost(trellis.states() >> trellis.shiftBefore(first), 0.0);
    if (overlap) {
        std::fill(cost.begin(), cost.end(), std::numeric_limits<double>::infinity());
        cost[*overlap] = 0;
    }
    std::vector<Survivor> survivors;
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t step = (first + i) % trellis.steps();
        survivors.push_back(advance(trellis, code, targetOf(trellis, targets, step), cost, step));
        cost = survivors.back().cost;
    }
    std::size_t end =
        overlap
            ? *overlap
            : static_cast<std::size_t>(std::min_element(cost.begin(), cost.end()) - cost.begin());
    std::vector<std::uint16_t> states(count);
    for (std::size_t i = count; i-- > 0;) {
        states[i] = survivors[i].lastState[end];
        end = states[i] >> trellis.shiftBefore((first + i) % trellis.steps());
    }
    return states;
}

std::vector<std::uint16_t> encodeTileReference(const Trellis& trellis, const TrellisCode& code,
                                               std::span<const float> targets) {
    const std::size_t half = trellis.steps() / 2;
    const auto rotated = viterbiReference(trellis, code, targets, half, trellis.steps());
    const std::uint32_t overlap =
        static_cast<std::uint32_t>(rotated[trellis.steps() - half]) >> trellis.shiftBefore(0);
    return viterbiReference(trellis, code, targets, 0, trellis.steps(), overlap);
}

double pathError(const Trellis& trellis, const TrellisCode& code, std::span<const float> targets,
                 std::span<const std::uint16_t> states) {
    double sum = 0;
    for (std::size_t step = 0; step < states.size(); ++step)
        sum += distance(code, states[step], targetOf(trellis, targets, step));
    return sum;
}

bool isTailBiting(const Trellis& trellis, std::span<const std::uint16_t> states) {
    for (std::size_t step = 0; step < states.size(); ++step) {
        const std::size_t next = (step + 1) % states.size();
        const std::size_t overlaps = trellis.overlapsAfter(step);
        if (states[step] % overlaps !=
            static_cast<std::size_t>(states[next]) >> trellis.shifts[step])
            return false;
    }
    return true;
}

} // namespace fracbit::quantizer
