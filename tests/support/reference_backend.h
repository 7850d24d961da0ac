// A back end in plain loops over decoded weights: what the others are compared with, and the
// smallest example of one.
#pragma once

#include "backend/linear_backend.h"
#include "base/error.h"

#include <algorithm>

namespace fracbit::tests {

class ReferenceGroup final : public backend::LinearGroup {
public:
    explicit ReferenceGroup(const backend::GroupSource& source)
        : rotation_(source.rotation), columns_(source.layers.front().shape.columns) {
        for (const quantizer::PackedLayerView& layer : source.layers) {
            if (layer.shape.columns != columns_)
                throw Error(ErrorCode::Internal, "fused layers read inputs of different sizes");
            const std::size_t begin = weights_.size();
            weights_.resize(begin + static_cast<std::size_t>(layer.shape.rows * columns_));
            quantizer::LayerReader(layer).readRows(0, layer.shape.rows,
                                                   std::span(weights_).subspan(begin));
            rows_ += layer.shape.rows;
        }
    }

    std::int64_t columns() const override { return columns_; }
    std::int64_t rows() const override { return rows_; }
    std::size_t bytes() const override { return weights_.size() * sizeof(float); }
    void multiply(std::span<const float> x, std::int64_t count, std::span<float> out,
                  backend::LinearWorkspace&) const override {
        for (std::int64_t i = 0; i < count; ++i) {
            std::vector<float> input(x.begin() + i * columns_, x.begin() + (i + 1) * columns_);
            if (rotation_)
                rotation_->rotate(input);
            for (std::int64_t row = 0; row < rows_; ++row)
                out[static_cast<std::size_t>(i * rows_ + row)] = static_cast<float>(sumOfTerms(
                    row, input, [](double weight, double value) { return weight * value; }));
        }
    }
    // Of |weight x|, x rotated already: what rounding errors are relative to.
    double magnitude(std::int64_t row, std::span<const float> x) const {
        return sumOfTerms(row, x,
                          [](double weight, double value) { return std::abs(weight * value); });
    }

private:
    template <class Term>
    double sumOfTerms(std::int64_t row, std::span<const float> x, const Term& term) const {
        double sum = 0;
        for (std::int64_t j = 0; j < columns_; ++j)
            sum += term(static_cast<double>(weights_[static_cast<std::size_t>(row * columns_ + j)]),
                        static_cast<double>(x[static_cast<std::size_t>(j)]));
        return sum;
    }

    std::optional<rotation::Rotation> rotation_;
    std::int64_t columns_;
    std::int64_t rows_ = 0;
    std::vector<float> weights_;
};

class ReferenceBackend final : public backend::LinearBackend {
public:
    std::string deviceName() const override { return "plain loops"; }
    std::unique_ptr<backend::LinearGroup> prepare(const backend::GroupSource& source,
                                                  const RunContext&) override {
        return std::make_unique<ReferenceGroup>(source);
    }
    std::unique_ptr<backend::LinearWorkspace> makeWorkspace(ThreadTeam&) override {
        return std::make_unique<Workspace>();
    }
    std::unique_ptr<quantizer::PanelEncoder> encoder(quantizer::Scheme scheme) override {
        return std::make_unique<Encoder>(scheme);
    }

private:
    class Workspace final : public backend::LinearWorkspace {};

    // Panel by panel, on one thread, as the quantizer's own contract has it.
    class Encoder final : public quantizer::PanelEncoder {
    public:
        using PanelEncoder::PanelEncoder;
        std::int64_t weightsAtATime() const override { return 1; }
        void encode(quantizer::LayerShape shape, quantizer::PanelRange panels,
                    const quantizer::PanelValues& values, std::span<std::byte> codes,
                    const RunContext&) override {
            const std::int64_t width = quantizer().panelColumns();
            std::vector<float> targets(static_cast<std::size_t>(shape.paddedRows() * width));
            std::vector<float> decoded(targets.size());
            for (std::int64_t panel = 0; panel < panels.count; ++panel) {
                const std::int64_t column = panel * width;
                const std::int64_t count =
                    std::min(width, shape.columns - (panels.first + panel) * width);
                std::ranges::fill(targets, 0.0f);
                for (std::int64_t row = 0; row < shape.rows; ++row)
                    std::copy_n(values.targets + row * values.targetStride + column, count,
                                targets.data() + row * width);
                quantizer().encodePanel(shape, panels.first + panel, targets, codes, decoded, {});
                for (std::int64_t row = 0; row < shape.rows; ++row)
                    std::copy_n(decoded.data() + row * width, count,
                                values.decoded + row * values.decodedStride + column);
            }
        }
    };
};

} // namespace fracbit::tests
