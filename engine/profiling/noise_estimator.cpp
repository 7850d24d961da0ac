#include "base/random.h"
#include "network/layer_probe.h"
#include "profiling/sensitivity.h"

#include <cmath>

namespace fracbit::profiling {

namespace {

using checkpoint::LinearLayer;
using network::LayerProbe;

// t r_i z_ij with z from N(0, 1).
Tensor noise(const LinearLayer& layer, const std::vector<double>& rowMeanSquares, double size,
             std::uint64_t seed) {
    Tensor change({layer.out, layer.in});
    fillGaussian(change.values, seed);
    for (std::int64_t i = 0; i < layer.out; ++i) {
        const double scale = size * std::sqrt(rowMeanSquares[static_cast<std::size_t>(i)]);
        for (float& value : change.row(i))
            value *= static_cast<float>(scale);
    }
    return change;
}

class NoiseEstimator final : public SensitivityEstimator {
public:
    explicit NoiseEstimator(NoiseOptions options) : options_(std::move(options)) {
        for (const double size : options_.sizes)
            if (!(size > 0 && size <= 1))
                throw Error(ErrorCode::InvalidArgument, "noise sizes must be above 0, at most 1");
        if (options_.sizes.empty())
            throw Error(ErrorCode::InvalidArgument, "the noise estimator needs a noise size");
    }

    std::string name() const override { return "noise"; }

    std::vector<LayerSensitivity> estimate(const checkpoint::WeightSource& source,
                                           const Sample& sample,
                                           const RunContext& context) const override {
        checkSample(sample);
        const auto& layers = source.spec().layers;
        const auto probe = LayerProbe::load(source, context);
        const std::uint64_t total = layers.size() * sample.sequences.size();
        std::uint64_t done = 0;
        std::vector<std::vector<double>> values(layers.size());
        for (std::size_t s = 0; s < sample.sequences.size(); ++s) {
            probe->setSequence(sample.sequences[s], context);
            for (std::size_t l = 0; l < layers.size(); ++l) {
                context.report({"noise", layers[l].name, done++, total, "layers"});
                values[l].push_back(coefficient(*probe, layers[l], s, context));
            }
        }
        context.report({"noise", {}, total, total, "layers"});
        return summarize(source.spec(), values);
    }

private:
    double coefficient(LayerProbe& probe, const LinearLayer& layer, std::size_t sequence,
                       const RunContext& context) const {
        const auto meanSquares = probe.rowMeanSquares(layer.block, layer.role);
        std::uint64_t seed = mix64(options_.seed ^ hashName(layer.name)) + sequence;
        double sum = 0;
        for (const double size : options_.sizes) {
            seed = mix64(seed);
            const Tensor change = noise(layer, meanSquares, size, seed);
            sum += probe.divergence(layer.block, layer.role, change, context) / (size * size);
        }
        return sum / static_cast<double>(options_.sizes.size());
    }

    NoiseOptions options_;
};

} // namespace

std::unique_ptr<SensitivityEstimator> makeNoiseEstimator(NoiseOptions options) {
    return std::make_unique<NoiseEstimator>(std::move(options));
}

} // namespace fracbit::profiling
