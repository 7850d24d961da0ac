// How a quantized layer lies in device memory.
//
// A layer is cut into row tiles of 16 output rows; the codes of a row tile are one bit string of
// its tiles in the order of the input columns, most significant bit first, exactly as files store
// them. On the device the string is kept as 32-bit words whose most significant bit comes first,
// padded to a multiple of 16 bytes (codeWord(), rowWords()).
#pragma once

#include <cstddef>
#include <cstdint>

namespace fracbit_cuda {

inline constexpr int kTile = 16; // rows, and columns, of a tile

// How bits become weights. Scalar codes of up to 6 bits are pair codes, too: two neighbouring
// indices are one index into the table of all pairs.
enum class Code {
    Pair,       // an index of `indexBits` for two neighbouring weights; table: fp16 pairs
    Scalar,     // an index of `indexBits` (7 or 8) for a weight; table: an fp16 number a word
    Grouped,    // NormalFloat: tiles of 64 columns, 16 scales first, then indices row by row
    Trellis,    // bitshift trellis, two weights a step, hashed index of `indexBits` into pairs
    Computed,   // bitshift trellis, one weight a step, no table
    Polynomial, // the same, its values changed by a polynomial
};
const char* codeName(Code code);

// Codes whose values are computed from a sum of bytes (exllamav3's "mul1"), not looked up.
inline constexpr bool isComputed(Code code) {
    return code == Code::Computed || code == Code::Polynomial;
}
// Of that sum: x = (sum - mean) / kByteSumDeviation is the code's value, of about unit variance.
inline constexpr float kByteSumDeviation = 147.7f;
// What kernels decode to: y = (sum - mean) / kByteSumUnit, and for Polynomial, with another unit,
// y + third y^3 + fifth y^5.
inline constexpr float kByteSumUnit = 32;
inline constexpr float kPolynomialUnit = 64;

struct ComputedValue {
    float unit = 0;          // of what kernels decode to, in code values
    std::uint32_t third = 0; // fp16 numbers, in both halves of the word; Polynomial only
    std::uint32_t fifth = 0;
};

// Neighbouring tiles of the same size. Half-TCQ has two segments, everything else one.
struct Segment {
    std::uint32_t firstTile = 0;
    std::uint32_t tiles = 0;
    std::uint32_t firstBit = 0; // within the row tile's string
    std::uint32_t tileBits = 0;
};

struct WeightFormat {
    Code code = Code::Pair;
    int indexBits = 0;   // 0 for computed codes
    int stateBits = 16;  // of trellis codes
    ComputedValue value; // of computed codes
    int rows = 0;
    int columns = 0;
    int segmentCount = 1;
    Segment segments[2];

    int tileColumns() const { return code == Code::Grouped ? 4 * kTile : kTile; }
    int rowTiles() const { return (rows + kTile - 1) / kTile; }
    int tiles() const { return (columns + tileColumns() - 1) / tileColumns(); }
    std::size_t rowBits() const; // of a row tile's string
    std::size_t rowWords() const;
    std::size_t codeWords() const { return rowWords() * static_cast<std::size_t>(rowTiles()); }
    std::size_t tableWords() const;
};

// Word `index` of the device's form of a row tile's string of `size` bytes; zero beyond its end.
inline std::uint32_t codeWord(const std::byte* bytes, std::size_t size, std::size_t index) {
    std::uint32_t word = 0;
    for (std::size_t i = 4 * index; i < 4 * index + 4; ++i)
        word = (word << 8) | (i < size ? std::to_integer<std::uint32_t>(bytes[i]) : 0u);
    return word;
}

// A layer in device memory; all pointers are borrowed. A fused group is a layer whose row tiles are
// those of its parts, one part after the other.
struct DeviceWeights {
    WeightFormat format;
    const std::uint32_t* codes = nullptr; // 16-byte aligned
    const std::uint32_t* table = nullptr;
    // 16 rowTiles() factors of what kernels decode to; zero in the padding.
    const float* rowScales = nullptr;
};

// Inputs of a product: fp16, in the order in which the lanes of mma.m16n8k16 take the B operand, so
// that a lane loads the two words of a panel of 16 columns at once (PTX ISA, "Matrix fragments for
// mma.m16n8k16"). Columns are padded with zeros to a multiple of 64.
inline constexpr int paddedColumns(int columns) {
    return (columns + 63) / 64 * 64;
}
inline constexpr std::size_t inputHalves(int columns, int batch) {
    return static_cast<std::size_t>(paddedColumns(columns)) * static_cast<std::size_t>(batch);
}

} // namespace fracbit_cuda
