#include "tensor/dtype.h"

#include "base/error.h"

#include <array>
#include <bit>

namespace fracbit {

namespace {

struct Traits {
    DType type;
    std::string_view name;
    std::size_t elements;
    std::size_t bytes;
};

// Block sizes: ggml's type traits (GGUF specification).
constexpr std::array kTraits{
    Traits{DType::F64, "F64", 1, 8},         Traits{DType::F32, "F32", 1, 4},
    Traits{DType::F16, "F16", 1, 2},         Traits{DType::BF16, "BF16", 1, 2},
    Traits{DType::I64, "I64", 1, 8},         Traits{DType::I32, "I32", 1, 4},
    Traits{DType::I16, "I16", 1, 2},         Traits{DType::I8, "I8", 1, 1},
    Traits{DType::U8, "U8", 1, 1},           Traits{DType::Bool, "BOOL", 1, 1},
    Traits{DType::F8_E4M3, "F8_E4M3", 1, 1}, Traits{DType::F8_E5M2, "F8_E5M2", 1, 1},
    Traits{DType::Q4_0, "Q4_0", 32, 18},     Traits{DType::Q4_1, "Q4_1", 32, 20},
    Traits{DType::Q5_0, "Q5_0", 32, 22},     Traits{DType::Q5_1, "Q5_1", 32, 24},
    Traits{DType::Q8_0, "Q8_0", 32, 34},     Traits{DType::Q2_K, "Q2_K", 256, 84},
    Traits{DType::Q3_K, "Q3_K", 256, 110},   Traits{DType::Q4_K, "Q4_K", 256, 144},
    Traits{DType::Q5_K, "Q5_K", 256, 176},   Traits{DType::Q6_K, "Q6_K", 256, 210},
    Traits{DType::IQ4_NL, "IQ4_NL", 32, 18}, Traits{DType::IQ4_XS, "IQ4_XS", 256, 136},
    Traits{DType::MXFP4, "MXFP4", 32, 17},
};

const Traits& traits(DType type) {
    for (const Traits& entry : kTraits)
        if (entry.type == type)
            return entry;
    throw Error(ErrorCode::Internal, "unknown element type");
}

} // namespace

std::string_view dtypeName(DType type) {
    return traits(type).name;
}
std::size_t blockElements(DType type) {
    return traits(type).elements;
}
std::size_t blockBytes(DType type) {
    return traits(type).bytes;
}

float halfToFloat(std::uint16_t bits) {
    const std::uint32_t sign = (bits & 0x8000u) << 16;
    const std::uint32_t magnitude = bits & 0x7FFFu;
    if (magnitude >= 0x7C00u) // infinity, NaN
        return std::bit_cast<float>(sign | 0x7F800000u | (magnitude << 13));
    if (magnitude >= 0x0400u)
        return std::bit_cast<float>(sign | ((magnitude << 13) + 0x38000000u));
    const float subnormal = static_cast<float>(magnitude) * 0x1p-24f;
    return sign ? -subnormal : subnormal;
}

std::uint16_t floatToHalf(float value) {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    const auto sign = static_cast<std::uint16_t>((bits >> 16) & 0x8000u);
    const std::uint32_t magnitude = bits & 0x7FFFFFFFu;
    if (magnitude > 0x7F800000u)
        return static_cast<std::uint16_t>(sign | 0x7E00u);
    if (magnitude >= 0x477FF000u) // rounds past 65504
        return static_cast<std::uint16_t>(sign | 0x7C00u);
    if (magnitude < 0x38800000u) { // subnormal half: adding 0.5 rounds in the last place we keep
        const float shifted = std::bit_cast<float>(magnitude) + 0.5f;
        return static_cast<std::uint16_t>(sign |
                                          (std::bit_cast<std::uint32_t>(shifted) - 0x3F000000u));
    }
    const std::uint32_t rounded = magnitude + 0xFFFu + ((magnitude >> 13) & 1u);
    return static_cast<std::uint16_t>(sign | ((rounded - 0x38000000u) >> 13));
}

float bfloatToFloat(std::uint16_t bits) {
    return std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16);
}

float e4m3ToFloat(std::uint8_t bits) {
    const std::uint32_t sign = (bits & 0x80u) << 24;
    const std::uint32_t magnitude = bits & 0x7Fu;
    if (magnitude == 0x7Fu)
        return std::bit_cast<float>(sign | 0x7FC00000u); // NaN
    if (magnitude >= 0x08u)                              // the exponents' biases differ by 120
        return std::bit_cast<float>(sign | ((magnitude << 20) + (120u << 23)));
    const float subnormal = static_cast<float>(magnitude) * 0x1p-9f;
    return sign ? -subnormal : subnormal;
}

float e8m0ToFloat(std::uint8_t bits) {
    if (bits == 0xFFu)
        return std::bit_cast<float>(0x7FC00000u);
    return bits ? std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 23) : 0x1p-127f;
}

std::uint16_t floatToBfloat(float value) {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    if ((bits & 0x7FFFFFFFu) > 0x7F800000u)
        return static_cast<std::uint16_t>((bits >> 16) | 0x40u);
    return static_cast<std::uint16_t>((bits + 0x7FFFu + ((bits >> 16) & 1u)) >> 16);
}

} // namespace fracbit
