// Reading bit strings, most significant bit first.
#pragma once

#include "kernels/machine.h"

#include <cstdint>

namespace fracbit_cuda {

// Words of a bit string in a ring buffer (`mask` + 1 words, a power of two) or, with all mask bits
// set, in plain memory. Reading beyond the string's end yields bits that mean nothing.
struct BitString {
    const std::uint32_t* words;
    std::uint32_t mask;

    FRACBIT_HOST_DEVICE std::uint32_t word(std::uint32_t index) const {
        return words[index & mask];
    }
};

// 64 bits of a string, the first one on top.
struct Window {
    std::uint32_t high;
    std::uint32_t low;

    // Drops the first `bits`, from 0 to 31.
    FRACBIT_DEVICE void advance(int bits) {
        high = machine::funnelLeft(high, low, bits);
        low <<= bits;
    }
    // The first `bits`, from 1 to 31.
    FRACBIT_DEVICE std::uint32_t first(int bits) const { return high >> (32 - bits); }
};

FRACBIT_DEVICE Window windowAt(BitString string, std::uint32_t bit) {
    const std::uint32_t index = bit / 32;
    const std::uint32_t middle = string.word(index + 1);
    const int shift = static_cast<int>(bit % 32);
    return {machine::funnelLeft(string.word(index), middle, shift),
            machine::funnelLeft(middle, string.word(index + 2), shift)};
}

// The 32 bits at any position.
FRACBIT_DEVICE std::uint32_t wordAt(BitString string, std::uint32_t bit) {
    return machine::funnelLeft(string.word(bit / 32), string.word(bit / 32 + 1),
                               static_cast<int>(bit % 32));
}

// A window of a circular string: after `keep` bits (1 ... 63) the string begins again with the bits
// of `head`. For windows that end before, keep is 63, and only their last bit is lost.
FRACBIT_DEVICE Window wrapped(Window window, std::uint32_t head, int keep) {
    const std::uint64_t bits = (static_cast<std::uint64_t>(window.high) << 32) | window.low;
    const std::uint64_t kept = bits & (~std::uint64_t{0} << (64 - keep));
    const std::uint64_t both = kept | ((static_cast<std::uint64_t>(head) << 32) >> keep);
    return {static_cast<std::uint32_t>(both >> 32), static_cast<std::uint32_t>(both)};
}

} // namespace fracbit_cuda
