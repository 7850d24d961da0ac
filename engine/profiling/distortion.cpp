#include "profiling/distortion.h"

#include "quantizer/packed_layer.h"
#include "quantizer/palette.h"
#include "rotation/rotation.h"

#include <algorithm>
#include <map>

namespace fracbit::profiling {

namespace {

using checkpoint::LinearLayer;
using quantizer::Scheme;

// Rotates rows of layers; transforms are made once a width.
class RowSampler {
public:
    RowSampler(const checkpoint::WeightSource& source, const DistortionOptions& options)
        : source_(source), options_(options) {}

    Tensor rotatedRows(const LinearLayer& layer) {
        const std::int64_t rows = std::min(options_.rows, layer.out);
        Tensor sample({rows, layer.in});
        const rotation::Rotation rotation = rotationOf(layer);
        for (std::int64_t i = 0; i < rows; ++i) {
            const std::int64_t row = i * layer.out / rows;
            const Tensor stored = source_.readRows(layer.name + ".weight", row, row + 1);
            std::ranges::copy(stored.values, sample.row(i).begin());
            rotation.rotate(sample.row(i));
        }
        return sample;
    }

private:
    rotation::Rotation rotationOf(const LinearLayer& layer) {
        auto& transform = transforms_[layer.in];
        if (!transform)
            transform = std::make_shared<const rotation::Hadamard>(layer.in);
        const std::string& input = source_.spec().inputOf(layer).name;
        return {transform, rotation::randomSigns(options_.seed, input, layer.in)};
    }

    const checkpoint::WeightSource& source_;
    const DistortionOptions& options_;
    std::map<std::int64_t, std::shared_ptr<const rotation::Hadamard>> transforms_;
};

} // namespace

std::vector<LayerDistortion> measureDistortion(const checkpoint::WeightSource& source,
                                               const std::vector<Scheme>& schemes,
                                               const DistortionOptions& options,
                                               const RunContext& context) {
    if (options.rows < 1)
        throw Error(ErrorCode::InvalidArgument, "distortion needs at least one row a layer");
    const auto& layers = source.spec().layers;
    const std::uint64_t total = layers.size() * schemes.size();
    RowSampler sampler(source, options);
    std::vector<LayerDistortion> result;
    for (const LinearLayer& layer : layers) {
        const Tensor rotated = sampler.rotatedRows(layer);
        for (const Scheme scheme : schemes) {
            context.throwIfCancelled();
            context.report({"distortion", layer.name, result.size(), total, "measurements"});
            Tensor rows = rotated;
            quantizer::LayerError error;
            quantizer::quantizeRotated(rows, scheme, layer.name, context, error);
            result.push_back(
                {layer.name, scheme, error.relative(), quantizer::gaussianDistortion(scheme)});
        }
    }
    context.report({"distortion", {}, total, total, "measurements"});
    return result;
}

DistortionSummary summarizeDistortion(const std::vector<LayerDistortion>& measured, Scheme scheme) {
    std::vector<std::pair<double, std::string>> ratios;
    for (const LayerDistortion& entry : measured)
        if (entry.scheme == scheme)
            ratios.emplace_back(entry.measured / entry.gaussian, entry.name);
    if (ratios.empty())
        throw Error(ErrorCode::InvalidArgument,
                    schemeName(scheme) + " has not been measured on any layer");
    std::ranges::sort(ratios);
    return {ratios[ratios.size() / 2].first, ratios.back().first, ratios.back().second};
}

std::vector<Scheme> distortionSchemes() {
    std::vector<Scheme> schemes;
    for (const char* name : {"nuq-3", "vq-3", "ctcq-3"})
        schemes.push_back(quantizer::schemeFromName(name));
    return schemes;
}

} // namespace fracbit::profiling
