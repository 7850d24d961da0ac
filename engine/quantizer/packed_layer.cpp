#include "quantizer/packed_layer.h"

#include "base/parallel.h"
#include "quantizer/palette.h"
#include "quantizer/row_scales.h"

#include <algorithm>
#include <cmath>

namespace fracbit::quantizer {

namespace {

// The targets of one panel, padded with zeros to whole tiles.
void gatherPanel(const Tensor& rows, std::int64_t firstColumn, std::int64_t width,
                 std::span<float> targets) {
    std::fill(targets.begin(), targets.end(), 0.0f);
    const std::int64_t columns = std::min(width, rows.columns() - firstColumn);
    for (std::int64_t i = 0; i < rows.rows(); ++i) {
        const auto row = rows.row(i).subspan(static_cast<std::size_t>(firstColumn),
                                             static_cast<std::size_t>(columns));
        std::copy(row.begin(), row.end(), targets.begin() + i * width);
    }
}

void addPanelError(const PackedLayer& layer, std::int64_t firstColumn, std::int64_t width,
                   std::span<const float> targets, std::span<const float> decoded,
                   LayerError& error) {
    const std::int64_t columns = std::min(width, layer.shape.columns - firstColumn);
    for (std::int64_t i = 0; i < layer.shape.rows; ++i) {
        double squares = 0;
        double norm = 0;
        for (std::int64_t j = i * width; j < i * width + columns; ++j) {
            const double target = targets[static_cast<std::size_t>(j)];
            const double difference = decoded[static_cast<std::size_t>(j)] - target;
            squares += difference * difference;
            norm += target * target;
        }
        const double scale = halfToFloat(layer.rowScales[static_cast<std::size_t>(i)]);
        error.squaredError += scale * scale * squares;
        error.squaredNorm += scale * scale * norm;
    }
}

} // namespace

PackedLayerView::PackedLayerView(const PackedLayer& layer)
    : scheme(layer.scheme), shape(layer.shape), codebook(layer.codebook),
      rowScales(std::as_bytes(std::span(layer.rowScales))), codes(layer.codes) {}

PackedLayer quantizeRotated(Tensor& rotated, Scheme scheme, const std::string& name,
                            const RunContext& context, LayerError& error,
                            const std::function<void(std::uint64_t)>& panelDone) {
    const Quantizer& chosen = quantizer(scheme);
    PackedLayer layer{scheme, {rotated.rows(), rotated.columns()}, chosen.codebook(), {}, {}};
    layer.rowScales = normaliseRows(rotated, name);
    layer.codes.resize(chosen.codesBytes(layer.shape));
    const std::int64_t width = chosen.panelColumns();
    std::vector<float> targets(static_cast<std::size_t>(layer.shape.paddedRows() * width));
    std::vector<float> decoded(targets.size());
    error = {};
    for (std::int64_t panel = 0; panel < chosen.panels(layer.shape); ++panel) {
        gatherPanel(rotated, panel * width, width, targets);
        chosen.encodePanel(layer.shape, panel, targets, layer.codes, decoded, context);
        addPanelError(layer, panel * width, width, targets, decoded, error);
        if (panelDone)
            panelDone(static_cast<std::uint64_t>(
                layer.shape.rows * std::min((panel + 1) * width, layer.shape.columns)));
    }
    return layer;
}

LayerReader::LayerReader(PackedLayerView view)
    : view_(std::move(view)), decoder_(makeDecoder(view_.scheme, view_.codebook)),
      rowTileBytes_(quantizer(view_.scheme).rowTileBytes(view_.shape)),
      paddedColumns_(quantizer(view_.scheme).paddedColumns(view_.shape)) {
    if (view_.codes.size() != quantizer(view_.scheme).codesBytes(view_.shape) ||
        view_.rowScales.size() != static_cast<std::size_t>(view_.shape.rows) * 2)
        throw Error(ErrorCode::InvalidFile, "codes or row scales have a wrong size");
}

float LayerReader::rowScale(std::int64_t row) const {
    const auto at = static_cast<std::size_t>(2 * row);
    const auto low = std::to_integer<unsigned>(view_.rowScales[at]);
    const auto high = std::to_integer<unsigned>(view_.rowScales[at + 1]);
    return halfToFloat(static_cast<std::uint16_t>(low | high << 8));
}

void LayerReader::readRows(std::int64_t begin, std::int64_t end, std::span<float> out) const {
    std::vector<float> tile(static_cast<std::size_t>(kTile * paddedColumns_));
    const std::int64_t columns = view_.shape.columns;
    for (std::int64_t rowTile = begin / kTile; rowTile * kTile < end; ++rowTile) {
        decoder_->decodeRowTile(
            view_.shape,
            view_.codes.subspan(static_cast<std::size_t>(rowTile) * rowTileBytes_, rowTileBytes_),
            tile);
        const std::int64_t first = std::max(begin, rowTile * kTile);
        const std::int64_t last = std::min(end, (rowTile + 1) * kTile);
        for (std::int64_t row = first; row < last; ++row) {
            const float scale = rowScale(row);
            const float* in = tile.data() + (row - rowTile * kTile) * paddedColumns_;
            float* to = out.data() + (row - begin) * columns;
            for (std::int64_t j = 0; j < columns; ++j)
                to[j] = scale * in[j];
        }
    }
}

} // namespace fracbit::quantizer
