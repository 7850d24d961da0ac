#include "quantizer/panel_encoder.h"

#include "base/parallel.h"
#include "quantizer/palette.h"

#include <algorithm>

namespace fracbit::quantizer {

namespace {

// The rows of a batch, one panel of them at a time.
class Batch {
public:
    Batch(const Quantizer& quantizer, LayerShape shape, std::int64_t batch)
        : quantizer_(quantizer), shape_(shape), batch_(batch), width_(quantizer.panelColumns()),
          first_(batch * Quantizer::kBatchRows),
          rows_(std::min(Quantizer::kBatchRows, shape.rows - first_)),
          targets_(static_cast<std::size_t>((rows_ + kTile - 1) / kTile * kTile * width_)),
          decoded_(targets_.size()) {}

    // `column`: of the panel, among those of the values.
    void encode(const Quantizer::PanelPlace& place, std::int64_t column, const PanelValues& values,
                std::span<std::byte> codes) {
        const std::int64_t columns = std::min(width_, shape_.columns - place.panel * width_);
        if (columns < width_)
            std::ranges::fill(targets_, 0.0f);
        for (std::int64_t i = 0; i < rows_; ++i)
            std::copy_n(values.targets + (first_ + i) * values.targetStride + column, columns,
                        targets_.data() + i * width_);
        quantizer_.encodeBatch(shape_, place, batch_, targets_, codes, decoded_);
        for (std::int64_t i = 0; i < rows_; ++i)
            std::copy_n(decoded_.data() + i * width_, columns,
                        values.decoded + (first_ + i) * values.decodedStride + column);
    }

private:
    const Quantizer& quantizer_;
    LayerShape shape_;
    std::int64_t batch_;
    std::int64_t width_;
    std::int64_t first_; // row
    std::int64_t rows_;
    std::vector<float> targets_; // padded with zeros to whole tiles
    std::vector<float> decoded_;
};

} // namespace

PanelEncoder::PanelEncoder(Scheme scheme) : quantizer_(quantizer::quantizer(scheme)) {}

std::int64_t PanelEncoder::columns(LayerShape shape, PanelRange panels) const {
    const std::int64_t width = quantizer_.panelColumns();
    return std::min(panels.count * width, shape.columns - panels.first * width);
}

void ProcessorEncoder::encode(LayerShape shape, PanelRange panels, const PanelValues& values,
                              std::span<std::byte> codes, const RunContext& context) {
    const Quantizer& chosen = quantizer();
    const std::vector<Quantizer::PanelPlace> all = chosen.places(shape);
    const auto places = std::span(all).subspan(static_cast<std::size_t>(panels.first),
                                               static_cast<std::size_t>(panels.count));
    parallelFor(static_cast<std::size_t>(chosen.batches(shape)), context, [&](std::size_t index) {
        Batch batch(chosen, shape, static_cast<std::int64_t>(index));
        for (const Quantizer::PanelPlace& place : places)
            batch.encode(place, (place.panel - panels.first) * chosen.panelColumns(), values,
                         codes);
    });
}

} // namespace fracbit::quantizer
