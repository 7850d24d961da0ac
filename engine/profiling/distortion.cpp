#include "profiling/distortion.h"

#include "quantizer/packed_layer.h"
#include "quantizer/palette.h"

#include <algorithm>

namespace fracbit::profiling {

namespace {

using checkpoint::LinearLayer;
using quantizer::Scheme;

// Rows of layers in the basis of their inputs.
class RowSampler {
public:
    RowSampler(const checkpoint::WeightSource& source, const DistortionOptions& options)
        : source_(source), options_(options), rotations_(options.seed) {}

    Tensor rows(const LinearLayer& layer, const RunContext& context) {
        const std::int64_t count =
            std::min(rotation::codedSize(options_.basis, options_.rows), layer.out);
        Tensor sample({count, layer.in});
        for (std::int64_t i = 0; i < count; ++i) {
            const std::int64_t row = i * layer.out / count;
            const Tensor stored = source_.readRows(layer.name + ".weight", row, row + 1);
            std::ranges::copy(stored.values, sample.row(i).begin());
        }
        const std::string& input = source_.spec().inputOf(layer).name;
        return rotation::withInputsIn(options_.basis, std::move(sample),
                                      rotations_.of(options_.basis, input, layer.in), context);
    }

private:
    const checkpoint::WeightSource& source_;
    const DistortionOptions& options_;
    rotation::InputRotations rotations_;
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
        const Tensor sample = sampler.rows(layer, context);
        for (const Scheme scheme : schemes) {
            context.throwIfCancelled();
            context.report({"distortion", layer.name, result.size(), total, "measurements"});
            Tensor rows = sample;
            quantizer::LayerError error;
            quantizer::ProcessorEncoder encoder(scheme);
            (void)quantizer::quantizeRotated(rows, {encoder, options.basis}, layer.name, context,
                                             error);
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
