// Nearest levels and points, with the engine's rounding and its choice between equals.
#pragma once

#include "kernels/machine.h"

#include <cstddef>

namespace fracbit_cuda {

struct NearestArguments {
    const float* values; // count numbers, or count pairs
    std::size_t count;
    const float* codebook; // thresholds, ascending; or points, two numbers each
    int entries;
    std::uint16_t* indices;
};

FRACBIT_DEVICE const float* shareCodebook(const NearestArguments& arguments, int numbers) {
    auto* shared = reinterpret_cast<float*>(machine::sharedMemory());
    for (int i = machine::threadIndex(); i < numbers; i += machine::threadCount())
        shared[i] = arguments.codebook[i];
    machine::syncThreads();
    return shared;
}

// How many thresholds are not above the value: those on it count.
FRACBIT_DEVICE int cellOf(float value, const float* thresholds, int count) {
    int low = 0;
    for (int size = count; size > 0;) {
        const int half = size / 2;
        const bool above = !(value < thresholds[low + half]);
        low = above ? low + half + 1 : low;
        size = above ? size - half - 1 : half;
    }
    return low;
}

FRACBIT_DEVICE int nearestPoint(float x, float y, const float* points, int count) {
    float best = 3e38f;
    int nearest = 0;
    for (int i = 0; i < count; ++i) {
        const float dx = machine::addExactly(points[2 * i], -x);
        const float dy = machine::addExactly(points[2 * i + 1], -y);
        const float distance =
            machine::addExactly(machine::multiplyExactly(dx, dx), machine::multiplyExactly(dy, dy));
        if (distance < best) {
            best = distance;
            nearest = i;
        }
    }
    return nearest;
}

// Threads take values in turn: indices[i] = indexOf(i).
template <class IndexOf>
FRACBIT_DEVICE void findAll(const NearestArguments& arguments, const IndexOf& indexOf) {
    const auto stride = static_cast<std::size_t>(machine::threadCount()) *
                        static_cast<std::size_t>(machine::blockCount());
    for (std::size_t i = static_cast<std::size_t>(machine::blockIndex()) *
                             static_cast<std::size_t>(machine::threadCount()) +
                         static_cast<std::size_t>(machine::threadIndex());
         i < arguments.count; i += stride)
        arguments.indices[i] = static_cast<std::uint16_t>(indexOf(i));
}

// Shared memory: the codebook.
FRACBIT_DEVICE void findLevels(const NearestArguments& arguments) {
    const float* thresholds = shareCodebook(arguments, arguments.entries);
    findAll(arguments, [&](std::size_t i) {
        return cellOf(arguments.values[i], thresholds, arguments.entries);
    });
}

FRACBIT_DEVICE void findPoints(const NearestArguments& arguments) {
    const float* points = shareCodebook(arguments, 2 * arguments.entries);
    findAll(arguments, [&](std::size_t i) {
        return nearestPoint(arguments.values[2 * i], arguments.values[2 * i + 1], points,
                            arguments.entries);
    });
}

} // namespace fracbit_cuda
