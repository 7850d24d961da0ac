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

std::size_t Quantizer::panelBit(LayerShape shape, std::int64_t panel) const {
    std::size_t bit = 0;
    for (std::int64_t before = 0; before < panel; ++before)
        bit += tileBits(shape, before);
    return bit;
}

std::size_t Quantizer::rowTileBytes(LayerShape shape) const {
    return (panelBit(shape, panels(shape)) + 7) / 8;
}

std::size_t Quantizer::codesBytes(LayerShape shape) const {
    return static_cast<std::size_t>(shape.rowTiles()) * rowTileBytes(shape);
}

void Quantizer::encodePanel(LayerShape shape, std::int64_t panel, std::span<const float> targets,
                            std::span<std::byte> codes, std::span<float> decoded,
                            const RunContext& context) const {
    constexpr std::int64_t kBatch = 2; // row tiles a work item: what paired encoders take at once
    const auto tileValues = static_cast<std::size_t>(kTile * panelColumns());
    assert(targets.size() == static_cast<std::size_t>(shape.rowTiles()) * tileValues);
    assert(decoded.size() == targets.size() && codes.size() == codesBytes(shape));
    const std::size_t stride = 8 * rowTileBytes(shape);
    const std::size_t bit = panelBit(shape, panel);
    const std::int64_t batches = (shape.rowTiles() + kBatch - 1) / kBatch;
    parallelFor(static_cast<std::size_t>(batches), context, [&](std::size_t batch) {
        const std::int64_t first = static_cast<std::int64_t>(batch) * kBatch;
        const std::int64_t count = std::min(kBatch, shape.rowTiles() - first);
        const auto offset = static_cast<std::size_t>(first) * tileValues;
        const auto values = static_cast<std::size_t>(count) * tileValues;
        encodeTiles(shape, panel,
                    {targets.subspan(offset, values), decoded.subspan(offset, values), codes,
                     bit + static_cast<std::size_t>(first) * stride, stride, count});
    });
}

} // namespace fracbit::quantizer
