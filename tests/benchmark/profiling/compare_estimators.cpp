// The two estimators of sensitivity on the same tokens: do they agree, and how long do they take?
//
//   compare_estimators MODEL TEXT FOLDER [--sequences N] [--length L] [--size T]... [--seed N]
//                      [--threads N] [--seconds S]
//
// FOLDER keeps what was measured. With --seconds the run stops after that time with exit code 3,
// and the same command goes on where it was; times are added up.
#include "base/atomic_file.h"
#include "base/json_file.h"
#include "packed/packed_checkpoint.h"
#include "profiling/estimate_comparison.h"
#include "tokenizer/tokenizer.h"

#include <CLI/CLI.hpp>

#include <chrono>
#include <cstdio>
#include <thread>

using namespace fracbit;
using profiling::LayerSensitivity;

namespace {

constexpr int kUnfinished = 3;

struct Options {
    std::filesystem::path model;
    std::filesystem::path text;
    std::filesystem::path folder;
    std::int64_t sequences = 4;
    std::int64_t length = 256;
    std::vector<double> sizes;
    std::uint64_t seed = 0;
    int threads = 2;
    double seconds = 0;
};

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point begin) {
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

// Triggers its stop token when the time is up.
class Alarm {
public:
    explicit Alarm(double seconds) {
        if (seconds > 0)
            thread_ = std::jthread([this, seconds](const std::stop_token& ended) {
                const auto begin = Clock::now();
                while (!ended.stop_requested() && secondsSince(begin) < seconds)
                    std::this_thread::sleep_for(std::chrono::milliseconds(50));
                stop_.request_stop();
            });
    }
    std::stop_token token() const { return stop_.get_token(); }

private:
    std::stop_source stop_;
    std::jthread thread_;
};

struct Measured {
    std::vector<LayerSensitivity> layers; // empty: not finished
    double seconds = 0;
};

Measured readMeasured(const std::filesystem::path& path) {
    Measured measured;
    if (!std::filesystem::exists(path))
        return measured;
    const auto document = readJsonFile(path);
    measured.seconds = document.at("seconds");
    for (const auto& layer : document.at("layers"))
        measured.layers.push_back(
            {layer.at("name"), layer.at("sensitivity"), layer.at("standard_error")});
    return measured;
}

void writeMeasured(const std::filesystem::path& path, const Measured& measured) {
    nlohmann::json layers = nlohmann::json::array();
    for (const LayerSensitivity& layer : measured.layers)
        layers.push_back({{"name", layer.name},
                          {"sensitivity", layer.value},
                          {"standard_error", layer.standardError}});
    writeFileAtomically(
        path, nlohmann::json{{"seconds", measured.seconds}, {"layers", layers}}.dump(1) + "\n");
}

// Runs the estimator, or takes what an earlier call has left; throws Error(Cancelled) in between.
Measured measure(const profiling::SensitivityEstimator& estimator, const Options& options,
                 const checkpoint::WeightSource& source, const profiling::Sample& sample,
                 const RunContext& context) {
    const auto path = options.folder / (estimator.name() + ".json");
    Measured measured = readMeasured(path);
    if (!measured.layers.empty())
        return measured;
    const auto begin = Clock::now();
    const double before = measured.seconds;
    const auto keepTime = [&] {
        measured.seconds = before + secondsSince(begin);
        writeMeasured(path, measured);
    };
    try {
        measured.layers = estimator.estimate(source, sample, context);
    } catch (const Error&) {
        keepTime();
        throw;
    }
    keepTime();
    return measured;
}

void printExtremes(std::vector<LayerSensitivity> layers) {
    std::ranges::sort(layers, std::greater<>(), &LayerSensitivity::value);
    std::printf("most sensitive:");
    for (std::size_t i = 0; i < std::min<std::size_t>(layers.size(), 4); ++i)
        std::printf(" %s %.3g", layers[i].name.c_str(), layers[i].value);
    std::printf("\n");
}

void print(const Measured& fisher, const Measured& noise) {
    const auto agreement = profiling::compareEstimates(fisher.layers, noise.layers);
    std::printf("layers                 %zu\n", fisher.layers.size());
    std::printf("Spearman               %.4f\n", agreement.rankCorrelation);
    std::printf("log-log correlation    %.4f\n", agreement.logCorrelation);
    std::printf("median Fisher / noise  %.4f\n", agreement.medianRatio);
    std::printf("standard error         Fisher %.3f, noise %.3f (median, relative)\n",
                agreement.firstError, agreement.secondError);
    std::printf("seconds                Fisher %.2f, noise %.1f: %.1f times faster\n",
                fisher.seconds, noise.seconds, noise.seconds / fisher.seconds);
    printExtremes(fisher.layers);
}

Options parse(int argc, char** argv) {
    Options options;
    CLI::App app;
    app.add_option("model", options.model)->required();
    app.add_option("text", options.text)->required();
    app.add_option("folder", options.folder)->required();
    app.add_option("--sequences", options.sequences);
    app.add_option("--length", options.length);
    app.add_option("--size", options.sizes);
    app.add_option("--seed", options.seed);
    app.add_option("--threads", options.threads);
    app.add_option("--seconds", options.seconds);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        std::exit(app.exit(error));
    }
    if (options.sizes.empty())
        options.sizes = {0.1};
    return options;
}

int run(const Options& options) {
    const Alarm alarm(options.seconds);
    RunContext context;
    context.stop = alarm.token();
    context.threads = options.threads;
    const auto source = packed::openModel(options.model);
    const auto tokens = tokenizer::Tokenizer::open(source->tokenizerSource())
                            ->encode(readFile(options.text), false);
    const auto sample =
        profiling::sampleFromText(tokens, options.sequences, options.length, options.text.string());
    std::filesystem::create_directories(options.folder);
    const auto fisher =
        measure(*profiling::makeFisherEstimator({options.folder / "fisher.work", options.seed}),
                options, *source, sample, context);
    const auto noise = measure(*profiling::makeNoiseEstimator(
                                   {options.folder / "noise.work", options.sizes, options.seed}),
                               options, *source, sample, context);
    std::printf("tokens                 %lld in %zu sequences, noise draws a sequence %zu\n",
                static_cast<long long>(sample.tokens()), sample.sequences.size(),
                options.sizes.size());
    print(fisher, noise);
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    const Options options = parse(argc, argv);
    try {
        return run(options);
    } catch (const Error& error) {
        std::fprintf(stderr, "compare_estimators: %s\n", error.what());
        return error.code() == ErrorCode::Cancelled ? kUnfinished : 1;
    }
}
