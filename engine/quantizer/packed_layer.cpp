#include "quantizer/packed_layer.h"

#include "quantizer/output_basis.h"
#include "quantizer/palette.h"
#include "quantizer/row_scales.h"

#include <algorithm>
#include <cmath>

namespace fracbit::quantizer {

namespace {

// Walks over a layer's columns, as many panels at a time as its encoder takes; the rows become
// errors, decoded value minus target.
class PanelWalk {
public:
    PanelWalk(PanelEncoder& encoder, Tensor& rows, PackedLayer& layer, const RunContext& context)
        : encoder_(encoder), rows_(rows), layer_(layer), context_(context),
          panels_(encoder.quantizer().panels(layer.shape)) {}

    // Encodes some panels; returns the columns done so far, all of them in the end.
    std::int64_t encodeSome() {
        const std::int64_t width = encoder_.quantizer().panelColumns();
        const std::int64_t some = std::max<std::int64_t>(
            1, encoder_.weightsAtATime() / (layer_.shape.paddedRows() * width));
        const PanelRange panels{done_, std::min(some, panels_ - done_)};
        const std::int64_t column = done_ * width;
        const std::int64_t columns = encoder_.columns(layer_.shape, panels);
        decoded_.resize(static_cast<std::size_t>(layer_.shape.rows * columns));
        encoder_.encode(layer_.shape, panels,
                        {rows_.values.data() + column, rows_.columns(), decoded_.data(), columns},
                        layer_.codes, context_);
        for (std::int64_t row = 0; row < layer_.shape.rows; ++row)
            keepErrors(row, column, columns);
        done_ += panels.count;
        return column + columns;
    }

private:
    void keepErrors(std::int64_t row, std::int64_t column, std::int64_t columns) {
        float* targets = rows_.row(row).data() + column;
        const float* decoded = decoded_.data() + row * columns;
        for (std::int64_t j = 0; j < columns; ++j)
            targets[j] = decoded[j] - targets[j];
    }

    PanelEncoder& encoder_;
    Tensor& rows_;
    PackedLayer& layer_;
    const RunContext& context_;
    std::int64_t panels_;
    std::int64_t done_ = 0;      // panels
    std::vector<float> decoded_; // of the last ones
};

std::vector<double> squaredNorms(const Tensor& rows) {
    std::vector<double> norms;
    for (std::int64_t i = 0; i < rows.rows(); ++i)
        norms.push_back(squaredNorm(rows.row(i)));
    return norms;
}

} // namespace

PackedLayerView::PackedLayerView(const PackedLayer& layer)
    : scheme(layer.scheme), shape(layer.shape), codebook(layer.codebook),
      rowScales(std::as_bytes(std::span(layer.rowScales))), codes(layer.codes) {}

PackedLayer quantizeRotated(Tensor& rotated, const LayerEncoding& encoding, const std::string& name,
                            const RunContext& context, LayerError& error,
                            const std::function<void(std::uint64_t)>& panelDone) {
    const OutputBasis outputs(encoding.basis, rotated.rows());
    PackedLayer layer = emptyLayer(encoding, rotated);
    layer.rowScales = normaliseRows(rotated, name, context,
                                    [&](std::int64_t row) { return outputs.spread(row); });
    const std::vector<double> norms = squaredNorms(rotated);
    outputs.enter(rotated, context);
    PanelWalk walk(encoding.encoder, rotated, layer, context);
    for (std::int64_t columns = 0; columns < layer.shape.columns;) {
        columns = walk.encodeSome();
        if (panelDone)
            panelDone(static_cast<std::uint64_t>(layer.shape.rows * columns));
    }
    outputs.leave(rotated, context);
    error = {};
    for (std::size_t i = 0; i < norms.size(); ++i) {
        const double scale = halfToFloat(layer.rowScales[i]);
        error.squaredError +=
            scale * scale * squaredNorm(rotated.row(static_cast<std::int64_t>(i)));
        error.squaredNorm += scale * scale * norms[i];
    }
    return layer;
}

PackedLayer quantizeRotated(Tensor& rotated, Scheme scheme, const std::string& name,
                            const RunContext& context, LayerError& error,
                            const std::function<void(std::uint64_t)>& panelDone) {
    ProcessorEncoder encoder(scheme);
    return quantizeRotated(rotated, LayerEncoding{encoder}, name, context, error, panelDone);
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
