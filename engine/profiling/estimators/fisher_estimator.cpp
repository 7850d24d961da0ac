#include "base/random.h"
#include "network/block_pass.h"
#include "profiling/estimators/fisher_run.h"
#include "profiling/fingerprint.h"
#include "profiling/sensitivity.h"

#include <algorithm>

namespace fracbit::profiling {

namespace {

using checkpoint::WeightSource;
using network::SingleBlock;

// The steps are: embed; each block forward; scores; each block backward, the last one first.
class FisherRun {
public:
    FisherRun(const WeightSource& source, const Sample& sample, const FisherOptions& options,
              const ProbeSource& probes, const RunContext& context)
        : source_(source), sample_(sample), options_(options), probes_(probes), context_(context),
          pass_(source, sample.sequences, network::WorkFolder(options.workFolder), context),
          blocks_(pass_.blocks()),
          identity_(workFingerprint("fisher", source, sample, options.seed)),
          values_{Values(source.spec().layers.size()), Values(source.spec().layers.size())} {}

    FisherValues run() {
        restore();
        for (; step_ < 2 * blocks_ + 2; save()) {
            if (step_ == 0)
                pass_.embed(watch("embedding"));
            else if (step_ <= blocks_)
                forward(step_ - 1);
            else if (step_ == blocks_ + 1)
                score();
            else
                backward(2 * blocks_ + 1 - step_);
        }
        report({});
        pass_.folder().remove();
        return std::move(values_);
    }

private:
    using Values = std::vector<std::vector<double>>;

    void restore() {
        const nlohmann::json progress = pass_.folder().progress();
        if (!progress.is_object() || !progress.contains("identity") ||
            progress.at("identity") != identity_)
            return;
        step_ = progress.at("step").get<int>();
        values_.plain = progress.at("values").get<Values>();
        values_.probed = progress.at("probed").get<Values>();
        for (int step = 0; step < step_; ++step)
            done_ += stepWork(step) * sample_.sequences.size();
        context_.note("goes on with the estimate in " + options_.workFolder.string());
    }

    void save() {
        ++step_;
        pass_.folder().setProgress({{"identity", identity_},
                                    {"step", step_},
                                    {"values", values_.plain},
                                    {"probed", values_.probed}});
        dropOld();
    }

    // After a backward step, what it read is not needed again.
    void dropOld() {
        const int block = 2 * blocks_ + 2 - step_; // of the step just saved
        if (block > blocks_)
            return;
        pass_.dropStates(block);
        pass_.dropGradients(block + 1);
    }

    // In weights that are multiplied with, a position; backward means once more forward and two
    // products for the two gradients.
    std::uint64_t stepWork(int step) const {
        const auto& config = source_.spec().config;
        const auto head = static_cast<std::uint64_t>(config.vocabulary * config.hidden);
        std::uint64_t all = 0;
        for (const auto& layer : source_.spec().layers)
            all += static_cast<std::uint64_t>(layer.weights());
        const std::uint64_t block = all / static_cast<std::uint64_t>(blocks_);
        if (step == 0)
            return 0;
        if (step == blocks_ + 1)
            return 2 * head;
        return step <= blocks_ ? block : 3 * block;
    }

    void report(const std::string& item) const {
        std::uint64_t total = 0;
        for (int step = 0; step < 2 * blocks_ + 2; ++step)
            total += stepWork(step) * sample_.sequences.size();
        const auto length = static_cast<std::uint64_t>(sample_.length());
        context_.report({options_.stage, item, done_ * length, total * length, "weights"});
    }

    network::BlockPass::Watch watch(std::string item) {
        return {[this, item = std::move(item)](std::size_t) { report(item); },
                [this](std::size_t, std::size_t count) { done_ += stepWork(step_) * count; }};
    }

    void forward(int index) {
        const auto block = SingleBlock::load(source_, index);
        pass_.writeStates(
            index + 1,
            [&](std::size_t s, const RunContext& context) {
                return block->forward(pass_.states(index, s), context);
            },
            watch("forward, block " + std::to_string(index)));
    }

    void score() {
        pass_.writeGradients(
            blocks_,
            [&](std::size_t s, const RunContext& context) {
                const std::uint64_t seed = mix64(options_.seed) + s;
                return network::drawScores(source_, pass_.states(blocks_, s), mix64(seed), context)
                    .gradient;
            },
            watch("labels"));
    }

    void backward(int index) {
        const auto block = SingleBlock::load(source_, index);
        const Values squares = block->rowMeanSquares();
        const network::BlockProbes probes = probes_ ? probes_(index) : network::BlockProbes();
        const Values none(squares.size(), std::vector<double>(pass_.sequences()));
        FisherValues values{none, none};
        const auto backwardOne = [&](std::size_t s, const RunContext& context) {
            auto result = block->backward(pass_.states(index, s), pass_.gradients(index + 1, s),
                                          probes, context);
            for (std::size_t i = 0; i < result.layers.size(); ++i) {
                const network::LayerGradient& layer = result.layers[i];
                values.plain[i][s] = coefficient(layer.rowNorms, squares[i]);
                values.probed[i][s] = coefficient(layer.probeNorms, squares[i]);
            }
            return std::move(result.input);
        };
        pass_.writeGradients(index, backwardOne, watch("backward, block " + std::to_string(index)));
        store(index, values);
    }

    // 1/(2T) sum_i r_i^2 sum_j g_ij^2; zero without norms
    double coefficient(const std::vector<float>& rowNorms,
                       const std::vector<double>& rowMeanSquares) const {
        double sum = 0;
        for (std::size_t i = 0; i < rowNorms.size(); ++i) {
            const auto norm = static_cast<double>(rowNorms[i]);
            sum += rowMeanSquares[i] * norm * norm;
        }
        return sum / (2.0 * static_cast<double>(sample_.length() - 1));
    }

    void store(int block, const FisherValues& ofLayers) {
        const auto layers = source_.spec().blockLayers(block);
        const auto first = static_cast<std::size_t>(layers.data() - source_.spec().layers.data());
        for (std::size_t i = 0; i < layers.size(); ++i) {
            values_.plain[first + i] = ofLayers.plain[i];
            values_.probed[first + i] = ofLayers.probed[i];
        }
    }

    const WeightSource& source_;
    const Sample& sample_;
    const FisherOptions& options_;
    const ProbeSource& probes_;
    const RunContext& context_;
    network::BlockPass pass_;
    int blocks_;
    std::string identity_;
    int step_ = 0;           // the next one
    std::uint64_t done_ = 0; // in stepWork()
    FisherValues values_;
};

class FisherEstimator final : public SensitivityEstimator {
public:
    explicit FisherEstimator(FisherOptions options) : options_(std::move(options)) {}
    std::string name() const override { return "fisher"; }
    std::vector<LayerSensitivity> estimate(const WeightSource& source, const Sample& sample,
                                           const RunContext& context) const override {
        return summarize(source.spec(), runFisher(source, sample, options_, {}, context).plain);
    }

private:
    FisherOptions options_;
};

} // namespace

FisherValues runFisher(const WeightSource& source, const Sample& sample,
                       const FisherOptions& options, const ProbeSource& probes,
                       const RunContext& context) {
    checkSample(sample);
    return FisherRun(source, sample, options, probes, context).run();
}

std::unique_ptr<SensitivityEstimator> makeFisherEstimator(FisherOptions options) {
    return std::make_unique<FisherEstimator>(std::move(options));
}

} // namespace fracbit::profiling
