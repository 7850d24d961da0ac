// Bit strings, most significant bit first.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace fracbit::quantizer {

// Writes the low `count` (at most 32) bits of `value` at bit position `bit`, leaving others alone.
inline void putBits(std::span<std::byte> bytes, std::size_t bit, std::uint32_t value, int count) {
    while (count > 0) {
        const int offset = static_cast<int>(bit % 8);
        const int taken = count < 8 - offset ? count : 8 - offset;
        const int shift = 8 - offset - taken;
        const auto mask = static_cast<std::uint32_t>(((1u << taken) - 1) << shift);
        const std::uint32_t piece = (value >> (count - taken)) << shift;
        std::byte& target = bytes[bit / 8];
        target = (target & static_cast<std::byte>(~mask)) | static_cast<std::byte>(piece & mask);
        bit += static_cast<std::size_t>(taken);
        count -= taken;
    }
}

// Reads `count` (at most 32) bits at bit position `bit`.
inline std::uint32_t getBits(std::span<const std::byte> bytes, std::size_t bit, int count) {
    std::uint64_t value = 0;
    int have = 0;
    for (std::size_t byte = bit / 8; have < count + static_cast<int>(bit % 8); ++byte, have += 8)
        value = (value << 8) | std::to_integer<std::uint64_t>(bytes[byte]);
    const int surplus = have - count - static_cast<int>(bit % 8);
    return static_cast<std::uint32_t>((value >> surplus) & ((std::uint64_t{1} << count) - 1));
}

} // namespace fracbit::quantizer
