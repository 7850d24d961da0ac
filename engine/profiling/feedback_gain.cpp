#include "profiling/feedback_gain.h"

#include "base/random.h"
#include "profiling/rotated_moments.h"
#include "quantizer/feedback/feedback_loop.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace fracbit::profiling {

namespace {

// Rows of noise: with 32 rows of 576 columns or more, the ratio is within a percent.
constexpr std::int64_t kRows = 32;
constexpr std::int64_t kPanel = 16; // the width of the tiles of all schemes that are allocated
constexpr double kError = 0.01;     // relative squared error: between 3 and 4 bits

class Noise final : public quantizer::PanelRounder {
public:
    std::int64_t columns() const override { return kPanel; }
    std::int64_t paddedRows() const override { return kRows; }
    void round(std::int64_t panel, std::span<const float> targets,
               std::span<float> values) override {
        fillGaussian(values, mix64(static_cast<std::uint64_t>(panel)));
        const auto size = static_cast<float>(std::sqrt(kError));
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = targets[i] + size * values[i];
    }
};

// The growth of the residual on text that the moments have not seen; nothing is known of a sample
// of unknown size. Where it is hardly larger than the matrix, damping limits the harm.
double onNewText(std::int64_t width, std::optional<std::int64_t> tokens) {
    constexpr double kMost = 3;
    if (!tokens || 2 * *tokens <= width)
        return tokens ? kMost : 1;
    const double share = static_cast<double>(width) / (2 * static_cast<double>(*tokens));
    return std::min((1 + share) / (1 - share), kMost);
}

} // namespace

LayerFeedback feedbackGain(const quantizer::FeedbackFactor& factor,
                           std::optional<std::int64_t> tokens, const RunContext& context) {
    const auto width = factor.width();
    Tensor weights({kRows, width}); // of zero: what is left of the targets is their growth
    Noise noise;
    double loss = 0;
    double grown = 0;
    for (const auto& row : quantizer::runFeedback(weights, factor, noise, context)) {
        loss += row.loss - factor.damping() * factor.meanDiagonal() * row.errors;
        grown += row.targets;
    }
    const double count = static_cast<double>(kRows * width);
    const double ratio = loss / (kError * factor.meanDiagonal() * count);
    return {ratio * onNewText(width, tokens), grown / (kError * count)};
}

quantizer::FeedbackFactor feedbackFactor(const MomentsFile& moments, const std::string& input,
                                         const rotation::Rotation& rotation, double damping,
                                         const RunContext& context) {
    try {
        return quantizer::FeedbackFactor::make(
            [&] {
                Tensor matrix = moments.read(input, rotation.size());
                rotateMoments(matrix, rotation, context);
                return matrix;
            },
            damping, context);
    } catch (const Error& error) {
        if (error.code() != ErrorCode::InvalidArgument)
            throw;
        throwInvalidFile(moments.path(), "has, for the input " + input + ", " + error.what());
    }
}

void setFeedbackGains(Profile& profile, const checkpoint::WeightSource& source,
                      const MomentsFile& moments, std::uint64_t seed, const RunContext& context) {
    moments.requireModel(source);
    std::map<std::string, LayerFeedback> gains;
    std::uint64_t done = 0;
    const auto widths = inputWidths(source.spec());
    for (const auto& [input, width] : widths) {
        context.throwIfCancelled();
        context.report({"feedback", input, done++, widths.size(), "inputs"});
        const rotation::Rotation rotation(std::make_shared<rotation::Hadamard>(width),
                                          rotation::randomSigns(seed, input, width));
        gains[input] = feedbackGain(
            feedbackFactor(moments, input, rotation, quantizer::kFeedbackDamping, context),
            moments.tokens(), context);
    }
    for (const checkpoint::LinearLayer& layer : source.spec().layers)
        for (ProfileLayer& entry : profile.layers)
            if (entry.name == layer.name)
                entry.feedback = gains.at(inputName(layer));
    context.report({"feedback", {}, done, widths.size(), "inputs"});
}

} // namespace fracbit::profiling
