#include "profiling/feedback_gain.h"

#include "profiling/estimators/fed_back_noise.h"
#include "profiling/estimators/fisher_run.h"
#include "profiling/estimators/rotated_moments.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace fracbit::profiling {

namespace {

using quantizer::FeedbackFactor;

// Samples of the errors that feedback leaves, in the model's own basis, block by block.
class ErrorSamples {
public:
    ErrorSamples(const checkpoint::WeightSource& source, const MomentsFile& moments,
                 rotation::Basis basis, std::uint64_t seed, const RunContext& context)
        : spec_(source.spec()), moments_(moments), basis_(basis), rotations_(seed),
          context_(context) {}

    network::BlockProbes ofBlock(int block) {
        network::BlockProbes probes;
        for (const checkpoint::LayerInput& input : spec_.blockInputs(block))
            probes.push_back(ofInput(input));
        return probes;
    }
    // Of the blocks that an earlier run was done with, too. None where feedback has nothing to go
    // by.
    std::optional<double> growth(const checkpoint::LayerInput& input) {
        if (!growths_.contains(input.name))
            (void)ofInput(input);
        return growths_.at(input.name);
    }

private:
    Tensor ofInput(const checkpoint::LayerInput& input) {
        const auto rotation = rotations_.of(basis_, input.name, input.width);
        const auto factor = feedbackFactor(moments_, input, basis_, rotation,
                                           quantizer::kFeedbackDamping, context_);
        if (!factor)
            return unreached(input.name, input.width);
        FedBackNoise noise = feedBackNoise(*factor, context_);
        growths_[input.name] = noise.growth;
        const float scale = 1 / std::sqrt(static_cast<float>(noise.errors.rows()));
        for (float& value : noise.errors.values)
            value *= scale; // squares of products add up to means
        Tensor errors({noise.errors.rows(), input.width});
        for (std::int64_t i = 0; i < noise.errors.rows(); ++i) {
            const auto row = noise.errors.row(i);
            if (rotation)
                rotation->rotateBack(row);
            std::ranges::copy(row.first(static_cast<std::size_t>(input.width)),
                              errors.row(i).begin());
        }
        return errors;
    }

    Tensor unreached(const std::string& input, std::int64_t width) {
        growths_[input] = std::nullopt;
        context_.note("no token of " + moments_.path().string() + " reached the input " + input +
                      ": its layers are quantized without feedback");
        return Tensor({1, width});
    }

    const checkpoint::ModelSpec& spec_;
    const MomentsFile& moments_;
    rotation::Basis basis_;
    rotation::InputRotations rotations_;
    const RunContext& context_;
    std::map<std::string, std::optional<double>> growths_;
};

// A square matrix with zeros around it.
Tensor paddedTo(std::int64_t size, Tensor matrix) {
    if (matrix.rows() == size)
        return matrix;
    Tensor padded({size, size});
    for (std::int64_t i = 0; i < matrix.rows(); ++i)
        std::ranges::copy(matrix.row(i), padded.row(i).begin());
    return padded;
}

double sum(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0);
}

} // namespace

std::optional<FeedbackFactor> feedbackFactor(const MomentsFile& moments,
                                             const checkpoint::LayerInput& input,
                                             rotation::Basis basis,
                                             const std::optional<rotation::Rotation>& rotation,
                                             double damping, const RunContext& context) {
    try {
        return quantizer::FeedbackFactor::make(
            [&] {
                Tensor matrix = paddedTo(rotation::codedSize(basis, input.width),
                                         moments.read(input.name, input.width));
                if (rotation)
                    rotateMoments(matrix, *rotation, context);
                return matrix;
            },
            damping, context);
    } catch (const Error& error) {
        if (error.code() != ErrorCode::InvalidArgument)
            throw;
        throwInvalidFile(moments.path(), "has, for the input " + input.name + ", " + error.what());
    }
}

void setFeedbackGains(Profile& profile, const checkpoint::WeightSource& source,
                      const MomentsFile& moments, const Sample& sample, rotation::Basis basis,
                      std::uint64_t rotationSeed, const FisherOptions& options,
                      const RunContext& context) {
    moments.requireModel(source);
    ErrorSamples samples(source, moments, basis, rotationSeed, context);
    const FisherValues values = runFisher(
        source, sample, options, [&](int block) { return samples.ofBlock(block); }, context);
    const auto& layers = source.spec().layers;
    for (std::size_t i = 0; i < layers.size(); ++i) {
        const double plain = sum(values.plain[i]);
        const auto growth = samples.growth(source.spec().inputOf(layers[i]));
        const LayerFeedback feedback{growth && plain > 0 ? sum(values.probed[i]) / plain : 1,
                                     growth.value_or(0)};
        for (ProfileLayer& entry : profile.layers)
            if (entry.name == layers[i].name)
                entry.feedback = feedback;
    }
}

} // namespace fracbit::profiling
