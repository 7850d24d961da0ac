#include "quantizer/packed_layer.h"

#include "base/parallel.h"
#include "quantizer/palette.h"
#include "quantizer/row_scales.h"

#include <algorithm>
#include <cmath>

namespace fracbit::quantizer {

namespace {

// One panel of a layer after another; rows are shared out to threads.
class PanelEncoder {
public:
    PanelEncoder(const Quantizer& quantizer, const Tensor& rows, PackedLayer& layer,
                 const RunContext& context)
        : quantizer_(quantizer), rows_(rows), layer_(layer), context_(context),
          width_(quantizer.panelColumns()),
          targets_(static_cast<std::size_t>(layer.shape.paddedRows() * width_)),
          decoded_(targets_.size()), errors_(static_cast<std::size_t>(layer.shape.rows)) {}

    // Returns the columns done.
    std::int64_t encode(std::int64_t panel) {
        const std::int64_t first = panel * width_;
        const std::int64_t columns = std::min(width_, rows_.columns() - first);
        if (columns < width_)
            std::ranges::fill(targets_, 0.0f);
        forRows([&](std::size_t i) { setTargets(i, first, columns); });
        quantizer_.encodePanel(layer_.shape, panel, targets_, layer_.codes, decoded_, context_);
        forRows([&](std::size_t i) { addErrors(i, columns); });
        return first + columns;
    }

    LayerError error() const {
        LayerError sum;
        for (std::size_t i = 0; i < errors_.size(); ++i) {
            const double scale = halfToFloat(layer_.rowScales[i]);
            sum.squaredError += scale * scale * errors_[i].squaredError;
            sum.squaredNorm += scale * scale * errors_[i].squaredNorm;
        }
        return sum;
    }

private:
    void forRows(const std::function<void(std::size_t)>& body) const {
        constexpr std::size_t kRows = 64; // a work item
        parallelFor(static_cast<std::size_t>(rows_.rows()), kRows, context_, body);
    }

    void setTargets(std::size_t i, std::int64_t first, std::int64_t columns) {
        const auto row = static_cast<std::int64_t>(i);
        std::copy_n(rows_.row(row).data() + first, columns, targets_.data() + row * width_);
    }

    void addErrors(std::size_t i, std::int64_t columns) {
        LayerError& row = errors_[i];
        const float* targets = targets_.data() + static_cast<std::int64_t>(i) * width_;
        const float* decoded = decoded_.data() + static_cast<std::int64_t>(i) * width_;
        for (std::int64_t j = 0; j < columns; ++j) {
            const double target = targets[j];
            const double difference = decoded[j] - target;
            row.squaredError += difference * difference;
            row.squaredNorm += target * target;
        }
    }

    const Quantizer& quantizer_;
    const Tensor& rows_;
    PackedLayer& layer_;
    const RunContext& context_;
    std::int64_t width_;
    std::vector<float> targets_; // of the panel, padded with zeros to whole tiles
    std::vector<float> decoded_;
    std::vector<LayerError> errors_; // of each row, in units of its scale
};

} // namespace

PackedLayerView::PackedLayerView(const PackedLayer& layer)
    : scheme(layer.scheme), shape(layer.shape), codebook(layer.codebook),
      rowScales(std::as_bytes(std::span(layer.rowScales))), codes(layer.codes) {}

PackedLayer quantizeRotated(Tensor& rotated, Scheme scheme, const std::string& name,
                            const RunContext& context, LayerError& error,
                            const std::function<void(std::uint64_t)>& panelDone) {
    const Quantizer& chosen = quantizer(scheme);
    PackedLayer layer{scheme, {rotated.rows(), rotated.columns()}, chosen.codebook(), {}, {}};
    layer.rowScales = normaliseRows(rotated, name, context);
    layer.codes.resize(chosen.codesBytes(layer.shape));
    PanelEncoder encoder(chosen, rotated, layer, context);
    for (std::int64_t panel = 0; panel < chosen.panels(layer.shape); ++panel) {
        const std::int64_t columns = encoder.encode(panel);
        if (panelDone)
            panelDone(static_cast<std::uint64_t>(layer.shape.rows * columns));
    }
    error = encoder.error();
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
