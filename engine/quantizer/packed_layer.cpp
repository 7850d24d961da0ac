#include "quantizer/packed_layer.h"

#include "base/parallel.h"
#include "quantizer/palette.h"
#include "quantizer/row_scales.h"

#include <algorithm>
#include <cmath>

namespace fracbit::quantizer {

namespace {

// The rows of a layer are shared out to threads, which encode several panels each before they wait
// for each other.
class PanelEncoder {
public:
    PanelEncoder(const Quantizer& quantizer, const Tensor& rows, PackedLayer& layer,
                 const RunContext& context)
        : quantizer_(quantizer), rows_(rows), layer_(layer), context_(context),
          places_(quantizer.places(layer.shape)), width_(quantizer.panelColumns()),
          errors_(static_cast<std::size_t>(layer.shape.rows)) {}

    // Encodes some panels; returns the columns done so far, all of them in the end.
    std::int64_t encodeSome() {
        constexpr std::int64_t kWeights = 1 << 18; // of all panels at a time
        const auto panels = static_cast<std::size_t>(
            std::max<std::int64_t>(1, kWeights / (layer_.shape.paddedRows() * width_)));
        const std::size_t end = std::min(done_ + panels, places_.size());
        parallelFor(static_cast<std::size_t>(quantizer_.batches(layer_.shape)), context_,
                    [&](std::size_t batch) {
                        Batch work(*this, static_cast<std::int64_t>(batch));
                        for (std::size_t panel = done_; panel < end; ++panel)
                            work.encode(places_[panel]);
                    });
        done_ = end;
        return std::min(static_cast<std::int64_t>(done_) * width_, rows_.columns());
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
    // A batch of rows, one panel of them at a time.
    class Batch {
    public:
        Batch(PanelEncoder& encoder, std::int64_t batch)
            : encoder_(encoder), batch_(batch), first_(batch * Quantizer::kBatchRows),
              rows_(std::min(Quantizer::kBatchRows, encoder.layer_.shape.rows - first_)),
              targets_(
                  static_cast<std::size_t>((rows_ + kTile - 1) / kTile * kTile * encoder.width_)),
              decoded_(targets_.size()) {}

        void encode(const Quantizer::PanelPlace& place) {
            const std::int64_t column = place.panel * encoder_.width_;
            const std::int64_t columns =
                std::min(encoder_.width_, encoder_.rows_.columns() - column);
            if (columns < encoder_.width_)
                std::ranges::fill(targets_, 0.0f);
            for (std::int64_t i = 0; i < rows_; ++i)
                std::copy_n(encoder_.rows_.row(first_ + i).data() + column, columns,
                            targets_.data() + i * encoder_.width_);
            encoder_.quantizer_.encodeBatch(encoder_.layer_.shape, place, batch_, targets_,
                                            encoder_.layer_.codes, decoded_);
            for (std::int64_t i = 0; i < rows_; ++i)
                addErrors(i, columns);
        }

    private:
        void addErrors(std::int64_t i, std::int64_t columns) {
            LayerError& row = encoder_.errors_[static_cast<std::size_t>(first_ + i)];
            const float* targets = targets_.data() + i * encoder_.width_;
            const float* decoded = decoded_.data() + i * encoder_.width_;
            for (std::int64_t j = 0; j < columns; ++j) {
                const double target = targets[j];
                const double difference = decoded[j] - target;
                row.squaredError += difference * difference;
                row.squaredNorm += target * target;
            }
        }

        PanelEncoder& encoder_;
        std::int64_t batch_;
        std::int64_t first_; // row
        std::int64_t rows_;
        std::vector<float> targets_; // padded with zeros to whole tiles
        std::vector<float> decoded_;
    };

    const Quantizer& quantizer_;
    const Tensor& rows_;
    PackedLayer& layer_;
    const RunContext& context_;
    std::vector<Quantizer::PanelPlace> places_;
    std::int64_t width_;
    std::size_t done_ = 0;           // panels
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
    for (std::int64_t columns = 0; columns < layer.shape.columns;) {
        columns = encoder.encodeSome();
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
