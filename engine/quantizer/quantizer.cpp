#include "quantizer/quantizer.h"

#include "base/parallel.h"

#include <algorithm>
#include <cassert>

namespace fracbit::quantizer {

std::int64_t Quantizer::panels(LayerShape shape) const {
    return (shape.columns + panelColumns() - 1) / panelColumns();
}

std::int64_t Quantizer::paddedColumns(LayerShape shape) const {
    return panels(shape) * panelColumns();
}

std::size_t Quantizer::rowTileBytes(LayerShape shape) const {
    std::size_t bits = 0;
    for (std::int64_t panel = 0; panel < panels(shape); ++panel)
        bits += tileBits(shape, panel);
    return (bits + 7) / 8;
}

std::size_t Quantizer::codesBytes(LayerShape shape) const {
    return static_cast<std::size_t>(shape.rowTiles()) * rowTileBytes(shape);
}

std::vector<Quantizer::PanelPlace> Quantizer::places(LayerShape shape) const {
    const std::size_t stride = 8 * rowTileBytes(shape);
    std::vector<PanelPlace> places;
    std::size_t bit = 0;
    for (std::int64_t panel = 0; panel < panels(shape); ++panel) {
        places.push_back({panel, bit, stride});
        bit += tileBits(shape, panel);
    }
    return places;
}

std::int64_t Quantizer::batches(LayerShape shape) const {
    return (shape.rows + kBatchRows - 1) / kBatchRows;
}

void Quantizer::encodeBatch(LayerShape shape, const PanelPlace& place, std::int64_t batch,
                            std::span<const float> targets, std::span<std::byte> codes,
                            std::span<float> decoded) const {
    constexpr std::int64_t kBatch = kBatchRows / kTile;
    const std::int64_t first = batch * kBatch;
    const std::int64_t count = std::min(kBatch, shape.rowTiles() - first);
    assert(targets.size() == static_cast<std::size_t>(count * kTile * panelColumns()));
    assert(decoded.size() == targets.size() && codes.size() == codesBytes(shape));
    encodeTiles(shape, place.panel,
                {targets, decoded, codes,
                 place.firstBit + static_cast<std::size_t>(first) * place.stride, place.stride,
                 count});
}

void Quantizer::encodePanel(LayerShape shape, std::int64_t panel, std::span<const float> targets,
                            std::span<std::byte> codes, std::span<float> decoded,
                            const RunContext& context) const {
    const auto batchValues = static_cast<std::size_t>(kBatchRows * panelColumns());
    assert(targets.size() == static_cast<std::size_t>(shape.paddedRows() * panelColumns()));
    assert(decoded.size() == targets.size());
    const PanelPlace place = places(shape)[static_cast<std::size_t>(panel)];
    parallelFor(static_cast<std::size_t>(batches(shape)), context, [&](std::size_t batch) {
        const std::size_t offset = batch * batchValues;
        const std::size_t values = std::min(batchValues, targets.size() - offset);
        encodeBatch(shape, place, static_cast<std::int64_t>(batch), targets.subspan(offset, values),
                    codes, decoded.subspan(offset, values));
    });
}

} // namespace fracbit::quantizer
