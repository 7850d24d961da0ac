// How packed weights lie in memory at run time, and what turns them into numbers. Internal to
// backend/cpu.
//
// A *block* is 64 rows x 64 columns: 4 x 4 tiles of 16 x 16 weights, each tile with exactly the
// bits that it has in the file (engine/packed/FORMAT.md), read as 32-bit words, most significant
// bit first. The words of the 16 tiles are interleaved: word j of tile (row tile a, panel b) is
// element 16 j + 4 a + b. A vector thus holds the same word of 16 tiles, all of which are decoded
// in step with shifts that are the same in every lane; lane 4 a + b multiplies columns of panel b
// and adds up for rows of row tile a. No bit is added but for padding to whole blocks and, where a
// tile is not a multiple of 32 bits (rates that are no multiple of 1/8), to whole words.
#pragma once

#include "backend/cpu/aligned_buffer.h"

#include <cstdint>
#include <vector>

namespace fracbit::backend {

inline constexpr std::int64_t kBlockTiles = 4; // along either side
inline constexpr std::int64_t kBlockSide = 64; // rows, and columns
inline constexpr std::size_t kLanes = 16;      // tiles of a block
inline constexpr std::size_t kTileSide = 16;
inline constexpr std::size_t kBlockSums = kTileSide * kLanes; // partial sums: [row of tile][lane]
inline constexpr std::size_t kBlockWeights = kTileSide * kTileSide * kLanes;

enum class CodeKind {
    Scalar,            // index -> a weight
    Planar,            // index -> two neighbouring weights
    ComputedTrellis,   // 16-bit state -> a weight, computed
    ShortTrellis,      // likewise from a 14-bit state; `places` lists steps in any case
    PolynomialTrellis, // likewise from 16 bits; `table` has the coefficients of x, x^3, x^5
    TableTrellis,      // 16-bit state -> two neighbouring weights, from a table
};

// Where the state of a trellis step begins: in the word at `offset` (kLanes times its number),
// behind `shift` bits; it may go on in the next word. The words of the last unit of steps are
// copied, as the tile's beginning follows them: there, offsets count from the word in which the
// unit begins.
struct StepPlace {
    std::uint32_t offset;
    std::uint32_t shift;
};
inline constexpr std::size_t kPlacedUnits = 8; // of 32 steps, one weight each

// A pair of numbers in 32 bits, the first in the lower half: fp16 numbers from whose exponent bits
// (5 of 8, the upper three being 011) the kernels make float32 ones with two or three instructions.
// What they make is 2^-16 times the pair, see `factor`.
inline constexpr std::uint32_t kPairMask = 0x8FFFE000u;
inline constexpr std::uint32_t kPairExponent = 0x30000000u;
inline constexpr float kPairFactor = 65536.0f;

// Of an index: kernels look larger tables up by pairs, or byte by byte.
inline constexpr int kMostPermutedBits = 6;

struct BlockCode {
    CodeKind kind = CodeKind::Scalar;
    int stepBits = 0;  // bits of a step; 0 when they differ between steps: see `places`
    int indexBits = 0; // the table has 2^indexBits entries
    // Scales of rows within a block: 64 fp16 numbers behind the block's words, those of the four
    // row tiles' first rows first.
    bool rowGroupScales = false;
    std::size_t tileWords = 0;
    std::uint32_t tailBits = 0; // bits of the last word if it is not full
    // Scalar: levels. Planar: first components, then second ones. Pairs (see below) otherwise.
    AlignedBuffer<float> table;
    // Both components, see packPair(). Of table trellises behind them the same with the first
    // component negated.
    AlignedBuffer<std::uint32_t> pairs;
    // Of large tables of pairs, or of fp16 numbers like those of pairs: the lowest bytes of all
    // entries, then the second ones, and so on.
    AlignedBuffer<std::uint8_t> planes;
    std::vector<StepPlace> places; // one a step
    float factor = 1;              // a weight is this times what the kernels decode

    // For integer kernels (integer_walk-inl.h), made by integer_tables.h. `integers`: of Scalar and
    // Planar codes up to kMostPermutedBits the table, once for each component, each 32 or 64 long;
    // of polynomials the coefficients. `integerPlanes`: of larger tables the lower and the upper
    // bytes of each component.
    AlignedBuffer<std::int16_t> integers;
    AlignedBuffer<std::uint8_t> integerPlanes;
    float integerFactor = 1; // a weight is this times what integer kernels decode

    std::size_t blockWords() const {
        return kLanes * tileWords + (rowGroupScales ? kTileSide * kBlockTiles / 2 : 0);
    }
};

struct IntegerInput;

// Products of consecutive blocks of one row of blocks.
struct BlockRun {
    const BlockCode* code;
    const std::uint32_t* words; // of the first block
    std::int64_t blocks;
    const float* input; // of the first block: [column of the panel][panel], 64 numbers a block
    float* sums;        // kBlockSums, added to
};

// The same with integers.
struct IntegerRun {
    const BlockCode* code;
    const std::uint32_t* words;
    std::int64_t blocks;
    const IntegerInput* input; // one a block
    float* sums;               // times code->integerFactor
};

} // namespace fracbit::backend
