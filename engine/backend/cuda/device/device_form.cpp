#include "backend/cuda/device/device_form.h"

#include "backend/cuda/device/computed_value.h"
#include "base/error.h"
#include "quantizer/palette.h"
#include "quantizer/trellis/rate_split.h"
#include "quantizer/trellis/trellis_layout.h"
#include "tensor/dtype.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace fracbit::backend::cuda {

namespace {

using fracbit_cuda::Code;
using fracbit_cuda::WeightFormat;
using quantizer::Codebook;
using quantizer::Family;
using quantizer::LayerShape;
using quantizer::PackedLayerView;
using quantizer::Scheme;

// Scalars of more bits have too large a table of pairs.
constexpr int kMostPairedBits = 6;

int wholeBits(Scheme scheme) {
    return scheme.rate256 / 256;
}

bool isScalar(Family family) {
    return family == Family::Nuq || family == Family::Uniform;
}

Code codeOf(Scheme scheme) {
    switch (scheme.family) {
    case Family::Nuq:
    case Family::Uniform:
        return wholeBits(scheme) <= kMostPairedBits ? Code::Pair : Code::Scalar;
    case Family::Vq:
        return Code::Pair;
    case Family::Nf:
        return Code::Grouped;
    case Family::Tcq:
    case Family::HalfTcq:
        return Code::Trellis;
    case Family::Ctcq:
    case Family::Ctcq14:
        return Code::Computed;
    case Family::Pctcq:
        break;
    }
    return Code::Polynomial;
}

// fp16 numbers that the kernels look up, one by one or in pairs, before `factor` is applied.
std::vector<std::uint16_t> levelsOf(Scheme scheme, const Codebook& codebook) {
    if (scheme.family != Family::Uniform)
        return codebook.table;
    // Twice the level in steps: whole numbers, which fp16 holds exactly.
    const int count = 1 << wholeBits(scheme);
    std::vector<std::uint16_t> levels;
    for (int i = 0; i < count; ++i)
        levels.push_back(floatToHalf(static_cast<float>(2 * i - (count - 1))));
    return levels;
}

float factorOf(Scheme scheme, const Codebook& codebook) {
    switch (scheme.family) {
    case Family::Uniform:
        return 0.5f * halfToFloat(codebook.table.at(0));
    case Family::Tcq:
    case Family::HalfTcq:
        return 1.0f / codebook.scale;
    case Family::Ctcq:
    case Family::Ctcq14:
    case Family::Pctcq:
        return computedValue(scheme, codebook).unit / codebook.scale;
    default:
        return 1;
    }
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
    const std::vector<std::uint16_t> levels = levelsOf(scheme, codebook);
    const Code code = codeOf(scheme);
    if (fracbit_cuda::isComputed(code))
        return {};
    if (isScalar(scheme.family) && code == Code::Pair)
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
    return scheme.family == Family::Nf ? 4 * bits + 16 * kScaleBits : bits;
}

void setSegments(WeightFormat& format, Scheme scheme) {
    const auto tiles = static_cast<std::uint32_t>(format.tiles());
    if (scheme.family != Family::HalfTcq) {
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
    format.code = codeOf(scheme);
    format.indexBits = indexBitsOf(scheme, codebook);
    format.stateBits = quantizer::stateBits(scheme.family);
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
