// Random numbers, the same everywhere but for gaussian(): its last bits are the C library's.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace fracbit {

// splitmix64 (Steele, Lea, Flood 2014): mixes a 64-bit value; also used to derive seeds.
constexpr std::uint64_t mix64(std::uint64_t x) {
    x += 0x9E3779B97F4A7C15ull;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ull;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBull;
    return x ^ (x >> 31);
}

// FNV-1a, for seeds derived from names. Not cryptographic.
constexpr std::uint64_t hashName(std::string_view name) {
    std::uint64_t hash = 0xCBF29CE484222325ull;
    for (const char c : name)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ull;
    return hash;
}

// A counter-based stream: the n-th number depends on the seed and n alone.
class Random {
public:
    explicit constexpr Random(std::uint64_t seed) : state_(mix64(seed)) {}

    constexpr std::uint64_t next() { return mix64(state_ + 0x9E3779B97F4A7C15ull * counter_++); }
    // Uniform in (0, 1): never 0 or 1.
    constexpr double uniform() {
        return (static_cast<double>(next() >> 12) + 0.5) * (1.0 / 4503599627370496.0);
    }
    // Uniform in [0, bound); the bias of at most bound / 2^64 is accepted.
    constexpr std::uint64_t below(std::uint64_t bound) {
        return static_cast<std::uint64_t>((static_cast<Wide>(next()) * bound) >> 64);
    }
    double gaussian(); // N(0, 1), Box-Muller

private:
    __extension__ using Wide = unsigned __int128;
    std::uint64_t state_;
    std::uint64_t counter_ = 0;
    double spare_ = 0;
    bool hasSpare_ = false;
};

void fillGaussian(std::span<float> values, std::uint64_t seed);

} // namespace fracbit
