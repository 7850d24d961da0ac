#include "base/random.h"
#include "base/text.h"
#include "network/layer_probe.h"
#include "network/work_folder.h"
#include "profiling/fingerprint.h"
#include "profiling/sensitivity.h"

#include <cmath>

namespace fracbit::profiling {

namespace {

using checkpoint::LinearLayer;
using network::LayerProbe;
using network::WorkFolder;

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

// How far the work has come, in weights that are multiplied with: a layer costs the blocks from
// its own on, and the head.
class Work {
public:
    explicit Work(const checkpoint::ModelSpec& spec) {
        std::uint64_t all = 0;
        for (const LinearLayer& layer : spec.layers)
            all += static_cast<std::uint64_t>(layer.weights());
        const auto blocks = spec.config.blocks.size();
        const auto head = static_cast<std::uint64_t>(spec.config.vocabulary * spec.config.hidden);
        before_.push_back(0);
        for (const LinearLayer& layer : spec.layers) {
            const std::uint64_t passed = blocks - static_cast<std::uint64_t>(layer.block);
            before_.push_back(before_.back() + all / blocks * passed + head);
        }
    }

    // After `done` of `total` layers, the model's layers again and again.
    void report(const RunContext& context, const std::string& item, std::size_t done,
                std::size_t total) const {
        context.report({"noise", item, weights(done), weights(total), "weights"});
    }

private:
    std::uint64_t weights(std::size_t done) const {
        const std::size_t layers = before_.size() - 1;
        return done / layers * before_.back() + before_[done % layers];
    }
    std::vector<std::uint64_t> before_; // of the first i layers of a sequence
};

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
        const WorkFolder folder(options_.workFolder);
        const auto& layers = source.spec().layers;
        nlohmann::json progress = begin(folder, source, sample, context);
        auto values = progress.at("values").get<std::vector<std::vector<double>>>();
        const auto probe = LayerProbe::load(source, context);
        const std::size_t total = layers.size() * sample.sequences.size();
        const Work work(source.spec());
        for (std::size_t done = progress.at("done"), current = total; done < total;) {
            const std::size_t sequence = done / layers.size();
            const std::size_t layer = done % layers.size();
            work.report(context, layers[layer].name, done, total);
            if (sequence != current)
                probe->setSequence(sample.sequences[sequence], context);
            current = sequence;
            values[layer].push_back(coefficient(*probe, source.spec(), layer, sequence, context));
            progress["values"] = values;
            progress["done"] = ++done;
            folder.setProgress(progress);
        }
        work.report(context, {}, total, total);
        folder.remove();
        return summarize(source.spec(), values);
    }

private:
    // Where an earlier run of the same work has come to, or the beginning.
    nlohmann::json begin(const WorkFolder& folder, const checkpoint::WeightSource& source,
                         const Sample& sample, const RunContext& context) const {
        std::string method = "noise";
        for (const double size : options_.sizes)
            method += " " + exactText(size);
        const std::string identity = workFingerprint(method, source, sample, options_.seed);
        nlohmann::json progress = folder.progress();
        if (progress.is_object() && progress.contains("identity") &&
            progress.at("identity") == identity) {
            context.note("goes on with the estimate in " + options_.workFolder.string());
            return progress;
        }
        const std::vector<std::vector<double>> none(source.spec().layers.size());
        return {{"identity", identity}, {"done", 0}, {"values", none}};
    }

    double coefficient(LayerProbe& probe, const checkpoint::ModelSpec& spec, std::size_t index,
                       std::size_t sequence, const RunContext& context) const {
        const LinearLayer& layer = spec.layers[index];
        const auto meanSquares = probe.rowMeanSquares(index);
        std::uint64_t seed = mix64(options_.seed ^ hashName(layer.name)) + sequence;
        double sum = 0;
        for (const double size : options_.sizes) {
            seed = mix64(seed);
            const Tensor change = noise(layer, meanSquares, size, seed);
            sum += probe.divergence(index, change, context) / (size * size);
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
