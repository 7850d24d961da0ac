// Look-up tables of planar quantizers. Trained once (planar_kmeans.h) and kept in the source:
// training ends elsewhere where a compiler or a mathematics library rounds otherwise.
#pragma once

#ifndef FRACBIT_INSIDE_QUANTIZER
#error "private to engine/quantizer"
#endif

#include <cstdint>
#include <span>

namespace fracbit::quantizer {

// 2^bits pairs of fp16 numbers, as bits; static storage. Throw Error(Internal) for other sizes.
inline constexpr int kFirstVectorBits = 3, kLastVectorBits = 12;
inline constexpr int kFirstTrellisBits = 9, kLastTrellisBits = 11;
std::span<const std::uint16_t> vectorTable(int bits);  // VQ
std::span<const std::uint16_t> trellisTable(int bits); // TCQ and Half-TCQ

} // namespace fracbit::quantizer
