// Element types of stored tensors: plain ones and the block formats of GGUF.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace fracbit {

enum class DType {
    F64,
    F32,
    F16,
    BF16,
    I64,
    I32,
    I16,
    I8,
    U8,
    Bool,
    F8_E4M3, // sign, 4 bits of exponent, 3 of mantissa; no infinities (arXiv 2209.05433)
    F8_E5M2, // the upper half of an F16
    // GGUF block formats (a block is `blockElements` consecutive weights of one row)
    Q4_0,
    Q4_1,
    Q5_0,
    Q5_1,
    Q8_0,
    Q2_K,
    Q3_K,
    Q4_K,
    Q5_K,
    Q6_K,
    IQ4_NL,
    IQ4_XS,
    MXFP4,
};

// "F32", "Q4_K", ...: the formats' own spelling.
std::string_view dtypeName(DType type);
// Elements and bytes of one block; 1 element for plain types.
std::size_t blockElements(DType type);
std::size_t blockBytes(DType type);

float halfToFloat(std::uint16_t bits);
// Rounds to nearest, ties to even; overflow becomes infinity.
std::uint16_t floatToHalf(float value);
float bfloatToFloat(std::uint16_t bits);
float e4m3ToFloat(std::uint8_t bits);
// The scale of a block of MXFP4 weights, 2 to the power of bits - 127; 255 is no number (OCP
// Microscaling Formats, E8M0).
float e8m0ToFloat(std::uint8_t bits);
std::uint16_t floatToBfloat(float value);

} // namespace fracbit
