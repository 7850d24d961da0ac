// Look-up tables of planar quantizers, generated at build time (generate_tables.cpp).
#pragma once

#ifndef FRACBIT_INSIDE_QUANTIZER
#error "private to engine/quantizer"
#endif

#include <cstdint>
#include <span>

namespace fracbit::quantizer {

// 2^bits pairs of fp16 numbers, as bits; static storage.
std::span<const std::uint16_t> vectorTable(int bits);  // VQ: 3 ... 12
std::span<const std::uint16_t> trellisTable(int bits); // TCQ and Half-TCQ: 9 ... 11

} // namespace fracbit::quantizer
