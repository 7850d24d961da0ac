#include "profiling/estimators/fed_back_noise.h"

#include "base/random.h"
#include "quantizer/feedback/feedback_loop.h"

namespace fracbit::profiling {

namespace {

// With 128 samples, a mean of squares is within 12 % in a single direction; gradients have many.
constexpr std::int64_t kRows = 128;
constexpr std::int64_t kPanel = 16; // the width of the tiles of all schemes that are allocated

class Noise final : public quantizer::PanelRounder {
public:
    std::int64_t columns() const override { return kPanel; }
    std::int64_t paddedRows() const override { return kRows; }
    void round(std::int64_t panel, std::span<const float> targets,
               std::span<float> values) override {
        fillGaussian(values, mix64(static_cast<std::uint64_t>(panel)));
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] += targets[i];
    }
};

} // namespace

FedBackNoise feedBackNoise(const quantizer::FeedbackFactor& factor, const RunContext& context) {
    Tensor weights({kRows, factor.width()}); // of zero: what is left of the targets is their growth
    Noise rounder;
    double grown = 0;
    for (const auto& row : quantizer::runFeedback(weights, factor, rounder, context))
        grown += row.targets;
    const double growth = grown / static_cast<double>(kRows * factor.width());
    return {std::move(weights), growth};
}

} // namespace fracbit::profiling
