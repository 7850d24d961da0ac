#include "quantizer/feedback/feedback_quantizer.h"

#include "base/parallel.h"
#include "quantizer/feedback/feedback_loop.h"
#include "quantizer/feedback/matrix_product.h"
#include "quantizer/output_basis.h"
#include "quantizer/row_scales.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>

namespace fracbit::quantizer {

namespace {

class EncodedPanels final : public PanelRounder {
public:
    EncodedPanels(PanelEncoder& encoder, PackedLayer& layer, const RunContext& context)
        : encoder_(encoder), quantizer_(encoder.quantizer()), layer_(layer), context_(context) {}

    std::int64_t columns() const override { return quantizer_.panelColumns(); }
    std::int64_t paddedRows() const override { return layer_.shape.paddedRows(); }
    bool isColumnwise() const override { return quantizer_.isScalar(); }
    float nearest(float target) const override { return quantizer_.nearest(target); }
    void round(std::int64_t panel, std::span<const float> targets,
               std::span<float> values) override {
        const auto start = std::chrono::steady_clock::now();
        encoder_.encode(layer_.shape, {panel, 1},
                        {targets.data(), columns(), values.data(), columns()}, layer_.codes,
                        context_);
        seconds_ += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    }
    double seconds() const { return seconds_; } // spent encoding

private:
    PanelEncoder& encoder_;
    const Quantizer& quantizer_;
    PackedLayer& layer_;
    const RunContext& context_;
    double seconds_ = 0;
};

// Rows times R.
Tensor timesFactor(const Tensor& rows, const FeedbackFactor& factor, const RunContext& context) {
    Tensor result(rows.shape);
    const std::int64_t width = factor.width();
    for (std::int64_t k = 0; k < width; k += kProductDepth) {
        const std::int64_t depth = std::min(kProductDepth, width - k);
        // What lies below the diagonal of this part of R is not zero but meaningless.
        Tensor corner({depth, depth});
        for (std::int64_t i = 0; i < depth; ++i)
            std::copy_n(factor.row(k + i).data() + k + i, depth - i, corner.row(i).data() + i);
        const MatrixView left{rows.values.data() + k, rows.rows(), depth, width};
        addProduct(1, left, {corner.values.data(), depth, depth, depth}, result.values.data() + k,
                   width, Part::All, context);
        const MatrixView right{factor.values() + k * width + k + depth, depth, width - k - depth,
                               width};
        addProduct(1, left, right, result.values.data() + k + depth, width, Part::All, context);
    }
    return result;
}

double dot(std::span<const float> a, std::span<const float> b) {
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0, std::plus<>(),
                              [](double x, double y) { return x * y; });
}

// Of one row, in units of its scale: w R and e R.
struct RowProducts {
    double energy = 0; // |w R|^2
    double cross = 0;  // (w R)(e R)
    double loss = 0;   // |e R|^2

    // The factor of the scale for which the loss is least, and the loss for a factor.
    double bestFactor() const {
        const double norm = energy + 2 * cross + loss;
        return norm > 0 && energy + cross > 0 ? (energy + cross) / norm : 1;
    }
    double lossAt(double factor) const {
        const double shift = factor - 1; // factor (w + e) - w = shift w + factor e
        return shift * shift * energy + 2 * shift * factor * cross + factor * factor * loss;
    }
};

double squaredErrorAt(const FeedbackRow& row, double factor) {
    const double shift = factor - 1;
    return shift * shift * row.weights + 2 * shift * factor * row.cross +
           factor * factor * row.errors;
}

// Multiplies a row's scale; returns by how much it really changed, in fp16.
double rescale(PackedLayer& layer, std::size_t row, double factor) {
    const float before = halfToFloat(layer.rowScales[row]);
    const std::uint16_t bits = floatToHalf(static_cast<float>(before * factor));
    const float after = halfToFloat(bits);
    if (!(before > 0) || !std::isfinite(after))
        return 1;
    layer.rowScales[row] = bits;
    return static_cast<double>(after) / static_cast<double>(before);
}

// Fits the row scales and adds up what is left. `energies` and `losses` are W R and E R in units of
// the row scales.
void settle(PackedLayer& layer, const std::vector<FeedbackRow>& rows, const Tensor& energies,
            const Tensor& losses, const FeedbackOptions& options, FeedbackError& error) {
    for (std::size_t at = 0; at < rows.size(); ++at) {
        const auto i = static_cast<std::int64_t>(at);
        const double scale = halfToFloat(layer.rowScales[at]);
        const RowProducts products{dot(energies.row(i), energies.row(i)),
                                   dot(energies.row(i), losses.row(i)),
                                   dot(losses.row(i), losses.row(i))};
        const double factor = options.refitScales ? rescale(layer, at, products.bestFactor()) : 1.0;
        error.energy += scale * scale * products.energy;
        error.loss += scale * scale * products.lossAt(factor);
        error.weights.squaredError += scale * scale * squaredErrorAt(rows[at], factor);
        error.weights.squaredNorm += scale * scale * rows[at].weights;
    }
}

double growthOf(const std::vector<FeedbackRow>& rows) {
    double targets = 0;
    double weights = 0;
    for (const FeedbackRow& row : rows) {
        targets += row.targets;
        weights += row.weights;
    }
    return weights > 0 ? targets / weights : 1;
}

// Of rows whose outputs are not rotated (any more); their targets are not known.
std::vector<FeedbackRow> rowsOf(const Tensor& weights, const Tensor& errors) {
    std::vector<FeedbackRow> rows(static_cast<std::size_t>(weights.rows()));
    for (std::int64_t i = 0; i < weights.rows(); ++i) {
        FeedbackRow& row = rows[static_cast<std::size_t>(i)];
        row.weights = squaredNorm(weights.row(i));
        row.cross = dot(weights.row(i), errors.row(i));
        row.errors = squaredNorm(errors.row(i));
    }
    return rows;
}

} // namespace

PackedLayer quantizeWithFeedback(Tensor& rotated, const LayerEncoding& encoding,
                                 const std::string& name, const FeedbackFactor& factor,
                                 const FeedbackOptions& options, const RunContext& context,
                                 FeedbackError& error,
                                 const std::function<void(std::uint64_t)>& panelDone) {
    if (rotated.columns() != factor.width())
        throw Error(ErrorCode::Internal, name, "feedback with moments of another width");
    const OutputBasis outputs(encoding.basis, rotated.rows());
    PackedLayer layer = emptyLayer(encoding, rotated);
    layer.rowScales = normaliseRows(rotated, name, context, [&](std::int64_t row) {
        return options.headroom * outputs.spread(row);
    });
    const Tensor energies = timesFactor(rotated, factor, context);
    const Tensor weights = outputs.isRotated() ? rotated : Tensor();
    outputs.enter(rotated, context);
    EncodedPanels panels(encoding.encoder, layer, context);
    auto rows = runFeedback(rotated, factor, panels, context, [&](std::int64_t columns) {
        if (panelDone)
            panelDone(static_cast<std::uint64_t>(layer.shape.rows * columns));
    });
    outputs.leave(rotated, context);
    error = {};
    error.encoderSeconds = panels.seconds();
    error.growth = growthOf(rows);
    if (outputs.isRotated())
        rows = rowsOf(weights, rotated);
    settle(layer, rows, energies, timesFactor(rotated, factor, context), options, error);
    return layer;
}

PackedLayer quantizeWithFeedback(Tensor& rotated, Scheme scheme, const std::string& name,
                                 const FeedbackFactor& factor, const FeedbackOptions& options,
                                 const RunContext& context, FeedbackError& error,
                                 const std::function<void(std::uint64_t)>& panelDone) {
    ProcessorEncoder encoder(scheme);
    return quantizeWithFeedback(rotated, LayerEncoding{encoder}, name, factor, options, context,
                                error, panelDone);
}

} // namespace fracbit::quantizer
