// A whole profile of a model, stage by stage: seconds, how good the remaining time shown after the
// first tenth was, peak memory. Fails when a stage of ten seconds or more was mispredicted by more
// than a fifth.
//
//   profile_run MODEL PROFILE [--text F] [--sequences N] [--length L] [--threads N] [--noise]
//               [--latency]
#include "cli/peak_memory.h"
#include "packed/packed_checkpoint.h"
#include "pipeline/profile_job.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>

using namespace fracbit;

namespace {

using Clock = std::chrono::steady_clock;

// Remembers when each stage began, was a tenth done, and ended. What is predicted at the tenth is
// what the command line shows: the rate so far, kept up.
class StageTimes final : public ProgressSink {
public:
    struct Stage {
        std::string name;
        Clock::time_point begin;
        Clock::time_point end;
        double predicted = 0; // seconds of the whole stage, as of the first tenth
        double error() const { return predicted / seconds() - 1; }
        double seconds() const { return std::chrono::duration<double>(end - begin).count(); }
    };

    void report(const Progress& progress) override {
        const auto now = Clock::now();
        if (stages_.empty() || stages_.back().name != progress.stage)
            stages_.push_back({progress.stage, now, now});
        Stage& stage = stages_.back();
        stage.end = now;
        if (progress.total == 0)
            return;
        const double share =
            static_cast<double>(progress.done) / static_cast<double>(progress.total);
        if (stage.predicted == 0 && share >= 0.1)
            stage.predicted = stage.seconds() / share;
    }
    void note(const std::string& message) override { std::printf("%s\n", message.c_str()); }
    const std::vector<Stage>& stages() const { return stages_; }

private:
    std::vector<Stage> stages_;
};

bool wellPredicted(const StageTimes::Stage& stage) {
    constexpr double kLong = 10;
    constexpr double kTolerance = 0.2;
    return stage.seconds() < kLong || std::abs(stage.error()) <= kTolerance;
}

void print(const StageTimes& times, double seconds) {
    std::printf("%-14s %10s %26s\n", "stage", "seconds", "predicted after a tenth");
    for (const StageTimes::Stage& stage : times.stages())
        std::printf("%-14s %10.2f %17.2f (%+.0f %%)\n", stage.name.c_str(), stage.seconds(),
                    stage.predicted, 100 * stage.error());
    std::printf("%-14s %10.2f\npeak memory    %10.1f MB\n", "whole", seconds,
                static_cast<double>(cli::peakMemoryBytes()) / 1e6);
}

} // namespace

int main(int argc, char** argv) {
    std::filesystem::path model, out;
    pipeline::ProfileRequest request;
    request.again = true;
    RunContext context;
    context.threads = 2;
    bool noise = false;
    bool latency = false;
    CLI::App app;
    app.add_option("model", model)->required();
    app.add_option("profile", out)->required();
    app.add_option("--text", request.sample.text);
    app.add_option("--sequences", request.sample.sequences);
    app.add_option("--length", request.sample.length);
    app.add_option("--threads", context.threads);
    app.add_flag("--noise", noise);
    app.add_flag("--latency", latency);
    CLI11_PARSE(app, argc, argv);
    if (noise)
        request.estimator = pipeline::Estimator::Noise;
    if (latency)
        request.latency.kind = pipeline::LatencyRequest::Kind::Measured;
    StageTimes times;
    context.sink = &times;
    try {
        const auto begin = Clock::now();
        (void)pipeline::makeProfile(*packed::openModel(model), request, out, context);
        print(times, std::chrono::duration<double>(Clock::now() - begin).count());
        return std::ranges::all_of(times.stages(), wellPredicted) ? 0 : 1;
    } catch (const Error& error) {
        std::fprintf(stderr, "profile_run: %s\n", error.what());
        return 2;
    }
}
