#include "backend/cuda/device/symbol_code.h"

#include "backend/cuda/device/device_form.h"
#include "base/error.h"
#include "quantizer/bit_stream.h"
#include "quantizer/palette.h"
#include "quantizer/tile_order.h"
#include "quantizer/trellis/trellis_layout.h"
#include "tensor/dtype.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace fracbit::backend::cuda {

namespace {

using quantizer::BitshiftTrellis;
using quantizer::Codebook;
using quantizer::kTile;
using quantizer::kTileWeights;
using quantizer::ScalarIndices;
using quantizer::Scheme;

std::vector<float> floatsOf(const Codebook& codebook) {
    std::vector<float> values;
    for (const std::uint16_t entry : codebook.table)
        values.push_back(halfToFloat(entry));
    return values;
}

std::vector<std::uint32_t> pairWords(const Codebook& codebook) {
    std::vector<std::uint32_t> words;
    for (std::size_t i = 0; i + 1 < codebook.table.size(); i += 2)
        words.push_back(codebook.table[i] | static_cast<std::uint32_t>(codebook.table[i + 1])
                                                << 16);
    return words;
}

SymbolCode trellisSymbols(const quantizer::Trellis& trellis, const quantizer::TrellisCode& search,
                          const Codebook& codebook, const fracbit_cuda::WeightFormat& format) {
    SymbolCode code;
    code.dimensions = trellis.dimensions;
    code.symbolBits = trellis.stateBits;
    code.shifts = trellis.shifts;
    code.targetScale = codebook.scale;
    if (!isComputed(format.code))
        code.table = pairWords(codebook);
    const float inverse = 1.0f / codebook.scale; // as the decoder has it, bit for bit
    for (const float point : search.points) {
        code.values.push_back(point * inverse);
        code.largestPoint = std::max(code.largestPoint, std::abs(point));
    }
    code.trellis = fracbit_cuda::TrellisProblem{format.code, trellis.tileBits(), format.indexBits,
                                                format.stateBits, format.value};
    return code;
}

SymbolCode indexSymbols(int dimensions, int bits) {
    SymbolCode code;
    code.dimensions = dimensions;
    code.symbolBits = bits;
    code.shifts.assign(static_cast<std::size_t>(kTileWeights / dimensions),
                       static_cast<std::uint8_t>(bits));
    return code;
}

Error notEncoded(Scheme scheme) {
    return {ErrorCode::Unsupported,
            quantizer::schemeName(scheme) + " is not encoded on a CUDA device"};
}

[[noreturn]] std::vector<SymbolCode> symbolsOf(const quantizer::DecodedOnly&, Scheme scheme,
                                               const Codebook&) {
    throw notEncoded(scheme);
}

// Of tables: the baselines are not searched here.
std::vector<SymbolCode> symbolsOf(const ScalarIndices& indices, Scheme scheme,
                                  const Codebook& codebook) {
    if (indices.rowGroupScales || indices.levels != ScalarIndices::Levels::Table)
        throw notEncoded(scheme);
    SymbolCode code = indexSymbols(1, scheme.rate256 / 256);
    code.values = floatsOf(codebook);
    for (std::size_t i = 1; i < code.values.size(); ++i)
        code.thresholds.push_back(0.5f * (code.values[i - 1] + code.values[i]));
    return {code};
}

std::vector<SymbolCode> symbolsOf(const quantizer::PairIndices&, Scheme scheme,
                                  const Codebook& codebook) {
    SymbolCode code = indexSymbols(2, scheme.rate256 / 128);
    code.values = floatsOf(codebook);
    code.points = code.values;
    return {code};
}

std::vector<SymbolCode> symbolsOf(const BitshiftTrellis& trellis, Scheme scheme,
                                  const Codebook& codebook) {
    const quantizer::TrellisCode search = trellisCode(trellis, codebook);
    const fracbit_cuda::WeightFormat format = weightFormat(scheme, {kTile, kTile});
    std::vector<SymbolCode> codes;
    for (const quantizer::Trellis& one : trellisLayout(scheme, trellis).trellises)
        codes.push_back(trellisSymbols(one, search, codebook, format));
    return codes;
}

std::size_t weightAt(std::size_t tile, int index) {
    return static_cast<std::size_t>(
        (static_cast<std::int64_t>(tile) * kTile + quantizer::tileRow(index)) * kTile +
        quantizer::tileColumn(index));
}

} // namespace

std::size_t SymbolCode::tileBits() const {
    return std::accumulate(shifts.begin(), shifts.end(), std::size_t{0});
}

std::vector<SymbolCode> symbolCodes(Scheme scheme) {
    if (!deviceCode(scheme))
        throw notEncoded(scheme);
    return std::visit(
        [&](const auto& code) {
            return symbolsOf(code, scheme, quantizer::quantizer(scheme).codebook());
        },
        quantizer::familyInfo(scheme.family).code);
}

PanelPlace panelPlace(Scheme scheme, quantizer::LayerShape shape, std::int64_t panel) {
    const fracbit_cuda::WeightFormat format = weightFormat(scheme, shape);
    const auto tile = static_cast<std::uint32_t>(panel);
    const std::size_t index =
        format.segmentCount > 1 && tile >= format.segments[1].firstTile ? 1 : 0;
    const fracbit_cuda::Segment& segment = format.segments[index];
    return {index, segment.firstBit + std::size_t{tile - segment.firstTile} * segment.tileBits};
}

void gatherTargets(const SymbolCode& code, std::span<const float> panel, std::size_t tile,
                   std::span<float> targets) {
    for (int i = 0; i < kTileWeights; ++i)
        targets[static_cast<std::size_t>(i)] = code.targetScale * panel[weightAt(tile, i)];
}

void storeSymbols(const SymbolCode& code, std::span<const std::uint16_t> symbols, std::size_t tile,
                  std::span<std::byte> codes, std::size_t bit, std::span<float> decoded) {
    const auto dimensions = static_cast<std::size_t>(code.dimensions);
    for (std::size_t i = 0; i < symbols.size(); ++i) {
        const int shift = code.shifts[i];
        quantizer::putBits(codes, bit, std::uint32_t{symbols[i]} >> (code.symbolBits - shift),
                           shift);
        bit += static_cast<std::size_t>(shift);
        for (std::size_t c = 0; c < dimensions; ++c)
            decoded[weightAt(tile, static_cast<int>(i * dimensions + c))] =
                code.values[symbols[i] * dimensions + c];
    }
}

} // namespace fracbit::backend::cuda
