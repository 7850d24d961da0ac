#include "backend/cpu/block_layout.h"

#include "backend/cpu/code_kernels.h"
#include "backend/cpu/integer_tables.h"
#include "base/error.h"
#include "quantizer/bit_stream.h"
#include "quantizer/palette.h"
#include "quantizer/tile_order.h"
#include "quantizer/trellis/rate_split.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <optional>

namespace fracbit::backend {

using quantizer::BitshiftTrellis;
using quantizer::Codebook;
using quantizer::DecodedOnly;
using quantizer::getBits;
using quantizer::kTile;
using quantizer::kTileWeights;
using quantizer::PackedLayerView;
using quantizer::PairIndices;
using quantizer::RuntimeCode;
using quantizer::ScalarIndices;

namespace {

constexpr int kPairsOfTile = static_cast<int>(kTileWeights / 2);
constexpr std::int64_t kGroup = 64; // columns of a scale group of NormalFloat
constexpr std::size_t kScaleBits = 16;
constexpr std::size_t kGroupScaleBits = kTile * kScaleBits; // in front of a tile's codes

const RuntimeCode& runtimeCode(const PackedLayerView& layer) {
    return quantizer::familyInfo(layer.scheme.family).code;
}

// The kernels that walk a trellis; nothing where none was written.
std::optional<CodeKind> trellisKind(const BitshiftTrellis& trellis) {
    using Values = BitshiftTrellis::Values;
    constexpr struct {
        Values values;
        int dimensions;
        int stateBits;
        CodeKind kind;
    } kKernels[] = {{Values::Table, 2, 16, CodeKind::TableTrellis},
                    {Values::Computed, 1, 16, CodeKind::ComputedTrellis},
                    {Values::Computed, 1, 14, CodeKind::ShortTrellis},
                    {Values::Polynomial, 1, 16, CodeKind::PolynomialTrellis}};
    for (const auto& kernel : kKernels)
        if (kernel.values == trellis.values && kernel.dimensions == trellis.dimensions &&
            kernel.stateBits == trellis.stateBits)
            return kernel.kind;
    return std::nullopt;
}

// Whether blocks can hold a code of so many bits a tile: steps of tables have whole bits.
bool fitsBlocks(const DecodedOnly&, int) {
    return false;
}
bool fitsBlocks(const ScalarIndices&, int tileBits) {
    return tileBits % kTileWeights == 0;
}
bool fitsBlocks(const PairIndices&, int tileBits) {
    return tileBits % kPairsOfTile == 0;
}
bool fitsBlocks(const BitshiftTrellis& trellis, int tileBits) {
    const auto kind = trellisKind(trellis);
    return kind &&
           (kind != CodeKind::TableTrellis || trellis.twoRates || tileBits % kPairsOfTile == 0);
}

// Kernels read 16 entries at a time: smaller tables are repeated.
void appendTable(std::vector<float>& table, const std::vector<float>& entries) {
    const std::size_t size = std::max<std::size_t>(entries.size(), kLanes);
    for (std::size_t i = 0; i < size; ++i)
        table.push_back(entries[i % entries.size()]);
}

AlignedBuffer<float> aligned(const std::vector<float>& values) {
    AlignedBuffer<float> buffer(values.size());
    std::ranges::copy(values, buffer.data());
    return buffer;
}

// fp16 numbers scaled by a power of two, so that the smallest ones become normal. Zero becomes
// 2^-14 of that scale, 2^-29 of the largest: less than products are rounded by.
struct ScaledHalves {
    std::vector<std::uint16_t> bits;
    float factor; // undoes the scale, and what kernels make of these bits (kPairFactor)

    explicit ScaledHalves(const std::vector<float>& numbers) {
        float largest = 0;
        for (const float number : numbers)
            largest = std::max(largest, std::abs(number));
        constexpr int kLargestExponent = 15; // of fp16
        const int shift = largest > 0 && std::isfinite(largest)
                              ? std::clamp(kLargestExponent - std::ilogb(largest), 0, 24)
                              : 0;
        for (const float number : numbers)
            bits.push_back(floatToHalf(std::ldexp(number, shift)));
        factor = std::ldexp(kPairFactor, -shift);
    }
};

void setPairs(BlockCode& code, const std::vector<float>& components) {
    const ScaledHalves halves(components);
    const std::size_t entries = components.size() / 2;
    code.pairs = AlignedBuffer<std::uint32_t>(std::max<std::size_t>(entries, kLanes));
    for (std::size_t i = 0; i < code.pairs.size(); ++i) {
        const std::size_t entry = 2 * (i % entries);
        code.pairs[i] = static_cast<std::uint32_t>(halves.bits[entry]) |
                        static_cast<std::uint32_t>(halves.bits[entry + 1]) << 16;
    }
    code.factor *= halves.factor;
}

void addNegatedPairs(BlockCode& code) {
    constexpr std::uint32_t kSignOfFirst = 0x8000;
    const std::size_t count = code.pairs.size();
    AlignedBuffer<std::uint32_t> both(2 * count);
    for (std::size_t i = 0; i < both.size(); ++i)
        both[i] = code.pairs[i % count] ^ (i < count ? 0 : kSignOfFirst);
    code.pairs = std::move(both);
}

// Of unsigned numbers.
template <class Entries>
void setPlanes(BlockCode& code, const Entries& entries) {
    const std::size_t count = entries.size();
    code.planes = AlignedBuffer<std::uint8_t>(sizeof(entries[0]) * count);
    for (std::size_t i = 0; i < code.planes.size(); ++i)
        code.planes[i] = static_cast<std::uint8_t>(entries[i % count] >> 8 * (i / count));
}

std::vector<float> halves(const Codebook& codebook) {
    std::vector<float> values;
    for (const std::uint16_t entry : codebook.table)
        values.push_back(halfToFloat(entry));
    return values;
}

// The first components of pairs, and the second ones.
std::vector<std::vector<float>> planarComponents(const std::vector<float>& pairs) {
    std::vector<std::vector<float>> components(2);
    for (std::size_t i = 0; i < pairs.size(); ++i)
        components[i % 2].push_back(pairs[i]);
    return components;
}

BlockCode blockCode(const ScalarIndices& indices, const PackedLayerView& layer, int tileBits) {
    BlockCode code;
    code.kind = CodeKind::Scalar;
    code.stepBits = tileBits / static_cast<int>(kTileWeights);
    code.indexBits = code.stepBits;
    code.rowGroupScales = indices.rowGroupScales;
    std::vector<float> entries = scalarLevels(indices, code.stepBits, layer.codebook);
    addIntegerTable(code, {entries}, 1);
    // Uniform levels are no fp16 numbers.
    if (code.stepBits > kMostPermutedBits && indices.levels != ScalarIndices::Levels::Uniform) {
        const ScaledHalves halves(entries);
        setPlanes(code, halves.bits);
        code.factor = halves.factor;
        for (float& entry : entries)
            entry /= halves.factor; // exact: a power of two
    }
    std::vector<float> table;
    appendTable(table, entries);
    code.table = aligned(table);
    return code;
}

BlockCode blockCode(const PairIndices&, const PackedLayerView& layer, int tileBits) {
    BlockCode code;
    code.kind = CodeKind::Planar;
    code.stepBits = tileBits / kPairsOfTile;
    code.indexBits = code.stepBits;
    const std::vector<float> components = halves(layer.codebook);
    addIntegerTable(code, planarComponents(components), 1);
    if (code.stepBits > kMostPermutedBits) {
        setPairs(code, components);
        setPlanes(code, code.pairs);
        return code;
    }
    std::vector<float> table;
    for (const auto& component : planarComponents(components))
        appendTable(table, component);
    code.table = aligned(table);
    return code;
}

// Step t of 256 begins at bit floor(t * tileBits / 256) (FORMAT.md).
std::vector<StepPlace> stepPlaces(std::size_t tileBits) {
    constexpr std::size_t kSteps = kTileWeights;
    constexpr std::size_t kLastUnit = kSteps / kPlacedUnits * (kPlacedUnits - 1);
    std::vector<StepPlace> places;
    for (std::size_t step = 0; step < kSteps; ++step) {
        const std::size_t bit = step * tileBits / kSteps;
        const std::size_t origin = step < kLastUnit ? 0 : kLastUnit * tileBits / kSteps / 32;
        places.push_back({static_cast<std::uint32_t>(kLanes * (bit / 32 - origin)),
                          static_cast<std::uint32_t>(bit % 32)});
    }
    return places;
}

// A polynomial's coefficients (none for plain codes) for values that are `unit` times as large, but
// for the factor of the first one.
std::vector<float> overSquares(std::vector<float> coefficients, float unit) {
    float divisor = 1;
    for (float& coefficient : coefficients) {
        coefficient /= divisor;
        divisor *= unit * unit;
    }
    return coefficients;
}

BlockCode computedCode(CodeKind kind, const PackedLayerView& layer, int tileBits) {
    constexpr float kDeviation = 147.7f; // trellis.h: computedCode()
    BlockCode code;
    code.kind = kind;
    if (tileBits % kTileWeights == 0)
        code.stepBits = tileBits / static_cast<int>(kTileWeights);
    if (kind != CodeKind::ComputedTrellis || code.stepBits == 0)
        code.places = stepPlaces(static_cast<std::size_t>(tileBits));
    code.factor = 1.0f / (kDeviation * layer.codebook.scale);
    code.integerFactor = code.factor;
    code.table = aligned(overSquares(halves(layer.codebook), kDeviation));
    if (kind == CodeKind::PolynomialTrellis)
        addIntegerPolynomial(code);
    return code;
}

BlockCode tableTrellisCode(const PackedLayerView& layer, int tileBits) {
    BlockCode code;
    code.kind = CodeKind::TableTrellis;
    code.stepBits = tileBits / kPairsOfTile;
    code.indexBits = std::countr_zero(layer.codebook.table.size() / 2);
    code.factor = 1.0f / layer.codebook.scale;
    addIntegerTable(code, planarComponents(halves(layer.codebook)), code.factor);
    setPairs(code, halves(layer.codebook));
    setPlanes(code, code.pairs);
    addNegatedPairs(code);
    return code;
}

BlockCode blockCode(const BitshiftTrellis& trellis, const PackedLayerView& layer, int tileBits) {
    const CodeKind kind = *trellisKind(trellis);
    return kind == CodeKind::TableTrellis ? tableTrellisCode(layer, tileBits)
                                          : computedCode(kind, layer, tileBits);
}

[[noreturn]] BlockCode blockCode(const DecodedOnly&, const PackedLayerView&, int) {
    throw Error(ErrorCode::Internal, "a code that blocks have no form for");
}

Segment makeSegment(const PackedLayerView& layer, std::size_t tileBits) {
    Segment segment;
    segment.tileBits = tileBits;
    segment.panels = (layer.shape.columns + kTile - 1) / kTile;
    segment.code = std::visit(
        [&](const auto& code) { return blockCode(code, layer, static_cast<int>(tileBits)); },
        runtimeCode(layer));
    segment.code.tileWords = (tileBits + 31) / 32;
    segment.code.tailBits = static_cast<std::uint32_t>(tileBits % 32);
    return segment;
}

// A tile's bits as words, most significant bit first. An incomplete last word goes on with the
// tile's beginning: the string is circular.
void packTile(std::span<const std::byte> codes, std::size_t bit, const BlockCode& code,
              std::uint32_t* words) {
    const std::size_t whole = code.tileWords - (code.tailBits > 0 ? 1 : 0);
    for (std::size_t j = 0; j < whole; ++j)
        words[kLanes * j] = getBits(codes, bit + 32 * j, 32);
    if (code.tailBits > 0) {
        const auto tail = static_cast<int>(code.tailBits);
        words[kLanes * whole] =
            getBits(codes, bit + 32 * whole, tail) << (32 - tail) | getBits(codes, bit, 32 - tail);
    }
}

// One group of 64 columns of a row tile, re-ordered to four tiles; its scales go behind the block.
void packGroup(std::span<const std::byte> codes, std::size_t bit, const BlockCode& code,
               std::size_t rowTile, std::uint32_t* block) {
    auto* scales = reinterpret_cast<std::uint16_t*>(block + kLanes * code.tileWords);
    for (std::size_t row = 0; row < kTileSide; ++row)
        scales[row * kBlockTiles + rowTile] =
            static_cast<std::uint16_t>(getBits(codes, bit + row * kScaleBits, kScaleBits));
    const auto bits = static_cast<std::size_t>(code.stepBits);
    std::vector<std::byte> tile(4 * code.tileWords + sizeof(std::uint32_t));
    for (std::size_t panel = 0; panel < kBlockTiles; ++panel) {
        for (int i = 0; i < kTileWeights; ++i) {
            const auto row = static_cast<std::size_t>(quantizer::tileRow(i));
            const auto column =
                kTileSide * panel + static_cast<std::size_t>(quantizer::tileColumn(i));
            const std::size_t from = bit + kGroupScaleBits + (row * kGroup + column) * bits;
            quantizer::putBits(tile, static_cast<std::size_t>(i) * bits,
                               getBits(codes, from, code.stepBits), code.stepBits);
        }
        packTile(tile, 0, code, block + rowTile * kBlockTiles + panel);
    }
}

// Of codes with two rates. A mixture that a narrow layer cannot have is one rate throughout.
std::vector<Segment> splitSegments(const PackedLayerView& layer) {
    const std::int64_t panels = (layer.shape.columns + kTile - 1) / kTile;
    const quantizer::RateSplit split = quantizer::rateSplit(layer.scheme, panels);
    std::vector<Segment> segments;
    const auto add = [&](int tileBits, std::int64_t first, std::int64_t end) {
        if (first == end)
            return;
        const std::size_t firstBit = segments.empty() ? 0 : segments.back().endBit();
        Segment& segment =
            segments.emplace_back(makeSegment(layer, static_cast<std::size_t>(tileBits)));
        segment.firstPanel = first;
        segment.panels = end - first;
        segment.firstBit = firstBit;
    };
    add(split.lowerTileBits, 0, split.split);
    add(split.higherTileBits, split.split, panels);
    return segments;
}

} // namespace

std::vector<Segment> makeSegments(const PackedLayerView& layer) {
    (void)quantizer::makeDecoder(layer.scheme, layer.codebook); // checks the codebook
    const quantizer::RuntimeCode& form = runtimeCode(layer);
    if (!std::visit([&](const auto& code) { return fitsBlocks(code, layer.scheme.rate256); }, form))
        return {};
    const auto* trellis = std::get_if<BitshiftTrellis>(&form);
    std::vector<Segment> segments;
    if (trellis && trellis->twoRates)
        segments = splitSegments(layer);
    else
        segments.push_back(makeSegment(layer, static_cast<std::size_t>(layer.scheme.rate256)));
    const auto hasKernel = [](const BlockCode& code) { return findKernel(code).multiply; };
    if (!std::ranges::all_of(segments, hasKernel, &Segment::code))
        return {};
    return segments;
}

void packBlocks(const PackedLayerView& layer, std::size_t rowTileBytes, const Segment& segment,
                std::int64_t rowBlock, std::span<std::uint32_t> words) {
    const std::int64_t firstTile = rowBlock * kBlockTiles;
    const std::int64_t tiles = std::min(kBlockTiles, layer.shape.rowTiles() - firstTile);
    const BlockCode& code = segment.code;
    for (std::int64_t tile = 0; tile < tiles; ++tile) {
        const auto codes = layer.codes.subspan(
            static_cast<std::size_t>(firstTile + tile) * rowTileBytes, rowTileBytes);
        const auto rowTile = static_cast<std::size_t>(tile);
        if (code.rowGroupScales) {
            const std::size_t groupBits = kGroupScaleBits + kBlockTiles * segment.tileBits;
            for (std::int64_t block = 0; block < segment.blocks(); ++block)
                packGroup(codes, static_cast<std::size_t>(block) * groupBits, code, rowTile,
                          words.data() + static_cast<std::size_t>(block) * code.blockWords());
            continue;
        }
        for (std::int64_t panel = 0; panel < segment.panels; ++panel) {
            const auto block = static_cast<std::size_t>(panel / kBlockTiles);
            const auto lane = rowTile * kBlockTiles + static_cast<std::size_t>(panel % kBlockTiles);
            packTile(codes, segment.firstBit + static_cast<std::size_t>(panel) * segment.tileBits,
                     code, words.data() + block * code.blockWords() + lane);
        }
    }
}

} // namespace fracbit::backend
