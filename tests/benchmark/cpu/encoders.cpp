#include "benchmark/cpu/encoders.h"

#include "base/random.h"
#include "benchmark/cpu/arithmetic.h"
#include "quantizer/packed_layer.h"
#include "quantizer/palette.h"
#include "quantizer/trellis/viterbi.h"

#include <algorithm>
#include <chrono>
#include <cstdio>

namespace fracbit::bench {

using quantizer::Scheme;

namespace {

constexpr std::int64_t kRows = 576; // the sample model's width

Tensor gaussianLayer(std::int64_t columns) {
    Tensor layer({kRows, columns});
    fillGaussian(layer.values, 1);
    return layer;
}

double seconds(Scheme scheme, Tensor layer, int threads) {
    RunContext context;
    context.threads = threads;
    quantizer::LayerError error;
    const auto begin = std::chrono::steady_clock::now();
    (void)quantizer::quantizeRotated(layer, scheme, "layer", context, error);
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - begin;
    return elapsed.count();
}

// Weights a second with one thread and with two, in turns, the fastest of several runs: what else
// runs on the machine only makes a run slower.
void measure(Scheme scheme, double (&perSecond)[2]) {
    constexpr double kWanted = 0.1; // seconds of a run
    constexpr int kRounds = 7;
    const Tensor probe = gaussianLayer(64);
    (void)seconds(scheme, probe, 2); // makes tables, starts threads
    const double guess = kWanted / seconds(scheme, probe, 1);
    const Tensor layer = gaussianLayer(
        64 * std::clamp(static_cast<std::int64_t>(guess), std::int64_t{1}, std::int64_t{64}));
    perSecond[0] = perSecond[1] = 0;
    for (int round = 0; round < kRounds; ++round)
        for (const int threads : {1, 2}) {
            const auto weights = static_cast<double>(layer.values.size());
            double& best = perSecond[threads - 1];
            best = std::max(best, weights / seconds(scheme, layer, threads));
        }
}

} // namespace

void printEncoders(std::span<const std::string> schemes, const VectorThroughput& throughput) {
    std::printf("\nEncoders (%s): finished tiles, million weights a second\n",
                quantizer::viterbiInstructionSet());
    std::printf("%-16s %8s %8s %6s %8s %6s\n", "scheme", "one core", "limit", "of it", "2 cores",
                "2/1");
    for (const std::string& name : schemes) {
        const Scheme scheme = quantizer::schemeFromName(name);
        const double limit = encoderLimit(scheme, throughput);
        double perSecond[2];
        measure(scheme, perSecond);
        std::printf("%-16s %8.3f ", name.c_str(), perSecond[0] / 1e6);
        std::printf(limit > 0 ? "%8.3f %5.0f%% " : "       -      - ", limit / 1e6,
                    100 * perSecond[0] / limit);
        std::printf("%8.3f %6.2f\n", perSecond[1] / 1e6, perSecond[1] / perSecond[0]);
        std::fflush(stdout);
    }
}

} // namespace fracbit::bench
