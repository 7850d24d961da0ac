#include "base/parallel.h"
#include "base/random.h"
#include "network/blockwise.h"
#include "profiling/estimators/fisher_run.h"
#include "profiling/estimators/work_folder.h"
#include "profiling/fingerprint.h"
#include "profiling/sensitivity.h"

#include <algorithm>

namespace fracbit::profiling {

namespace {

using checkpoint::WeightSource;
using network::SingleBlock;

std::string statesFile(int block) {
    return "states-" + std::to_string(block);
}
std::string gradientFile(int block) {
    return "gradient-" + std::to_string(block);
}

// The steps are: embed; each block forward; scores; each block backward, the last one first.
class FisherRun {
public:
    FisherRun(const WeightSource& source, const Sample& sample, const FisherOptions& options,
              const ProbeSource& probes, const RunContext& context)
        : source_(source), sample_(sample), options_(options), probes_(probes), context_(context),
          folder_(options.workFolder),
          blocks_(source.spec().config.blockCount()), shape_{sample.length(),
                                                             source.spec().config.hidden},
          identity_(workFingerprint("fisher", source, sample, options.seed)),
          values_{Values(source.spec().layers.size()), Values(source.spec().layers.size())} {}

    FisherValues run() {
        restore();
        for (; step_ < 2 * blocks_ + 2; save()) {
            if (step_ == 0)
                embed();
            else if (step_ <= blocks_)
                forward(step_ - 1);
            else if (step_ == blocks_ + 1)
                score();
            else
                backward(2 * blocks_ + 1 - step_);
        }
        report({});
        folder_.remove();
        return std::move(values_);
    }

private:
    using Values = std::vector<std::vector<double>>;

    void restore() {
        const nlohmann::json progress = folder_.progress();
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
        folder_.setProgress({{"identity", identity_},
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
        folder_.drop(statesFile(block));
        folder_.drop(gradientFile(block + 1));
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

    // Appends body(sequence, context) of every sequence to the file, in their order. As many at a
    // time as there are threads: the products of one sequence are too small to be shared well.
    template <typename Body>
    void forEachSequence(const std::string& item, AtomicFile& file, const Body& body) {
        const std::size_t count = sample_.sequences.size();
        const auto threads = static_cast<std::size_t>(std::max(1, context_.threads));
        const std::size_t together = std::min(threads, count);
        RunContext each = context_;
        each.threads = static_cast<int>(threads / together);
        for (std::size_t begin = 0; begin < count; begin += together) {
            context_.throwIfCancelled();
            report(item);
            std::vector<Tensor> results(std::min(together, count - begin));
            parallelFor(results.size(), context_,
                        [&](std::size_t i) { results[i] = body(begin + i, each); });
            for (const Tensor& result : results)
                append(file, result);
            done_ += stepWork(step_) * results.size();
        }
    }

    void embed() {
        AtomicFile file = folder_.create(statesFile(0));
        forEachSequence("embedding", file, [&](std::size_t s, const RunContext&) {
            return network::embedTokens(source_, sample_.sequences[s]);
        });
        file.commit();
    }

    void forward(int index) {
        const auto block = SingleBlock::load(source_, index);
        AtomicFile file = folder_.create(statesFile(index + 1));
        const auto forwardOne = [&](std::size_t s, const RunContext& context) {
            return block->forward(folder_.read(statesFile(index), s, shape_), context);
        };
        forEachSequence("forward, block " + std::to_string(index), file, forwardOne);
        file.commit();
    }

    void score() {
        AtomicFile file = folder_.create(gradientFile(blocks_));
        forEachSequence("labels", file, [&](std::size_t s, const RunContext& context) {
            const Tensor states = folder_.read(statesFile(blocks_), s, shape_);
            const std::uint64_t seed = mix64(options_.seed) + s;
            return network::drawScores(source_, states, mix64(seed), context).gradient;
        });
        file.commit();
    }

    void backward(int index) {
        const auto block = SingleBlock::load(source_, index);
        const Values squares = block->rowMeanSquares();
        AtomicFile file = folder_.create(gradientFile(index));
        const network::BlockProbes probes = probes_ ? probes_(index) : network::BlockProbes();
        const Values none(squares.size(), std::vector<double>(sample_.sequences.size()));
        FisherValues values{none, none};
        const auto backwardOne = [&](std::size_t s, const RunContext& context) {
            const Tensor input = folder_.read(statesFile(index), s, shape_);
            const Tensor gradient = folder_.read(gradientFile(index + 1), s, shape_);
            auto result = block->backward(input, gradient, probes, context);
            for (std::size_t i = 0; i < result.layers.size(); ++i) {
                const network::LayerGradient& layer = result.layers[i];
                values.plain[i][s] = coefficient(layer.rowNorms, squares[i]);
                values.probed[i][s] = coefficient(layer.probeNorms, squares[i]);
            }
            return std::move(result.input);
        };
        forEachSequence("backward, block " + std::to_string(index), file, backwardOne);
        file.commit();
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
    WorkFolder folder_;
    int blocks_;
    Shape shape_; // of one sequence's states
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
