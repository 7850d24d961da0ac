#include "backend/cuda/device/device_form.h"

#include "backend/cuda/device/computed_value.h"
#include "base/error.h"
#include "quantizer/palette.h"
#include "quantizer/trellis/rate_split.h"
#include "tensor/dtype.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace fracbit::backend::cuda {

namespace {

using fracbit_cuda::Code;
using fracbit_cuda::WeightFormat;
using quantizer::BitshiftTrellis;
using quantizer::Codebook;
using quantizer::DecodedOnly;
using quantizer::LayerShape;
using quantizer::PackedLayerView;
using quantizer::PairIndices;
using quantizer::ScalarIndices;
using quantizer::Scheme;

constexpr int kWeightsOfTile = static_cast<int>(quantizer::kTileWeights);
constexpr int kMostIndexBits = 8; // of a scalar

// Scalars of more bits have too large a table of pairs.
constexpr int kMostPairedBits = 6;

// Codes that there are kernels for.
std::optional<Code> codeOf(const DecodedOnly&, int) {
    return std::nullopt;
}

std::optional<Code> codeOf(const ScalarIndices& indices, int tileBits) {
    const int bits = tileBits / kWeightsOfTile;
    if (tileBits % kWeightsOfTile != 0 || bits > kMostIndexBits)
        return std::nullopt;
    if (indices.rowGroupScales)
        return Code::Grouped;
    return bits <= kMostPairedBits ? Code::Pair : Code::Scalar;
}

std::optional<Code> codeOf(const PairIndices&, int tileBits) {
    constexpr int kPairs = kWeightsOfTile / 2;
    if (tileBits % kPairs != 0 || tileBits / kPairs > 2 * kMostPairedBits)
        return std::nullopt;
    return Code::Pair;
}

std::optional<Code> codeOf(const BitshiftTrellis& trellis, int) {
    using Values = BitshiftTrellis::Values;
    constexpr struct {
        Values values;
        int dimensions;
        int stateBits;
        Code code;
    } kKernels[] = {{Values::Table, 2, 16, Code::Trellis},
                    {Values::Computed, 1, 16, Code::Computed},
                    {Values::Computed, 1, 14, Code::Computed},
                    {Values::Polynomial, 1, 16, Code::Polynomial}};
    for (const auto& kernel : kKernels)
        if (kernel.values == trellis.values && kernel.dimensions == trellis.dimensions &&
            kernel.stateBits == trellis.stateBits)
            return kernel.code;
    return std::nullopt;
}

Code requiredCode(Scheme scheme) {
    if (const auto code = deviceCode(scheme))
        return *code;
    throw Error(ErrorCode::Unsupported,
                "there are no CUDA kernels for " + quantizer::schemeName(scheme));
}

const ScalarIndices* scalarIndices(Scheme scheme) {
    return std::get_if<ScalarIndices>(&familyInfo(scheme.family).code);
}

const BitshiftTrellis* trellisOf(Scheme scheme) {
    return std::get_if<BitshiftTrellis>(&familyInfo(scheme.family).code);
}

bool hasUniformLevels(Scheme scheme) {
    const ScalarIndices* indices = scalarIndices(scheme);
    return indices && indices->levels == ScalarIndices::Levels::Uniform;
}

// fp16 numbers that the kernels look up, one by one or in pairs, before `factor` is applied.
std::vector<std::uint16_t> levelsOf(Scheme scheme, const Codebook& codebook) {
    if (!hasUniformLevels(scheme))
        return codebook.table;
    // Twice the level in steps: whole numbers, which fp16 holds exactly.
    const int count = 1 << scheme.rate256 / kWeightsOfTile;
    std::vector<std::uint16_t> levels;
    for (int i = 0; i < count; ++i)
        levels.push_back(floatToHalf(static_cast<float>(2 * i - (count - 1))));
    return levels;
}

float factorOf(Scheme scheme, const Codebook& codebook) {
    if (hasUniformLevels(scheme))
        return 0.5f * halfToFloat(codebook.table.at(0));
    const BitshiftTrellis* trellis = trellisOf(scheme);
    if (!trellis)
        return 1;
    const float unit = trellis->values == BitshiftTrellis::Values::Table
                           ? 1.0f
                           : computedValue(scheme, codebook).unit;
    return unit / codebook.scale;
}

std::uint32_t pairWord(std::uint16_t first, std::uint16_t second) {
    return first | static_cast<std::uint32_t>(second) << 16;
}

std::vector<std::uint32_t> allPairs(const std::vector<std::uint16_t>& levels) {
    std::vector<std::uint32_t> words;
    for (const std::uint16_t first : levels)
        for (const std::uint16_t second : levels)
            words.push_back(pairWord(first, second));
    return words;
}

std::vector<std::uint32_t> tableOf(Scheme scheme, const Codebook& codebook) {
    const Code code = requiredCode(scheme);
    if (fracbit_cuda::isComputed(code))
        return {};
    const std::vector<std::uint16_t> levels = levelsOf(scheme, codebook);
    if (scalarIndices(scheme) && code == Code::Pair)
        return allPairs(levels);
    if (code == Code::Scalar || code == Code::Grouped)
        return {levels.begin(), levels.end()};
    std::vector<std::uint32_t> words;
    for (std::size_t i = 0; i + 1 < levels.size(); i += 2)
        words.push_back(pairWord(levels[i], levels[i + 1]));
    return words;
}

int indexBitsOf(Scheme scheme, const Codebook& codebook) {
    const auto entries = tableOf(scheme, codebook).size();
    return entries ? std::countr_zero(entries) : 0;
}

std::uint32_t tileBitsOf(Scheme scheme) {
    constexpr std::uint32_t kScaleBits = 16; // of each of 16 rows of a group of 64
    const auto bits = static_cast<std::uint32_t>(scheme.rate256);
    return requiredCode(scheme) == Code::Grouped ? 4 * bits + 16 * kScaleBits : bits;
}

void setSegments(WeightFormat& format, Scheme scheme) {
    const auto tiles = static_cast<std::uint32_t>(format.tiles());
    const BitshiftTrellis* trellis = trellisOf(scheme);
    if (!trellis || !trellis->twoRates) {
        format.segments[0] = {0, tiles, 0, tileBitsOf(scheme)};
        return;
    }
    const quantizer::RateSplit split = quantizer::rateSplit(scheme, format.tiles());
    const auto left = static_cast<std::uint32_t>(split.split);
    const auto lower = static_cast<std::uint32_t>(split.lowerTileBits);
    format.segmentCount = 2;
    format.segments[0] = {0, left, 0, lower};
    format.segments[1] = {left, tiles - left, left * lower,
                          static_cast<std::uint32_t>(split.higherTileBits)};
}

WeightFormat formatOf(Scheme scheme, LayerShape shape, const Codebook& codebook) {
    // Positions in a row tile's string are 32-bit numbers.
    constexpr std::int64_t kMostColumns = std::int64_t{1} << 24;
    if (shape.rows < 1 || shape.columns < 1 || shape.columns > kMostColumns ||
        shape.rows > std::numeric_limits<std::int32_t>::max() / 2)
        throw Error(ErrorCode::Unsupported, "a layer of this size does not fit the CUDA kernels");
    WeightFormat format;
    format.code = requiredCode(scheme);
    format.indexBits = indexBitsOf(scheme, codebook);
    if (const BitshiftTrellis* trellis = trellisOf(scheme))
        format.stateBits = trellis->stateBits;
    format.value = computedValue(scheme, codebook);
    format.rows = static_cast<int>(shape.rows);
    format.columns = static_cast<int>(shape.columns);
    setSegments(format, scheme);
    return format;
}

void checkPart(const PackedLayerView& part, const PackedLayerView& first) {
    if (part.scheme != first.scheme || part.shape.columns != first.shape.columns ||
        part.codebook != first.codebook)
        throw Error(ErrorCode::InvalidArgument,
                    "fused layers need the same input, scheme and look-up table");
    (void)quantizer::LayerReader(part); // throws when codes or codebook are damaged
}

void appendCodes(DeviceForm& form, const PackedLayerView& part) {
    const std::size_t bytes = quantizer::quantizer(part.scheme).rowTileBytes(part.shape);
    const std::size_t words = form.format.rowWords();
    for (std::int64_t tile = 0; tile < part.shape.rowTiles(); ++tile) {
        const std::byte* row = part.codes.data() + static_cast<std::size_t>(tile) * bytes;
        for (std::size_t i = 0; i < words; ++i)
            form.codes.push_back(fracbit_cuda::codeWord(row, bytes, i));
    }
}

void appendScales(DeviceForm& form, const PackedLayerView& part) {
    const float factor = factorOf(part.scheme, part.codebook);
    for (std::int64_t row = 0; row < part.shape.paddedRows(); ++row) {
        std::uint16_t bits = 0;
        if (row < part.shape.rows) {
            const auto at = static_cast<std::size_t>(2 * row);
            bits =
                static_cast<std::uint16_t>(std::to_integer<unsigned>(part.rowScales[at]) |
                                           std::to_integer<unsigned>(part.rowScales[at + 1]) << 8);
        }
        form.rowScales.push_back(factor * halfToFloat(bits));
    }
}

} // namespace

std::optional<Code> deviceCode(Scheme scheme) {
    return std::visit([&](const auto& code) { return codeOf(code, scheme.rate256); },
                      quantizer::familyInfo(scheme.family).code);
}

WeightFormat weightFormat(Scheme scheme, LayerShape shape) {
    return formatOf(scheme, shape, quantizer::quantizer(scheme).codebook());
}

DeviceForm deviceForm(std::span<const PackedLayerView> parts) {
    if (parts.empty())
        throw Error(ErrorCode::Internal, "a fused group of no layers");
    DeviceForm form;
    std::int64_t rows = 0;
    for (const PackedLayerView& part : parts) {
        checkPart(part, parts[0]);
        form.firstRows.push_back(rows);
        rows += &part == &parts.back() ? part.shape.rows : part.shape.paddedRows();
    }
    form.format = formatOf(parts[0].scheme, {rows, parts[0].shape.columns}, parts[0].codebook);
    form.table = tableOf(parts[0].scheme, parts[0].codebook);
    form.codes.reserve(form.format.codeWords());
    for (const PackedLayerView& part : parts) {
        appendCodes(form, part);
        appendScales(form, part);
    }
    return form;
}

} // namespace fracbit::backend::cuda
