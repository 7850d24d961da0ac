#include "checkpoint/formats/ggml_blocks.h"

#include "base/error.h"

#include <array>
#include <cstdint>
#include <cstring>

namespace fracbit::checkpoint {

namespace {

// Layouts: ggml-common.h. Multi-byte fields are little-endian halves; everything else is bytes,
// so the structures have neither padding nor alignment.
struct Half {
    std::array<std::uint8_t, 2> bytes;
    float value() const {
        return halfToFloat(static_cast<std::uint16_t>(bytes[0] | (bytes[1] << 8)));
    }
};

// The 4-bit float of MXFP4: sign, 2 bits of exponent, 1 of mantissa.
float e2m1ToFloat(unsigned bits) {
    constexpr std::array<float, 8> kMagnitudes{0, 0.5f, 1, 1.5f, 2, 3, 4, 6};
    const float magnitude = kMagnitudes[bits & 7];
    return bits & 8 ? -magnitude : magnitude;
}

struct BlockQ4_0 {
    Half d;
    std::uint8_t qs[16];
    void decode(float* out) const {
        const float scale = d.value();
        for (int i = 0; i < 16; ++i) {
            out[i] = static_cast<float>((qs[i] & 15) - 8) * scale;
            out[i + 16] = static_cast<float>((qs[i] >> 4) - 8) * scale;
        }
    }
};

struct BlockQ4_1 {
    Half d;
    Half m;
    std::uint8_t qs[16];
    void decode(float* out) const {
        const float scale = d.value();
        const float offset = m.value();
        for (int i = 0; i < 16; ++i) {
            out[i] = static_cast<float>(qs[i] & 15) * scale + offset;
            out[i + 16] = static_cast<float>(qs[i] >> 4) * scale + offset;
        }
    }
};

std::uint32_t fifthBits(const std::uint8_t (&qh)[4]) {
    std::uint32_t bits = 0;
    std::memcpy(&bits, qh, sizeof(bits));
    return bits;
}

struct BlockQ5_0 {
    Half d;
    std::uint8_t qh[4];
    std::uint8_t qs[16];
    void decode(float* out) const {
        const float scale = d.value();
        const std::uint32_t high = fifthBits(qh);
        for (int i = 0; i < 16; ++i) {
            const int low = (qs[i] & 15) | static_cast<int>(((high >> i) & 1) << 4);
            const int top = (qs[i] >> 4) | static_cast<int>(((high >> (i + 16)) & 1) << 4);
            out[i] = static_cast<float>(low - 16) * scale;
            out[i + 16] = static_cast<float>(top - 16) * scale;
        }
    }
};

struct BlockQ5_1 {
    Half d;
    Half m;
    std::uint8_t qh[4];
    std::uint8_t qs[16];
    void decode(float* out) const {
        const float scale = d.value();
        const float offset = m.value();
        const std::uint32_t high = fifthBits(qh);
        for (int i = 0; i < 16; ++i) {
            const int low = (qs[i] & 15) | static_cast<int>(((high >> i) & 1) << 4);
            const int top = (qs[i] >> 4) | static_cast<int>(((high >> (i + 16)) & 1) << 4);
            out[i] = static_cast<float>(low) * scale + offset;
            out[i + 16] = static_cast<float>(top) * scale + offset;
        }
    }
};

struct BlockQ8_0 {
    Half d;
    std::int8_t qs[32];
    void decode(float* out) const {
        const float scale = d.value();
        for (int i = 0; i < 32; ++i)
            out[i] = static_cast<float>(qs[i]) * scale;
    }
};

// 16 sub-blocks of 16: the low half of a scale byte scales, the high half is the minimum.
struct BlockQ2_K {
    std::uint8_t scales[16];
    std::uint8_t qs[64];
    Half d;
    Half dmin;
    void decode(float* out) const {
        const float scale = d.value();
        const float minimum = dmin.value();
        for (int sub = 0; sub < 16; ++sub) {
            const float dl = scale * static_cast<float>(scales[sub] & 15);
            const float ml = minimum * static_cast<float>(scales[sub] >> 4);
            const std::uint8_t* q = qs + 32 * (sub / 8) + 16 * (sub % 2);
            const int shift = 2 * ((sub % 8) / 2);
            for (int i = 0; i < 16; ++i)
                out[16 * sub + i] = dl * static_cast<float>((q[i] >> shift) & 3) - ml;
        }
    }
};

// 16 scales of 6 bits in 12 bytes: 8 bytes of low nibbles, 4 of high pairs.
struct BlockQ3_K {
    std::uint8_t hmask[32];
    std::uint8_t qs[64];
    std::uint8_t scales[12];
    Half d;
    int subScale(int sub) const {
        const int low = sub < 8 ? scales[sub] & 15 : scales[sub - 8] >> 4;
        const int high = (scales[8 + sub % 4] >> (2 * (sub / 4))) & 3;
        return (low | (high << 4)) - 32;
    }
    void decode(float* out) const {
        const float scale = d.value();
        for (int sub = 0; sub < 16; ++sub) {
            const float dl = scale * static_cast<float>(subScale(sub));
            const std::uint8_t* q = qs + 32 * (sub / 8) + 16 * (sub % 2);
            const std::uint8_t* mask = hmask + 16 * (sub % 2);
            const int shift = 2 * ((sub % 8) / 2);
            const int plane = sub / 2;
            for (int i = 0; i < 16; ++i) {
                const int missing = ((mask[i] >> plane) & 1) ? 0 : 4;
                out[16 * sub + i] = dl * static_cast<float>(((q[i] >> shift) & 3) - missing);
            }
        }
    }
};

struct ScaleAndMinimum {
    int scale;
    int minimum;
};

// Q4_K and Q5_K: 8 scales and 8 minima of 6 bits in 12 bytes (get_scale_min_k4).
ScaleAndMinimum scaleAndMinimum(const std::uint8_t (&packed)[12], int sub) {
    if (sub < 4)
        return {packed[sub] & 63, packed[sub + 4] & 63};
    return {(packed[sub + 4] & 15) | ((packed[sub - 4] >> 6) << 4),
            (packed[sub + 4] >> 4) | ((packed[sub] >> 6) << 4)};
}

struct BlockQ4_K {
    Half d;
    Half dmin;
    std::uint8_t scales[12];
    std::uint8_t qs[128];
    void decode(float* out) const {
        const float scale = d.value();
        const float minimum = dmin.value();
        for (int sub = 0; sub < 8; ++sub) {
            const auto [s, m] = scaleAndMinimum(scales, sub);
            const float dl = scale * static_cast<float>(s);
            const float ml = minimum * static_cast<float>(m);
            const std::uint8_t* q = qs + 32 * (sub / 2);
            const int shift = 4 * (sub % 2);
            for (int i = 0; i < 32; ++i)
                out[32 * sub + i] = dl * static_cast<float>((q[i] >> shift) & 15) - ml;
        }
    }
};

struct BlockQ5_K {
    Half d;
    Half dmin;
    std::uint8_t scales[12];
    std::uint8_t qh[32];
    std::uint8_t qs[128];
    void decode(float* out) const {
        const float scale = d.value();
        const float minimum = dmin.value();
        for (int sub = 0; sub < 8; ++sub) {
            const auto [s, m] = scaleAndMinimum(scales, sub);
            const float dl = scale * static_cast<float>(s);
            const float ml = minimum * static_cast<float>(m);
            const std::uint8_t* q = qs + 32 * (sub / 2);
            const int shift = 4 * (sub % 2);
            for (int i = 0; i < 32; ++i) {
                const int value = ((q[i] >> shift) & 15) | (((qh[i] >> sub) & 1) << 4);
                out[32 * sub + i] = dl * static_cast<float>(value) - ml;
            }
        }
    }
};

struct BlockQ6_K {
    std::uint8_t ql[128];
    std::uint8_t qh[64];
    std::int8_t scales[16];
    Half d;
    void decode(float* out) const {
        const float scale = d.value();
        for (int sub = 0; sub < 16; ++sub) {
            const float dl = scale * static_cast<float>(scales[sub]);
            const int half = sub / 8;          // 128 weights each
            const int quarter = (sub % 8) / 2; // 32 weights each
            const int offset = 16 * (sub % 2);
            const std::uint8_t* low = ql + 64 * half + 32 * (quarter % 2) + offset;
            const std::uint8_t* high = qh + 32 * half + offset;
            const int lowShift = 4 * (quarter / 2);
            const int highShift = 2 * quarter;
            for (int i = 0; i < 16; ++i) {
                const int value = ((low[i] >> lowShift) & 15) | (((high[i] >> highShift) & 3) << 4);
                out[16 * sub + i] = dl * static_cast<float>(value - 32);
            }
        }
    }
};

// kvalues_iq4nl of ggml-common.h.
constexpr std::array<std::int8_t, 16> kNonLinear{-127, -104, -83, -65, -49, -35, -22, -10,
                                                 1,    13,   25,  38,  53,  69,  89,  113};

void decodeNonLinear(const std::uint8_t* qs, float scale, float* out) {
    for (int i = 0; i < 16; ++i) {
        out[i] = scale * static_cast<float>(kNonLinear[qs[i] & 15]);
        out[i + 16] = scale * static_cast<float>(kNonLinear[qs[i] >> 4]);
    }
}

struct BlockMXFP4 {
    std::uint8_t e;
    std::uint8_t qs[16];
    void decode(float* out) const {
        const float scale = e8m0ToFloat(e);
        for (int i = 0; i < 16; ++i) {
            out[i] = e2m1ToFloat(qs[i] & 15) * scale;
            out[i + 16] = e2m1ToFloat(qs[i] >> 4) * scale;
        }
    }
};

struct BlockIQ4_NL {
    Half d;
    std::uint8_t qs[16];
    void decode(float* out) const { decodeNonLinear(qs, d.value(), out); }
};

struct BlockIQ4_XS {
    Half d;
    std::uint8_t scalesHigh[2];
    std::uint8_t scalesLow[4];
    std::uint8_t qs[128];
    void decode(float* out) const {
        const float scale = d.value();
        for (int sub = 0; sub < 8; ++sub) {
            const int low = (scalesLow[sub / 2] >> (4 * (sub % 2))) & 15;
            const int high = (scalesHigh[sub / 4] >> (2 * (sub % 4))) & 3;
            const float dl = scale * static_cast<float>((low | (high << 4)) - 32);
            decodeNonLinear(qs + 16 * sub, dl, out + 32 * sub);
        }
    }
};

template <typename Block>
void decodeAll(DType type, std::span<const std::byte> blocks, std::span<float> out) {
    static_assert(alignof(Block) == 1);
    const std::size_t elements = blockElements(type);
    const std::size_t count = blocks.size() / sizeof(Block);
    if (sizeof(Block) != blockBytes(type) || count * elements != out.size())
        throw Error(ErrorCode::Internal, "de-quantization into a buffer of another size");
    for (std::size_t i = 0; i < count; ++i) {
        Block block;
        std::memcpy(&block, blocks.data() + i * sizeof(Block), sizeof(Block));
        block.decode(out.data() + i * elements);
    }
}

} // namespace

void dequantizeMxfp4(std::span<const std::byte> pairs, std::span<const std::byte> scales,
                     std::span<float> out) {
    constexpr std::size_t kBlock = 32;
    for (std::size_t i = 0; i < out.size(); i += 2) {
        const float scale = e8m0ToFloat(std::to_integer<std::uint8_t>(scales[i / kBlock]));
        const auto pair = std::to_integer<unsigned>(pairs[i / 2]);
        out[i] = e2m1ToFloat(pair & 15) * scale;
        out[i + 1] = e2m1ToFloat(pair >> 4) * scale;
    }
}

void dequantizeBlocks(DType type, std::span<const std::byte> blocks, std::span<float> out) {
    switch (type) {
    case DType::Q4_0:
        return decodeAll<BlockQ4_0>(type, blocks, out);
    case DType::Q4_1:
        return decodeAll<BlockQ4_1>(type, blocks, out);
    case DType::Q5_0:
        return decodeAll<BlockQ5_0>(type, blocks, out);
    case DType::Q5_1:
        return decodeAll<BlockQ5_1>(type, blocks, out);
    case DType::Q8_0:
        return decodeAll<BlockQ8_0>(type, blocks, out);
    case DType::Q2_K:
        return decodeAll<BlockQ2_K>(type, blocks, out);
    case DType::Q3_K:
        return decodeAll<BlockQ3_K>(type, blocks, out);
    case DType::Q4_K:
        return decodeAll<BlockQ4_K>(type, blocks, out);
    case DType::Q5_K:
        return decodeAll<BlockQ5_K>(type, blocks, out);
    case DType::Q6_K:
        return decodeAll<BlockQ6_K>(type, blocks, out);
    case DType::IQ4_NL:
        return decodeAll<BlockIQ4_NL>(type, blocks, out);
    case DType::IQ4_XS:
        return decodeAll<BlockIQ4_XS>(type, blocks, out);
    case DType::MXFP4:
        return decodeAll<BlockMXFP4>(type, blocks, out);
    default:
        throw Error(ErrorCode::Internal, std::string(dtypeName(type)) + " is not a block format");
    }
}

} // namespace fracbit::checkpoint
